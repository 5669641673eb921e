"""Times of subtitles: hours, minutes, seconds and milliseconds."""

from __future__ import annotations

import re

_TIME = re.compile(r"(?:(\d+):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})")


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
    """Read a time in seconds; hours may be missing, as in WebVTT.

    Raises:
        ValueError: not a time.

    >>> read("01:01.500")
    61.5
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a time: {text.strip()!r}")
    hours, minutes, seconds, fraction = match.groups()
    milliseconds = int(fraction.ljust(3, "0"))
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + milliseconds / 1000
