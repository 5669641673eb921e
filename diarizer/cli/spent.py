"""`--timings`: where the time went, on stderr, and what the machine could have done at best."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from diarizer import timings
from diarizer.cli import complaints

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.timings import Timings

_GIGA = 1e9


@contextmanager
def told(wanted: bool) -> Iterator[None]:
    """Tell what the stages inside the block took, if that is wanted."""
    if not wanted:
        yield
        return
    with timings.collected() as spent:
        yield
    for line in _lines(spent):
        complaints.say(line, style="dim")


def _lines(spent: Timings) -> Iterator[str]:
    stages = spent.stages()
    if not stages:
        yield "Timings: no stage ran in this process."
        return
    yield f"{'stage':12} {'seconds':>9} {'CPU':>9}"
    for stage in stages:
        yield f"{stage.name:12} {stage.wall:9.2f} {stage.cpu:9.2f}"
    wall, cpu = sum(stage.wall for stage in stages), sum(stage.cpu for stage in stages)
    yield f"{'together':12} {wall:9.2f} {cpu:9.2f}"
    if spent.multiply_adds:
        yield _at_best(spent.multiply_adds)


def _at_best(multiply_adds: float) -> str:
    from diarizer.sgemm import multiply_adds_per_second  # noqa: PLC0415, numpy is loaded by now

    rate = multiply_adds_per_second()
    return (
        f"The network takes {multiply_adds / _GIGA:.1f} thousand million multiply-adds:"
        f" {multiply_adds / rate:.2f} s at best, since this machine does {rate / _GIGA:.1f}"
        " thousand million a second now (sgemm)."
    )
