"""TextGrid of Praat: a tier for each speaker, cut into intervals without a gap.

Praat's manual, "TextGrid file formats"; the long format is written, the short one read too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

EXTENSION = ".TextGrid"
HOLDS = frozenset({"turns", "text"})

# In the long format names stand before the values, and numbers in brackets; the values alone are
# the short format.
_VALUE = re.compile(r'"((?:[^"]|"")*)"|(?<![\w\[.])(-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)(?![\w\].])')


def dumps(annotation: Annotation) -> str:
    """Write a tier for each speaker; an interval holds what is said, or the speaker's name.

    Praat lets nobody speak twice at once: of two turns of one speaker the later begins where the
    earlier one ends.
    """
    end = max([annotation.duration, *(turn.span.end for turn in annotation.turns)])
    tiers = [_tier(annotation, name, end) for name in annotation.speakers]
    head = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'
    size = f"{_range(end)}tiers? <exists>\nsize = {len(tiers)}\nitem []:\n"
    numbered = "".join(f"    item [{number}]:\n{tier}" for number, tier in enumerate(tiers, 1))
    return f"{head}{size}{numbered}"


def loads(content: str) -> Annotation:
    """Read the intervals that hold something; tiers of points are left out.

    Raises:
        FormatError: not a TextGrid, or cut short.

    """
    try:
        turns, end = _read(content)
    except (StopIteration, ValueError, IndexError) as error:
        raise FormatError(
            text("The file is not a TextGrid of Praat."),
            context=text("It begins with: {beginning!r}", beginning=content.strip()[:60]),
            hint=text('Wanted: what Praat saves as a text file, with Object class = "TextGrid".'),
        ) from error
    return Annotation(tuple(turns), duration=end)


def _tier(annotation: Annotation, speaker: str, end: float) -> str:
    intervals = list(_intervals([t for t in annotation.turns if t.speaker == speaker], end))
    lines = "".join(
        f"        intervals [{number}]:\n{_range(span.end, span.start, 12)}"
        f"            text = {_quoted(label)}\n"
        for number, (span, label) in enumerate(intervals, 1)
    )
    head = f'        class = "IntervalTier"\n        name = {_quoted(speaker)}\n'
    return f"{head}{_range(end, 0.0, 8)}        intervals: size = {len(intervals)}\n{lines}"


def _intervals(turns: list[Turn], end: float) -> Iterator[tuple[Span, str]]:
    """Yield the turns with the silences between them."""
    now = 0.0
    for turn in turns:
        start = max(now, turn.span.start)
        if turn.span.end <= start:
            continue
        if start > now:
            yield Span(now, start), ""
        yield Span(start, turn.span.end), " ".join(turn.text.split()) or turn.speaker
        now = turn.span.end
    if now < end:
        yield Span(now, end), ""


def _range(end: float, start: float = 0.0, indent: int = 0) -> str:
    blank = " " * indent
    return f"{blank}xmin = {round(start, 6)}\n{blank}xmax = {round(end, 6)}\n"


def _quoted(content: str) -> str:
    doubled = content.replace('"', '""')
    return f'"{doubled}"'


def _read(content: str) -> tuple[list[Turn], float]:
    values = _values(content)
    if (next(values), next(values)) != ("ooTextFile", "TextGrid"):
        raise ValueError("another kind of file")
    _, end, count = float(next(values)), float(next(values)), int(next(values, "0"))
    turns: list[Turn] = []
    for _ in range(count):
        kind, name = next(values), next(values)
        _, _, size = next(values), next(values), int(next(values))
        for _ in range(size):
            if kind != "IntervalTier":
                next(values), next(values)  # a point's time and its mark
                continue
            span, label = Span(float(next(values)), float(next(values))), next(values)
            if label.strip():
                turns.append(Turn(span, name, text="" if label == name else label.strip()))
    return turns, end


def _values(content: str) -> Iterator[str]:
    for match in _VALUE.finditer(content):
        string, number = match.groups()
        yield number if string is None else string.replace('""', '"')
