"""Times of subtitles: hours, minutes, seconds and their fraction."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats._turns_gate import NoTime
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable

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

DAY = re.compile(r"(?<![\d:])\d{1,2}:\d{2}(?::\d{2})?[ \u00a0\u202f]?[AaPp]\.?[Mm]\b")
"""A time of the day of twelve hours."""

_EXPORT = text("Export it again as SRT or JSON, or with times such as 0:01:02.500.")

OTHER_TIMES = "format.other-times"
"""The reference of the error about times that are none of the recording's, or count frames."""

FRAMES = re.compile(r"[0-9]{1,2}([:;])[0-9]{2}\1[0-9]{2}[:;][0-9]{2}(?![0-9])")
"""A time that counts frames: how many of them a second has, it does not say."""

_PARTS = re.compile(
    r"(-?)(?:([0-9]{1,6}):)?([0-9]{1,2}):([0-9]{1,2})(?:[ ]?[.,:][ ]?([0-9]{1,9}))?"
)

_THOUSANDTHS = 3  # digits
_UNCARRIED = "1000"


def written(seconds: float, mark: str) -> str:
    """Write a time; ``mark`` stands before the milliseconds.

    >>> written(3661.5, ",")
    '01:01:01,500'
    """
    total = round(seconds * 1000)
    minutes, milliseconds = divmod(total, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{milliseconds // 1000:02d}{mark}{milliseconds % 1000:03d}"


def carries(times: Iterable[str]) -> bool:
    """Whether a thousand thousandths among the times of a file are a second that was not carried.

    Programs that round the fraction by itself write 1.9996 s so. It is alone in having four digits:
    where others have as many, it is a tenth of a second.

    >>> carries(["00:01.1000", "00:02.500"]), carries(["00:01.1000", "00:02.5000"])
    (True, False)
    """
    fractions = [match[5] or "" for match in map(_PARTS.fullmatch, times) if match is not None]
    longer = {digits for digits in fractions if len(digits) > _THOUSANDTHS}
    return longer == {_UNCARRIED} and _THOUSANDTHS in map(len, fractions)


def read(text: str, *, carried: bool = False) -> float:
    """Read a time in seconds.

    Args:
        text: of the time.
        carried: a thousand thousandths are a second, see `carries`.

    Raises:
        ValueError: not a time.

    >>> read("01:01.500"), read("-00:00:01,0000"), read("00:01.1000", carried=True)
    (61.5, -1.0, 2.0)
    """
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a time: {text.strip()!r}")
    sign, hours, minutes, seconds, fraction = match.groups()
    digits = fraction or "0"
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    if carried and digits == _UNCARRIED:
        whole, digits = whole + 1, "0"
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


def of_the_day(line: str, number: int | None = None) -> FormatError:
    """Say that times are those of the day, which say nothing about the recording.

    Args:
        line: in which one stands.
        number: of the line, where it is known.

    """
    where = line if number is None else text("Line {number}: {line}", number=number, line=line)
    return FormatError(
        text("The times are those of the day, and not of the recording."),
        context=where,
        hint=text("Write each as the time since the recording began, such as 0:01:02.500."),
        reference=OTHER_TIMES,
    )


def of_frames(line: str) -> FormatError:
    """Say that the times of a text count frames.

    Args:
        line: in which one stands.

    """
    told = counts_frames("text", 1, line, _EXPORT).told
    return FormatError(told.message, context=line, hint=_EXPORT, reference=OTHER_TIMES)
