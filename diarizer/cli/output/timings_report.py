"""`--timings`: where the time went, on stderr, and what the machine could have done at best."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from diarizer.cli import stderr
from diarizer.cli.progress.overall import name
from diarizer.measuring import stage_timings
from diarizer.messages.language import spoken
from diarizer.messages.text import label, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.measuring.stage_timings import Timings
    from diarizer.messages.language import Language
    from diarizer.messages.text import Text

_GIGA = 1e9
_WORD = 13  # letters of the longest stage in any language


@contextmanager
def told(wanted: bool) -> Iterator[None]:
    """Tell what the stages inside the block took, if that is wanted."""
    if not wanted:
        yield
        return
    with stage_timings.collected() as spent:
        yield
    for line in _lines(spent, spoken(sys.stderr.encoding)):
        stderr.say(line, style="dim")


def _lines(spent: Timings, say: Language) -> Iterator[str]:
    stages = spent.stages()
    if not stages:
        yield say(text("Timings: no stage ran in this process."))
        return
    what, wall_clock, processor = label("stage"), label("seconds"), label("CPU")
    yield f"{say(what):{_WORD}} {say(wall_clock):>9} {say(processor):>9}"
    for stage in stages:
        yield f"{say(name(stage.name)):{_WORD}} {stage.wall:9.2f} {stage.cpu:9.2f}"
    wall, cpu = sum(stage.wall for stage in stages), sum(stage.cpu for stage in stages)
    whole = say(label("together"))
    yield f"{whole:{_WORD}} {wall:9.2f} {cpu:9.2f}"
    if spent.multiply_adds:
        yield say(_at_best(spent.multiply_adds))


def _at_best(multiply_adds: float) -> Text:
    from diarizer.measuring.matrix_product_rate import multiply_adds_per_second  # noqa: PLC0415, numpy is loaded by now

    rate = multiply_adds_per_second()
    return text(
        "The network takes {work:.1f} thousand million multiply-adds: {seconds:.2f} s at best, since"
        " this machine does {rate:.1f} thousand million a second now (sgemm).",
        work=multiply_adds / _GIGA,
        seconds=multiply_adds / rate,
        rate=rate / _GIGA,
    )
