"""Times of subtitles: hours, minutes, seconds and their fraction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.formats._turns_gate import NoTime
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.messages.text import Text

# Hours may be missing, as in WebVTT; so may the fraction, and programs write one to nine digits of
# it behind a comma or a point. Behind a colon three are milliseconds, two count frames.
TIME = (
    r"-?(?:[0-9]{1,6}:)?[0-9]{1,2}:[0-9]{1,2}(?:[ ]?[.,][ ]?[0-9]{1,9}|[ ]?:[ ]?[0-9]{3}(?![0-9]))?"
)
# Players know `-->`; people and their programs write it in many ways, editors of text as one letter.
ARROW = r"(?:[-‐-―−=]{1,3}[ ]?>|[→⟶➔➜⇒])"
# Times to the fraction alone in a line, whatever stands between them, are no words either.
_EXACT = rf"(?={TIME}){TIME.removesuffix('?')}"
PAIR = re.compile(rf"\s*({_EXACT})\s*(?:{ARROW}|[-‐-―−~|/,;]*)\s*({_EXACT})\s*")
BEGINNING = re.compile(rf"^[ \t]*({TIME})[ \t]*{ARROW}", re.MULTILINE)
"""Where the times of a subtitle stand; the group is its start."""

FRAMES = re.compile(r"[0-9]{1,2}([:;])[0-9]{2}\1[0-9]{2}[:;][0-9]{2}(?![0-9])")
"""A time that counts frames: how many of them a second has, it does not say."""

_PARTS = re.compile(
    r"(-?)(?:([0-9]{1,6}):)?([0-9]{1,2}):([0-9]{1,2})(?:[ ]?[.,:][ ]?([0-9]{1,9}))?"
)


def written(seconds: float, mark: str) -> str:
    """Write a time; ``mark`` stands before the milliseconds.

    >>> written(3661.5, ",")
    '01:01:01,500'
    """
    total = round(seconds * 1000)
    minutes, milliseconds = divmod(total, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{milliseconds // 1000:02d}{mark}{milliseconds % 1000:03d}"


def read(text: str) -> float:
    """Read a time in seconds.

    Raises:
        ValueError: not a time.

    >>> read("01:01.500"), read("-00:00:01,0000")
    (61.5, -1.0)
    """
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a time: {text.strip()!r}")
    sign, hours, minutes, seconds, fraction = match.groups()
    digits = fraction or "0"
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    time = round(whole + float(f"0.{digits}"), 9)
    return -time if sign else time


def counts_frames(name: str, number: int, line: str, hint: Text) -> NoTime:
    """Say that times count frames.

    Args:
        name: of the format.
        number: of the line.
        line: what stands there.
        hint: the next step.

    """
    return NoTime(
        text(
            "The times of this {name} count frames, and do not say how many a second has.",
            name=name,
        ),
        context=text("Line {number}: {line}", number=number, line=line),
        hint=hint,
    )
