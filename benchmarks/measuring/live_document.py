"""The section on listening live: what is lost against the whole file, and what it takes."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from measuring import scoring, targets
from measuring.document import table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_CPU = 0.3  # of one core
_MORE = 20.0  # MB that an hour may take beyond ten minutes
_JUDGING = "judging"

_INTRODUCTION = """\
## Live

What is lost by listening while somebody speaks, against the same recording as a whole, by the same networks
in the same run. Conversations of two minutes, built of single voices; no voice of the judging half is in the
choosing half, on which the few numbers were chosen, so that only the judging half says what to expect. The
final pass over the whole gives the column *whole*, so that after Ctrl-C nothing of this is lost."""

_COLUMNS = """\
DER in %, no collar, overlap scored. *First written* is what was said at the time; *live* is that after the
corrections that followed, whose turns *corrected* counts. Delay: from the end of a turn to
when it is written, in seconds of sound that had to be heard, and the CPU seconds of that step on top; the
recording is heard faster than it was spoken, in the same steps. CPU: seconds of one core for each second of
sound, of the listening alone."""


_HOUR = """\
`diarize --live FILE --pace 100 --format json`, the conversations of the judging half one after the other for
an hour: a hundred times faster than they were spoken, so that it takes the longest steps, as on a machine
that does not keep up, and what has not been heard yet waits on the disk. Memory: what the process holds."""


@dataclass(frozen=True, slots=True)
class Row:
    """One conversation.

    Attributes:
        half: ``choosing`` or ``judging``.
        kind: of conversation.
        people: who speak in it.
        whole: seconds of each of :data:`scoring.PARTS`, of the file as a whole.
        live: the same, of the live turns after their corrections.
        first: the same, of the live turns as they were first written.
        found: people of the whole, and live.
        corrected: turns that were given another name afterwards.
        delays: seconds of sound, and CPU seconds of the step, of each turn.
        cpu: seconds for each second of sound.

    """

    half: str
    kind: str
    people: int
    whole: tuple[float, ...]
    live: tuple[float, ...]
    first: tuple[float, ...]
    found: tuple[int, int]
    corrected: int
    delays: Sequence[tuple[float, float]]
    cpu: float


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour that is heard by the command itself.

    Attributes:
        memory: MB that the process holds, by minutes of what was heard.
        cpu: seconds of the whole process.

    """

    memory: Mapping[int, float]
    cpu: float


def written(machine: str, options: str, rows: Sequence[Row]) -> str:
    """Write the section on what is lost.

    Args:
        machine: and the day, in words.
        options: how it listens, in words.
        rows: one for each conversation.

    """
    head = ("conversation", "people", "whole", "live", "first written", "found whole / live")
    head = (*head, "corrected", "delay, median / worst", "CPU")
    lines = [_line(f"{row.half}, {row.kind}", str(row.people), [row]) for row in rows]
    for half in dict.fromkeys(row.half for row in rows):
        own = [row for row in rows if row.half == half]
        lines.append(_line(f"**{half}, all**", "", own))
    judged = [row for row in rows if row.half == _JUDGING] or list(rows)
    used = max(row.cpu for row in judged)
    target = targets.at_most("CPU seconds per second, of the worst", used, _CPU)
    by = "`python benchmarks/live.py`"
    parts = (_INTRODUCTION, f"Measured on {machine}, by {by}. {options}", _COLUMNS)
    return "\n\n".join((*parts, table(head, lines), _lost(judged), targets.listed([target])))


def written_hour(machine: str, hour: Hour) -> str:
    """Write the section on an hour."""
    first, last = min(hour.memory), max(hour.memory)
    more = hour.memory[last] - hour.memory[first]
    target = targets.at_most(f"memory, {last} min beyond {first}", more, _MORE, " MB")
    by = "`python benchmarks/live.py --hour`"
    lines = [(str(minutes), f"{mb:.0f}") for minutes, mb in hour.memory.items()]
    parts = (f"Measured on {machine}, by {by}. {_HOUR} {hour.cpu:.0f} CPU seconds in all.",)
    heard = table(("minutes heard", "MB"), lines)
    return "\n\n".join(("## An hour live", *parts, heard, targets.listed([target])))


def _line(name: str, people: str, rows: Sequence[Row]) -> tuple[str, ...]:
    found = "{} / {}".format(*rows[0].found) if people else _right(rows)
    return (
        name,
        people,
        *(_der([getattr(row, what) for row in rows]) for what in ("whole", "live", "first")),
        found,
        f"{sum(row.corrected for row in rows)} of {sum(len(row.delays) for row in rows)}",
        "{:.1f} / {:.1f}".format(*_delay(rows)),
        f"{statistics.mean(row.cpu for row in rows):.2f}",
    )


def _right(rows: Sequence[Row]) -> str:
    whole, live = (sum(row.found[at] == row.people for row in rows) for at in (0, 1))
    return f"right in {whole} / {live} of {len(rows)}"


def _der(scores: Sequence[tuple[float, ...]]) -> str:
    return f"{scoring.rate(scoring.pooled(scores)):.1f}"


def _delay(rows: Sequence[Row]) -> tuple[float, float]:
    delays = [sound + cpu for row in rows for sound, cpu in row.delays]
    return statistics.median(delays), max(delays)


def _lost(rows: Sequence[Row]) -> str:
    whole, live = (
        scoring.pooled([getattr(row, what) for row in rows]) for what in ("whole", "live")
    )
    shares = [
        f"{part} {100 * before / whole[3]:.1f} to {100 * now / live[3]:.1f}"
        for part, before, now in zip(scoring.PARTS, whole[:3], live[:3], strict=False)
    ]
    return f"What is lost on the judging half, in % of the speech: {', '.join(shares)}."
