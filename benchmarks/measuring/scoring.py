"""Scores by pyannote.metrics: somebody else's arithmetic."""

from __future__ import annotations

import itertools
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from measuring.systems import Turns

PARTS = ("missed detection", "false alarm", "confusion", "total")
STRICT: dict[str, Any] = {"collar": 0.0, "skip_overlap": False}
# pyannote.metrics takes the whole width of the collar: 0.25 s on each side.
LENIENT: dict[str, Any] = {"collar": 0.5, "skip_overlap": True}


@dataclass(frozen=True, slots=True)
class Score:
    """How one system did on one recording.

    Attributes:
        group: of the recording: one of `recordings.GROUPS`, or ``nobody``.
        name: of the recording.
        kinds: of the recording.
        true: speakers.
        found: speakers.
        strict: seconds of each of `PARTS`, no collar, overlap scored.
        lenient: the same with 0.25 s on each side left out, and overlap; empty where that was not
            scored.

    """

    group: str
    name: str
    kinds: tuple[str, ...]
    true: int
    found: int
    strict: tuple[float, ...]
    lenient: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """How many people there are, and how many were found.

    Attributes:
        true: people.
        found: people.
        true_long: people who speak for a second at least.
        found_long: the same, of those found.

    """

    true: int
    found: int
    true_long: int
    found_long: int


_LONG = 1.0  # seconds: who says less is in a reference by chance, and hides what changes


def count(path: Path, found: Turns) -> Count:
    """Count the people of a recording, and those that a system found."""
    spoken = [_spoken(turns) for turns in (truth(path), found)]
    every, long = [len(some) for some in spoken], [_many(some) for some in spoken]
    return Count(*every, *long)


def _spoken(turns: Turns) -> dict[str, float]:
    seconds: dict[str, float] = {}
    for start, end, who in turns:
        seconds[who] = seconds.get(who, 0.0) + end - start
    return seconds


def _many(spoken: dict[str, float]) -> int:
    return sum(seconds >= _LONG for seconds in spoken.values())


def overlap(path: Path) -> float:
    """Return the seconds that a system of one speaker at a time has to miss: all but one of each."""
    changes = sorted(
        [(start, 1) for start, *_ in truth(path)] + [(end, -1) for _, end, _ in truth(path)]
    )
    spoken = itertools.pairwise(changes)
    at_once, missed = 0, 0.0
    for (now, change), (then, _) in spoken:
        at_once += change
        missed += max(0, at_once - 1) * (then - now)
    return missed


def truth(path: Path) -> Turns:
    """Read the RTTM beside a sound; nothing where there is none, which means nobody."""
    rttm = path.with_suffix(".rttm")
    if not rttm.exists():
        return []
    from diarizer.formats.rttm import loads  # noqa: PLC0415, once the project is on the path

    turns = loads(rttm.read_text(encoding="utf-8")).turns
    return [(turn.span.start, turn.span.end, turn.speaker) for turn in turns]


def scored(path: Path, turns: Sequence[Turns]) -> list[tuple[float, float]] | None:
    """Read the UEM beside a sound: what is scored, in seconds; None for everything."""
    uem = path.with_suffix(".uem")
    if not uem.exists():
        ends = [end for some in turns for _, end, _ in some]
        return [(0.0, max(ends))] if ends else None
    rows = [line.split() for line in uem.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [(float(start), float(end)) for _, _, start, end in rows]


def seconds(path: Path, found: Turns, **options: Any) -> tuple[float, ...]:
    """Return the seconds of each of `PARTS`.

    Args:
        path: of the sound, beside which the truth lies.
        found: what a system answered.
        options: `STRICT` or `LENIENT`.

    """
    from pyannote.metrics.diarization import DiarizationErrorRate  # noqa: PLC0415, a second

    true = truth(path)
    spans = scored(path, (true, found))
    if spans is None:
        return (0.0,) * len(PARTS)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        detail = DiarizationErrorRate(**options)(
            _annotation(true), _annotation(found), uem=_timeline(spans), detailed=True
        )
    return tuple(round(float(detail[part]), 6) for part in PARTS)


def pooled(rows: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """Add up the seconds of many recordings, so that a longer one weighs more."""
    return tuple(map(sum, zip(*rows, strict=True))) or (0.0,) * len(PARTS)


def counted(pairs: Sequence[tuple[int, int]]) -> str:
    """Write how often a number of people is right, and its mean absolute error.

    >>> counted([(2, 2), (4, 3)])
    '1 of 2, 0.50'
    """
    right = sum(true == found for true, found in pairs)
    error = sum(abs(true - found) for true, found in pairs) / len(pairs)
    return f"{right} of {len(pairs)}, {error:.2f}"


def rate(row: Sequence[float]) -> float:
    """Return the diarization error rate in %; infinite where nobody speaks and somebody is found.

    >>> rate((1.0, 0.5, 0.5, 8.0))
    25.0
    """
    wrong = sum(row[:3])
    if row[3]:
        return 100 * wrong / row[3]
    return float("inf") if wrong else 0.0


def _annotation(turns: Turns) -> Any:
    from pyannote.core import Annotation, Segment  # noqa: PLC0415

    made = Annotation()
    for number, (start, end, speaker) in enumerate(turns):
        made[Segment(start, end), number] = speaker
    return made


def _timeline(spans: Iterable[tuple[float, float]]) -> Any:
    from pyannote.core import Segment, Timeline  # noqa: PLC0415

    return Timeline([Segment(start, end) for start, end in spans])
