"""A picture of who spoke when, in plain characters; neither numpy nor rich is loaded here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diarizer.types import Turn

_MARKS = {True: ("\u2588", "\u2584", "\u00b7"), False: ("#", "+", ".")}  # whole, part, none
# Ticks are a round number of seconds apart.
_TICKS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
_TICK_WIDTH = 10  # characters, so that two times do not touch

# Apart in brightness as well as in hue, so that colour-blind eyes tell them apart too
# (Okabe and Ito, "Color universal design", 2008, and a grey that is not their purple).
COLOURS = ("#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#d55e00", "#0072b2", "#666666")
"""The colours of the lanes, as red, green and blue."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the picture.

    Attributes:
        speaker: whose line it is; empty for the time axis.
        cells: one character per cell, ``width`` of them.

    """

    speaker: str
    cells: str


def draw(
    turns: Sequence[Turn], duration: float, width: int = 60, *, unicode: bool = True
) -> list[Row]:
    """Draw a line per speaker, in order of first appearance, and the time axis below.

    Args:
        turns: in order of time.
        duration: of the recording, in seconds.
        width: characters.
        unicode: whether blocks may be used; ASCII otherwise.

    >>> from diarizer.types import Span, Turn
    >>> for row in draw([Turn(Span(0.0, 5.0), "A")], 10.0, 10, unicode=False):
    ...     print(f"{row.speaker:2}{row.cells}")
    A #####.....
      0:00

    """
    duration = max(duration, max((turn.span.end for turn in turns), default=0.0), 1e-3)
    width = max(width, 1)
    speakers = dict.fromkeys(turn.speaker for turn in turns)
    rows = [
        Row(speaker, _cells([t for t in turns if t.speaker == speaker], duration, width, unicode))
        for speaker in speakers
    ]
    return [*rows, Row("", axis(duration, width))]


def colours(speakers: Iterable[str]) -> dict[str, str]:
    """Give each speaker a colour, in this order; after the last colour comes the first.

    >>> colours(["A", "B"])
    {'A': '#56b4e9', 'B': '#e69f00'}
    """
    return {name: COLOURS[number % len(COLOURS)] for number, name in enumerate(speakers)}


def shortened(name: str, width: int, *, unicode: bool = True) -> str:
    """Cut a name to ``width`` characters, in its middle: people often differ at their ends.

    >>> shortened("a meeting of all, the 2nd part", 16), shortened("anna", 16)
    ('a meetin\u2026nd part', 'anna')
    """
    if len(name) <= width:
        return name
    dots = "\u2026" if unicode else "..."
    tail = (width - len(dots)) // 2
    return f"{name[: width - len(dots) - tail]}{dots}{name[len(name) - tail :]}"


def can_show_blocks(encoding: str | None) -> bool:
    """Whether a stream of this encoding can show the blocks of :func:`draw`.

    >>> can_show_blocks("cp1251"), can_show_blocks("utf-8")
    (False, True)
    """
    try:
        "".join(_MARKS[True]).encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def _cells(turns: Sequence[Turn], duration: float, width: int, unicode: bool) -> str:
    whole, part, none = _MARKS[unicode]
    filled = [0.0] * width  # the share of each cell that is spoken
    scale = width / duration
    for turn in turns:
        start, end = turn.span.start * scale, turn.span.end * scale
        for cell in range(int(start), min(width, int(end) + 1)):
            filled[cell] += max(0.0, min(end, cell + 1) - max(start, cell))
    return "".join(whole if share > 0.5 else part if share > 0.1 else none for share in filled)  # noqa: PLR2004


def axis(duration: float, width: int) -> str:
    """Write times below a line of ``width`` characters, each where its cell begins.

    >>> axis(30.0, 30)
    '0:00      0:10      0:20'
    """
    fits = [tick for tick in _TICKS if tick * width / duration >= _TICK_WIDTH]
    step = fits[0] if fits else _TICKS[-1]
    line = ""
    for number in range(int(duration // step) + 1):
        at = int(number * step * width / duration)
        label = clock(number * step)
        if len(line) <= at and at + len(label) <= max(width, len(label)):
            line = line.ljust(at) + label
    return line


def clock(seconds: float) -> str:
    """Write a time as people read it.

    >>> clock(75), clock(3675)
    ('1:15', '1:01:15')
    """
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
