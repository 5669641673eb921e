"""Who and when in a dialogue, in whatever order and with whatever between them, brought to "Anna  0:05".

Programs and people part a name and its time by a blank, a colon, a dash or a bar, put either first, or
put each in a line of its own. Such a line may be what is said as well, so that it counts only where
below each stands what is said, no other line begins or ends with a time, and a few names come again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.transcripts import dialogue_heads

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Heads = Mapping[int, tuple[str, str]]  # a name and its time, by the line of the time

_WHEN = rf"{dialogue_heads.CLOCK}(?:[ \t]*[-–—][ \t]*{dialogue_heads.CLOCK})?"
_TIME = rf"[\[(]?(?P<when>{_WHEN})[\])]?"
# Not whoever writes to whom: a chat is no speech.
_NAME = r"(?P<who>(?!From .* to )[^\W\d_][^\[\]{}<>:\t\n!?…]{0,58}?)(?<![.,;])"
_BETWEEN = r"[ \t]*(?:[:|,]|[-–—](?=[ \t]))?[ \t]+"
_ONE_LINE = (
    re.compile(rf"{_NAME}{_BETWEEN}{_TIME}:?"),
    re.compile(rf"{_TIME}{_BETWEEN}{_NAME}:?"),
)
_ALONE = re.compile(rf"{_TIME}:?")
_WHO_ALONE = re.compile(rf"{_NAME}:?")
_TIMED = re.compile(rf"[\[(]?{_WHEN}\b.*|.*\b{_WHEN}[\])]?:?")
_RANGE = re.compile(r"\d[ \t]*[-–—][ \t]*\d")
_WORDS = 6  # of a name, at most
_SEVERAL = 2  # heads of each name, on the average


def in_one_line(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the lines with names two blanks before their times, and the names that had a line of their own.

    >>> in_one_line(["0:01: Anna", "Hi", "0:03: Boris", "Yes", "0:05: Anna", "So", "0:07: Boris", "No"])[0][:2]
    ['Anna  0:01', 'Hi']
    """
    plain = [line.strip() for line in lines]
    timed = [at for at, line in enumerate(plain) if ":" in line and _TIMED.fullmatch(line)]
    for pattern in _ONE_LINE:
        heads = _of_one_line(plain, timed, pattern)
        if _are_heads(plain, heads, timed, 0):
            return _written(lines, heads, 0), []
    after, before = (_of_two_lines(plain, timed, step) for step in (1, -1))
    fits = [_are_heads(plain, heads, timed, step) for heads, step in ((after, 1), (before, -1))]
    if fits[0] == fits[1]:
        return list(lines), []
    heads, step = (after, 1) if fits[0] else (before, -1)
    return _written(lines, heads, step), [who for who, _ in heads.values()]


def _of_one_line(lines: Sequence[str], timed: Sequence[int], pattern: re.Pattern[str]) -> Heads:
    found = [(at, pattern.fullmatch(lines[at])) for at in timed]
    return {at: (match["who"], match["when"]) for at, match in found if match}


def _of_two_lines(lines: Sequence[str], timed: Sequence[int], step: int) -> Heads:
    heads, places = {}, set(timed)
    for at in timed:
        when = _ALONE.fullmatch(lines[at])
        beside = lines[at + step] if 0 <= at + step < len(lines) else ""
        who = _WHO_ALONE.fullmatch(beside)
        if when and who and at + step not in places:
            heads[at] = (who["who"], when["when"])
    return heads


def _are_heads(lines: Sequence[str], heads: Heads, timed: Sequence[int], step: int) -> bool:
    names, times = [who for who, _ in heads.values()], [when for _, when in heads.values()]
    again = len(names) > _SEVERAL and len(names) >= _SEVERAL * len(set(names))
    # Nobody says from when to when.
    again = again or (not step and bool(names) and all(map(_RANGE.search, times)))
    if len(heads) < len(timed) or not again or any(len(who.split()) > _WORDS for who in names):
        return False
    taken = {*heads, *(at + step for at in heads)}
    bounds = [*timed[1:], len(lines)]
    return all(
        any(lines[at] and at not in taken for at in range(head + 1, until))
        for head, until in zip(timed, bounds, strict=True)
    )


def _written(lines: Sequence[str], heads: Heads, step: int) -> list[str]:
    names = {at + step for at in heads} if step else set()
    return [
        "  ".join(heads[at]) if at in heads else line
        for at, line in enumerate(lines)
        if at not in names
    ]
