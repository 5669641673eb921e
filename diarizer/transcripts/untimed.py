"""When a word without a time is said: beside the word next to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.transcripts import scripts
from diarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.transcripts.raw import RawWord

_LETTERS = 15.0  # that are said in a second: a fast speaker's, so that a guess stays near its word
_SHORTEST = 0.1
_BEHIND = 1.0  # seconds: a word that begins so much before the one before it has no time


def seconds_of(content: str) -> float:
    """Return how long a text takes to say at least.

    >>> seconds_of("a short line")
    0.67
    """
    return round(max(_SHORTEST, len(scripts.key(content)) / _LETTERS), 2)


def placed(words: Sequence[RawWord], within: Span) -> list[tuple[RawWord, Span]]:
    """Give each word a span; none of them where no word has a time.

    Starts do not decrease. A word that lacks an end ends where the next begins, or when its letters
    are said.
    """
    starts = _forward([_start(word) for word in words])
    groups = list(_groups(starts))
    if not groups:
        return []
    found: list[tuple[RawWord, Span]] = []
    for number, group in enumerate(groups):
        later = groups[number + 1] if number + 1 < len(groups) else None
        limit = starts[_anchor(starts, later)] if later else None
        found += _spans(words, starts, group, within, limit)
    return found


def _start(word: RawWord) -> float | None:
    if word.start is None and word.end is not None:
        return max(0.0, word.end - seconds_of(word.text))
    return word.start


def _forward(starts: Sequence[float | None]) -> list[float | None]:
    """Let no start lie before another; far before is no time at all."""
    found: list[float | None] = []
    now = 0.0
    for start in starts:
        if start is not None and start < now - _BEHIND:
            found.append(None)
            continue
        now = max(now, start or 0.0)
        found.append(None if start is None else now)
    return found


def _groups(starts: Sequence[float | None]) -> Iterator[range]:
    """Part the words so that each part has one word with a time: the first has those before it."""
    timed = [at for at, start in enumerate(starts) if start is not None]
    if not timed:
        return
    begins = [0, *timed[1:]]
    for begin, end in zip(begins, [*begins[1:], len(starts)], strict=True):
        yield range(begin, end)


def _anchor(starts: Sequence[float | None], group: range) -> int:
    return next(at for at in group if starts[at] is not None)


def _spans(
    words: Sequence[RawWord],
    starts: Sequence[float | None],
    group: range,
    within: Span,
    limit: float | None,
) -> Iterator[tuple[RawWord, Span]]:
    """Place one word with a time, and those without around it."""
    anchor = _anchor(starts, group)
    start = starts[anchor] or 0.0
    room = max(start, within.end) if limit is None else limit
    own = words[anchor].end
    spoken = min(room, start + seconds_of(words[anchor].text))
    end = own if own is not None and own >= start else spoken
    before, behind = words[group.start : anchor], words[anchor + 1 : group.stop]
    first = start - min(max(0.0, start - within.start), sum(seconds_of(w.text) for w in before))
    last = end + min(max(0.0, room - end), sum(seconds_of(w.text) for w in behind))
    middle = [words[anchor]]
    if start - first < _SHORTEST:
        before, middle = (), [*before, *middle]
    if last - end < _SHORTEST:
        behind, middle = (), [*middle, *behind]
    yield from _shared(before, Span(first, start))
    yield from _shared(middle, Span(start, end))
    yield from _shared(behind, Span(end, last))


def _shared(words: Sequence[RawWord], span: Span) -> Iterator[tuple[RawWord, Span]]:
    """Share a span by letters."""
    whole = sum(seconds_of(word.text) for word in words)
    done = 0.0
    for word in words:
        start = span.start + span.duration * done / whole
        done += seconds_of(word.text)
        yield word, Span(start, span.start + span.duration * min(1.0, done / whole))
