"""Numbers of people's programs: decimal commas, thousands, and times of a clock."""

from __future__ import annotations

import re

# Before the clock stands what pandas writes of a Timedelta: "0 days 00:00:01.500000".
_CLOCK = re.compile(r"([+-]?)(?:(\d{1,4})days?)?(?:(\d{1,6}):)?(\d{1,3}):(\d{1,2}(?:[.,]\d{1,9})?)")
_UNIT = re.compile(r"(?<=[\d.,])(?:(ms|мс)|s|secs?|seconds|с|сек|sek)\.?$", re.IGNORECASE)
_BLANKS = re.compile(r"[\s\u00a0\u202f']+")


def seconds(content: str) -> float:
    """Read a time in seconds, as a program in any country writes it.

    Raises:
        ValueError: no number and no time of a clock.

    >>> seconds("0,5"), seconds("1.234,5"), seconds("00:01:02.5"), seconds("1:02"), seconds("9 ms")
    (0.5, 1234.5, 62.5, 62.0, 0.009)
    >>> seconds("1 days 00:00:01.500000")
    86401.5

    """
    plain = _BLANKS.sub("", content)
    if unit := _UNIT.search(plain):
        return round(seconds(plain[: unit.start()]) * (0.001 if unit[1] else 1.0), 9)
    if match := _CLOCK.fullmatch(plain):
        sign, days, hours, minutes, rest = match.groups()
        whole = int(days or 0) * 24 + int(hours or 0)
        time = whole * 3600 + int(minutes) * 60 + float(rest.replace(",", "."))
        return -time if sign == "-" else time
    if "_" in plain:
        raise ValueError(f"no time: {content!r}")
    return float(_pointed(plain))


def _pointed(number: str) -> str:
    """Leave one decimal point; the mark that stands last is the decimal one."""
    comma, point = number.rfind(","), number.rfind(".")
    if comma >= 0 and point >= 0:
        thousands = "," if point > comma else "."
        number = number.replace(thousands, "")
    return number.replace(",", ".")
