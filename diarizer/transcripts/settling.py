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

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from diarizer.transcripts import alignment, clock, scripts, untimed
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord
from diarizer.types import Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PAUSE = 1.0  # seconds: where words stand without segments, a longer pause ends one
_ELSEWHERE = 2.0  # seconds outside of its segment: a word of another clock
_ENDS = (".", "?", "!", "…", "。", "？", "！")  # of a sentence, in what follows: of a segment


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
    segments = _with_loose(moved)
    starts = _starts(segments)
    turns, elsewhere = [], 0
    for number, (segment, start) in enumerate(zip(segments, starts, strict=True)):
        span = Span(start, _end(segment, start, starts[number + 1 :], raw.duration))
        words = alignment.spread(segment.text, segment.words)
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


def _with_loose(raw: RawTranscript) -> list[RawSegment]:
    """Give the words beside the segments to them; make segments of words where there are none."""
    segments = [one for one in map(_with_text, raw.segments) if one.text.strip() or _has_time(one)]
    loose = _unheld(raw.loose, segments)
    if not any(one.text.strip() for one in segments):
        whole = raw.text if raw.text.strip() else scripts.joined([word.text for word in loose])
        return list(_segments_of(alignment.spread(whole, loose))) if loose else segments
    if not loose:
        return segments
    bare = [number for number, one in enumerate(segments) if not one.words]
    if bare:
        _fill(segments, bare, loose)
    else:
        for word in loose:
            number = min(range(len(segments)), key=lambda at: _apart(segments[at], word))
            segments[number] = _with_word(segments[number], word)
    return segments


def _fill(segments: list[RawSegment], bare: Sequence[int], loose: Sequence[RawWord]) -> None:
    """Give words to the segments that have none: by the text, else to the nearest."""
    given: dict[int, list[RawWord]] = {}
    for one in alignment.matched([segments[number].text for number in bare], loose):
        some = bare[one.first : one.last + 1]
        nearest = min(some, key=lambda at: _apart(segments[at], one.word))
        given.setdefault(nearest, []).append(one.word)
    for number, words in given.items():
        text = "".join(word.text for word in words)
        segments[number] = replace(segments[number], text=text, words=tuple(words))


def _with_word(segment: RawSegment, word: RawWord) -> RawSegment:
    """Put a word that is in no text among the words of a segment."""
    at = next(
        (n for n, one in enumerate(segment.words) if (one.start or 0.0) > (word.start or 0.0)),
        len(segment.words),
    )
    rest = segment.words[at:]
    apart = scripts.apart(word.text.rstrip())
    if rest and scripts.apart(rest[0].text) != rest[0].text:
        apart += " "
    words = (*segment.words[:at], replace(word, text=apart), *rest)
    return replace(segment, text="".join(one.text for one in words), words=words)


def _with_text(segment: RawSegment) -> RawSegment:
    """Give a segment without a text the text of its words, and its text every word of it."""
    if not segment.words:
        return segment
    text = segment.text if segment.text.strip() else scripts.joined([w.text for w in segment.words])
    words = tuple(alignment.spread(text, segment.words))
    return replace(segment, text="".join(word.text for word in words), words=words)


def _unheld(loose: Sequence[RawWord], segments: Sequence[RawSegment]) -> list[RawWord]:
    """Leave out the words that segments hold already, as those of WhisperX's ``word_segments``."""
    held = Counter(scripts.key(word.text) for one in segments for word in one.words)
    left = []
    for word in loose:
        name = scripts.key(word.text)
        if held[name] > 0:
            held[name] -= 1
        else:
            left.append(word)
    return left


def _segments_of(words: Sequence[RawWord]) -> Iterator[RawSegment]:
    """Part words at sentences, at pauses, and after 30 s."""
    some: list[RawWord] = []
    for word in words:
        if some and _parts(some, word):
            yield _segment(some)
            some = []
        some.append(word)
    if some:
        yield _segment(some)


def _parts(some: Sequence[RawWord], word: RawWord) -> bool:
    if some[-1].text.rstrip().endswith(_ENDS):
        return True
    begin, end = some[0].start, some[-1].end
    if word.start is None or begin is None:
        return False
    return word.start - begin > clock.WINDOW or (end is not None and word.start - end > _PAUSE)


def _segment(words: Sequence[RawWord]) -> RawSegment:
    text = "".join(word.text for word in words)
    return RawSegment(text, words[0].start, words[-1].end, words=tuple(words))


def _starts(segments: Sequence[RawSegment]) -> list[float]:
    starts: list[float] = []
    before = 0.0
    for one in segments:
        first = next((word.start for word in one.words if word.start is not None), before)
        start = first if one.start is None else one.start
        starts.append(start)
        last = max((word.end or 0.0 for word in one.words), default=0.0)
        before = max(start, one.end or 0.0, last)
    return starts


def _end(
    segment: RawSegment, start: float, later: Sequence[float], duration: float | None
) -> float:
    if segment.end is not None and segment.end >= start:
        return segment.end
    spoken = max((word.end or word.start or 0.0 for word in segment.words), default=0.0)
    if spoken > start:
        return spoken
    following = next((at for at in later if at > start), None)
    limit = following if following is not None else duration
    if limit is not None and limit > start:
        return min(limit, start + clock.WINDOW)
    return start + min(clock.WINDOW, untimed.seconds_of(segment.text))


def _is_open(segment: RawSegment, duration: float | None) -> bool:
    """Whether the end of the last segment is a guess."""
    known = [segment.end, duration, *(word.end for word in segment.words)]
    return all(at is None or at <= (segment.start or 0.0) for at in known)


def _is_elsewhere(words: Sequence[RawWord], span: Span) -> bool:
    timed = [word.start for word in words if word.start is not None]
    outside = sum(not span.start - _ELSEWHERE <= at <= span.end + _ELSEWHERE for at in timed)
    return 2 * outside > len(timed)


def _turn(segment: RawSegment, span: Span, words: Sequence[RawWord]) -> Turn:
    placed = untimed.placed(words, span)
    spoken = tuple(Word(place, text) for word, place in placed if (text := word.text.strip()))
    return Turn(span, segment.speaker, text=segment.text.strip(), words=spoken)


def _apart(segment: RawSegment, word: RawWord) -> float:
    """Return how far a word lies from a segment; less than nothing where they overlap."""
    start = word.start if word.start is not None else word.end
    if start is None or segment.start is None:
        return 0.0
    end = max(start, word.end or start)
    ending = max(segment.start, segment.end or segment.start)
    return max(segment.start - end, start - ending)


def _has_time(segment: RawSegment) -> bool:
    return segment.start is not None or segment.end is not None


def _timed(segments: Sequence[RawSegment]) -> Iterator[RawSegment | RawWord]:
    for one in segments:
        yield one
        if any(word.start is not None for word in one.words):
            yield from one.words


def _lacks(one: RawSegment | RawWord) -> bool:
    """Whether a time had to be found. Recognisers that tell only when words start are many."""
    if one.start is None:
        return True
    return one.end < one.start if one.end is not None else isinstance(one, RawSegment)
