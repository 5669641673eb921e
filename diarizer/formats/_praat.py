"""Praat's text files: strings, numbers and flags; all other words are for people.

So the long format, the short one and files with comments are one: what counts is the order of the
values. Only the chronological format has its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

Interval = tuple[float, float, str]

_CHRONOLOGICAL = "Praat chronological TextGrid text file"
_KINDS = frozenset({"ooTextFile", "ooTextFile short"})
_INTERVALS, _POINTS = "IntervalTier", "TextTier"
# A string, a flag, a comment, a number that stands by itself, and any other word. A number in
# brackets, as in `intervals [1]:`, is no value.
_VALUE = re.compile(
    r'"(?P<string>[^"]*(?:""[^"]*)*)"'
    r"|<(?P<flag>[^<>\s]*)>"
    r"|!(?P<comment>[^\n]*)"
    r"|(?P<number>(?<![^\s=])[-+]?(?:\d+(?:[.,]\d*)?(?:[eE][-+]?\d+)?|nan|inf)(?![^\s!%]))"
    r'|(?P<word>[^\s"!<=]+)'
)


# The long format counts what it lists, and numbers it.
_ITEM = re.compile(r"(^[ \t]*item ?\[\d+\]:)", re.MULTILINE)
_SIZE = re.compile(r"^[ \t]*(?:intervals|points): size = (\d{1,9})[ \t]*$", re.MULTILINE)
_ENTRY = re.compile(r"^[ \t]*(?:intervals|points) ?\[\d+\]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier; its intervals are None where it holds points."""

    name: str
    intervals: list[Interval] | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The tiers, and where all of them end."""

    end: float
    tiers: list[Tier]


def read(content: str) -> Grid:
    """Read a TextGrid.

    Raises:
        EOFError: it is cut short.
        ValueError: it is something else.

    """
    values = _values(_counted(content))
    kind = next(values, "")
    chronological = kind == _CHRONOLOGICAL
    if not chronological and (kind not in _KINDS or next(values, "") != "TextGrid"):
        raise ValueError("another kind of file")
    try:
        return _chronological(values) if chronological else _grid(values)
    except StopIteration:
        raise EOFError from None


def _grid(values: Iterator[str]) -> Grid:
    _, end = _real(values), _real(values)
    if next(values) != "<exists>":
        return Grid(end, [])
    tiers = [_tier(values) for _ in range(int(next(values)))]
    if (more := next(values, None)) is not None:
        raise ValueError(f"it holds more than it says: {more}")
    return Grid(end, tiers)


def _counted(content: str) -> str:
    """Return the content with sizes of tiers as great as they are; Montreal Forced Aligner miscounted some."""
    parts = _ITEM.split(content)
    for at, part in enumerate(parts):
        size = _SIZE.search(part)
        if size and (count := len(_ENTRY.findall(part, size.end()))) > int(size[1]):
            parts[at] = f"{part[: size.start(1)]}{count}{part[size.end(1) :]}"
    return "".join(parts)


def _tier(values: Iterator[str]) -> Tier:
    kind, name = next(values), next(values)
    _, _, size = _real(values), _real(values), int(next(values))
    if kind == _POINTS:
        for _ in range(size):
            _real(values), next(values)
        return Tier(name, None)
    if kind != _INTERVALS:
        raise ValueError("another kind of tier")
    return Tier(name, [(_real(values), _real(values), next(values)) for _ in range(size)])


def _chronological(values: Iterator[str]) -> Grid:
    _, end, count = _real(values), _real(values), int(next(values))
    tiers = []
    for _ in range(count):
        kind, name = next(values), next(values)
        _real(values), _real(values)
        tiers.append(Tier(name, [] if kind == _INTERVALS else None))
    for number in values:
        if not 1 <= int(number) <= count:
            raise ValueError(f"no tier {number}")
        intervals = tiers[int(number) - 1].intervals
        if intervals is None:
            _real(values), next(values)
        else:
            intervals.append((_real(values), _real(values), next(values)))
    return Grid(end, tiers)


def _real(values: Iterator[str]) -> float:
    return float(next(values))


def _values(content: str) -> Iterator[str]:
    for match in _VALUE.finditer(content):
        if match["string"] is not None:
            yield match["string"].replace('""', '"')
        elif match["number"] is not None:
            yield match["number"].replace(",", ".")  # Praat itself writes points
        elif match["flag"] is not None:
            yield f"<{match['flag']}>"
