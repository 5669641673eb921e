"""From a transcript as its file has it to turns: every gap in it is closed by a rule.

Segments:

1. A start that lacks is that of the first word, else the end of the segment before.
2. An end that lacks, or lies before its start, is the next segment's start, 30 s later at most
   (Whisper's window), else that of the last word; of the last segment the end of the recording.
3. Words beside the segments belong to the segment whose text has them, else to the nearest.

Words:

4. A word without a time stands before the word after it where it is the first of its segment, else
   behind the word before it, as long as its letters take to say; where there is no room, both share
   the time of that word. So it goes to the speaker of its neighbour.
5. Where no word of a segment has a time, or more than half of them lie elsewhere, the segment is
   one piece.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from diarizer.transcripts import clock, loose_words, untimed
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord
from diarizer.types import Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LEAST = 1e-4  # of its usual length: so that what does not fit in at all stays in its order
_ELSEWHERE = 2.0  # seconds outside of its segment: a word of another clock


@dataclass(frozen=True, slots=True)
class Settled:
    """Turns, and what had to be done for them.

    Attributes:
        turns: in the order of the file.
        restarts: how often the clock started anew.
        repaired: how many segments and words lacked a time, or had one that could not be.
        elsewhere: how many segments had words with times of another clock.
        is_open: whether nothing tells when the last turn ends.

    """

    turns: tuple[Turn, ...]
    restarts: int = 0
    repaired: int = 0
    elsewhere: int = 0
    is_open: bool = False


def settled(raw: RawTranscript) -> Settled:
    """Make turns.

    Raises:
        ClockRestarts: the clock starts anew, and nothing tells by how much.

    """
    moved, restarts = clock.rebased(raw)
    segments = list(map(_without_zeros, loose_words.given(moved)))
    starts = _starts(segments)
    later = _following(starts)
    turns, elsewhere = [], 0
    for number, (segment, start) in enumerate(zip(segments, starts, strict=True)):
        following = later[number] if later[number] is not None else raw.duration
        span = Span(start, _end(segment, start, following))
        words: Sequence[RawWord] = segment.words
        if _is_elsewhere(words, span):
            words, elsewhere = (
                [replace(word, start=None, end=None) for word in words],
                elsewhere + 1,
            )
        turns.append(_turn(segment, span, words))
    count = sum(_lacks(one) for one in _timed(segments))
    is_open = bool(segments) and _is_open(segments[-1], raw.duration)
    return Settled(tuple(turns), restarts, count, elsewhere, is_open)


def has_times(raw: RawTranscript) -> bool:
    """Whether anything in it says when."""
    return any(one.start is not None or one.end is not None for one in raw.parts)


def _starts(segments: Sequence[RawSegment]) -> list[float]:
    """Find where each segment starts; those without times share what their neighbours leave."""
    known = [_start(one) for one in segments]
    later = _following(known)
    starts: list[float] = []
    before, pace = 0.0, 1.0
    for at, (one, start) in enumerate(zip(segments, known, strict=True)):
        if start is None and (at == 0 or known[at - 1] is not None):
            pace = _pace(segments, known, at, later[at], before)
        now = before if start is None else start
        starts.append(now)
        spoken = max(map(_spoken, one.words), default=0.0)
        before = max(now, one.end or 0.0, spoken)
        if start is None:
            before = max(before, now + untimed.seconds_of(one.text) * pace)
        elif before == now:  # nothing tells when it ends
            before += min(untimed.seconds_of(one.text), ((later[at] or math.inf) - now) / 2)
    return starts


def _pace(
    segments: Sequence[RawSegment],
    known: Sequence[float | None],
    at: int,
    following: float | None,
    before: float,
) -> float:
    """Return how much faster segments without times are said than usual, to fit in."""
    if following is None:
        return 1.0
    bare = takewhile(lambda place: known[place] is None, range(at, len(known)))
    whole = sum(untimed.seconds_of(segments[place].text) for place in bare)
    return min(1.0, max(following - before, _LEAST * whole) / whole)


def _following(known: Sequence[float | None]) -> list[float | None]:
    """Return for each place the next start that is known and later."""
    found: list[float | None] = [None] * len(known)
    for at in range(len(known) - 2, -1, -1):
        here, there = known[at], known[at + 1]
        is_later = there is not None and (here is None or there > here)
        found[at] = there if is_later else found[at + 1]
    return found


def _start(segment: RawSegment) -> float | None:
    if segment.start is not None:
        return segment.start
    return next((word.start for word in segment.words if word.start is not None), None)


def _end(segment: RawSegment, start: float, following: float | None) -> float:
    at_once = segment.end == start  # nothing is said in no time
    if segment.end is not None and segment.end >= start and not (at_once and segment.text.strip()):
        return segment.end
    spoken = max(map(_spoken, segment.words), default=0.0)
    if spoken > start:
        return spoken
    if at_once:
        spoken = start + untimed.seconds_of(segment.text)
        return spoken if following is None or following <= start else min(following, spoken)
    if following is not None and following > start:
        return min(following, start + clock.WINDOW)
    return start + min(clock.WINDOW, untimed.seconds_of(segment.text))


def _spoken(word: RawWord) -> float:
    """Return when a word ends; 0 where it has no time."""
    if word.start is None:
        return word.end or 0.0
    ending = word.start + untimed.seconds_of(word.text)
    return ending if word.end is None else word.end


def _is_open(segment: RawSegment, duration: float | None) -> bool:
    """Whether the end of the last segment is a guess."""
    known = [segment.end, duration, *(word.end for word in segment.words)]
    return all(at is None or at <= (segment.start or 0.0) for at in known)


def _is_elsewhere(words: Sequence[RawWord], span: Span) -> bool:
    timed = [word.start for word in words if word.start is not None]
    outside = sum(not span.start - _ELSEWHERE <= at <= span.end + _ELSEWHERE for at in timed)
    return 2 * outside > len(timed)


def _without_zeros(segment: RawSegment) -> RawSegment:
    """Take no time for a word that lasts none and lies outside of its segment: 0 stands for none."""
    if segment.start is None or segment.end is None:
        return segment
    span = Span(segment.start, max(segment.start, segment.end))
    if _is_elsewhere(segment.words, span):  # rule 5, which is said
        return segment
    words = tuple(
        replace(word, start=None, end=None)
        if word.start == word.end and word.start is not None and _is_elsewhere([word], span)
        else word
        for word in segment.words
    )
    return replace(segment, words=words)


def _turn(segment: RawSegment, span: Span, words: Sequence[RawWord]) -> Turn:
    placed = untimed.placed(words, span)
    spoken = tuple(Word(place, text) for word, place in placed if (text := word.text.strip()))
    return Turn(
        span, segment.speaker, text=segment.text.strip(), words=spoken, channel=segment.channel
    )


def _timed(segments: Sequence[RawSegment]) -> Iterator[RawSegment | RawWord]:
    """Go through what ought to have times: a segment's are those of its words where they have any."""
    for one in segments:
        if any(word.start is not None for word in one.words):
            yield from one.words
        else:
            yield one


def _lacks(one: RawSegment | RawWord) -> bool:
    """Whether a time had to be found. Recognisers that tell only when words start are many."""
    if one.start is None:
        return True
    if not isinstance(one, RawSegment):
        return one.end is not None and one.end < one.start
    return one.end is None or one.end < one.start or (one.end == one.start and bool(one.text))
