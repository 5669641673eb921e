"""Where a segment is cut: not at every word that another speaker might have said.

Words lie some tenths of a second off, and so do the edges of turns. How sure a word's speaker is says
the share of the word that is theirs, less the share that is others'. What is less sure than ``sure``
is in doubt, and decided by what is beside it:

1. A boundary goes to the nearest pause, over words in doubt only: to the longest one that is longer
   by ``longer`` seconds than the pause where the boundary is.
2. A piece in doubt of fewer than ``words`` words and ``seconds`` seconds goes to the speaker on the
   side where the pause is shorter; not if there are ``pause`` seconds of silence on both sides, as
   around an answer of one word.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.types import Word


@dataclass(frozen=True, slots=True)
class Guard:
    """What a cut has to come up to; measured by `benchmarks/transcripts.py`.

    Attributes:
        words: that a piece in doubt has at least, or...
        seconds: ...that it lasts at least.
        pause: seconds of silence beside a piece that may be shorter.
        longer: seconds by which a pause has to be longer for a boundary to go there.
        sure: what is less is in doubt, -1 to 1.

    """

    words: int = 2
    seconds: float = 0.3
    pause: float = 0.2
    longer: float = 0.05
    sure: float = 0.3


@dataclass(frozen=True, slots=True)
class Named:
    """A word and who says it, by itself.

    Attributes:
        word: with its times.
        speaker: whose it is, as far as that goes.
        sure: the share of it that is theirs, less that of others.

    """

    word: Word
    speaker: str
    sure: float


def guarded(named: Sequence[Named], guard: Guard) -> list[str]:
    """Return the speaker of each word of a segment, with cuts only where they help."""
    names = [one.speaker for one in named]
    for at in range(1, len(names)):
        if names[at] != names[at - 1]:
            _to_pause(names, named, at, guard)
    while short := _short(names, named, guard):
        begin, end = short
        after = begin == 0 or (end < len(names) and _pause(named, end) < _pause(named, begin))
        names[begin:end] = [names[end] if after else names[begin - 1]] * (end - begin)
    return names


def _to_pause(names: list[str], named: Sequence[Named], at: int, guard: Guard) -> None:
    """Move the boundary before word ``at``; the pieces beside it keep a word."""
    first, last = at, at
    while first > 1 and names[first - 2] == names[at - 1] and named[first - 1].sure < guard.sure:
        first -= 1
    while last + 1 < len(names) and names[last + 1] == names[at] and named[last].sure < guard.sure:
        last += 1
    enough = _pause(named, at) + guard.longer
    longer = [place for place in range(first, last + 1) if _pause(named, place) >= enough]
    if longer:
        best = max(longer, key=lambda place: (_pause(named, place), -abs(place - at)))
        names[best:at] = [names[at]] * (at - best)
        names[at:best] = [names[at - 1]] * (best - at)


def _short(names: list[str], named: Sequence[Named], guard: Guard) -> tuple[int, int] | None:
    """Find the shortest piece that is too short; none where there is one piece."""
    bounds = [0]
    for _, some in groupby(names):
        bounds.append(bounds[-1] + len(list(some)))
    if len(bounds) == len(("begin", "end")):
        return None
    short = [(begin, end) for begin, end in pairwise(bounds) if _is_short(named, begin, end, guard)]
    return min(short, key=lambda piece: _seconds(named, *piece), default=None)


def _is_short(named: Sequence[Named], begin: int, end: int, guard: Guard) -> bool:
    if end - begin >= guard.words or _seconds(named, begin, end) >= guard.seconds:
        return False
    if any(one.sure >= guard.sure for one in named[begin:end]):
        return False
    before = begin == 0 or _pause(named, begin) >= guard.pause
    after = end == len(named) or _pause(named, end) >= guard.pause
    return not (before and after)


def _seconds(named: Sequence[Named], begin: int, end: int) -> float:
    return named[end - 1].word.span.end - named[begin].word.span.start


def _pause(named: Sequence[Named], at: int) -> float:
    """Return the seconds between a word and the one before it, to the millisecond."""
    return max(0.0, round(named[at].word.span.start - named[at - 1].word.span.end, 3))
