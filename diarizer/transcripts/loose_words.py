"""Words that lie beside the segments: each belongs to the segment whose text has it.

What no text has goes to the nearest segment, and into its text. Where there are no segments at all,
they are made: of sentences, of what stands between pauses, of 30 s at most.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.transcripts import alignment, clock, scripts
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_PAUSE = 1.0  # seconds: where words stand without segments, a longer pause ends one
_ENDS = (".", "?", "!", "…", "。", "？", "！")  # of a sentence, in what follows: of a segment


def given(raw: RawTranscript) -> list[RawSegment]:
    """Return the segments with all words; segments of words where there are none."""
    segments = [one for one in map(_with_text, raw.segments) if one.text.strip() or _has_time(one)]
    loose = _untimed_filled(segments, _unheld(raw.loose, raw.segments))
    if not any(one.text.strip() for one in segments):
        whole = raw.text if raw.text.strip() else scripts.joined([word.text for word in loose])
        return list(sentences(alignment.spread(whole, loose))) if loose else segments
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
    # What has no letters, such as a note of music, is known by itself.
    held = Counter(_key(word) for one in segments for word in one.words)
    left = []
    for word in loose:
        name = _key(word)
        if held[name] > 0:
            held[name] -= 1
        else:
            left.append(word)
    return left


def _untimed_filled(segments: list[RawSegment], loose: Sequence[RawWord]) -> list[RawWord]:
    """Give words that only the text of a segment has the times of loose ones; return the others."""
    known: dict[str, list[tuple[int, int]]] = {}
    for number, one in enumerate(segments):
        for place, word in enumerate(one.words):
            if word.start is None and word.end is None:
                known.setdefault(_key(word), []).append((number, place))
    left = []
    for word in loose:
        places = known.get(_key(word), [])
        at = next((at for at in places if _apart(segments[at[0]], word) <= 0.0), None)
        if at is None:
            left.append(word)
            continue
        places.remove(at)
        number, place = at
        words = list(segments[number].words)
        words[place] = replace(words[place], start=word.start, end=word.end)
        segments[number] = replace(segments[number], words=tuple(words))
    return left


def _key(word: RawWord) -> str:
    return scripts.key(word.text) or word.text.strip()


def sentences(words: Sequence[RawWord]) -> Iterator[RawSegment]:
    """Part words, with their blanks, at sentences, at pauses, and after 30 s."""
    some: list[RawWord] = []
    for word in words:
        if some and _parts(some, word):
            yield _segment(some)
            some = []
        some.append(word)
    if some:
        yield _segment(some)


def _parts(some: Sequence[RawWord], word: RawWord) -> bool:
    """Whether a word begins a segment; one without a time stays with the words before it."""
    begin = next((one.start for one in some if one.start is not None), None)
    if word.start is None or begin is None:
        return False
    if some[-1].text.rstrip().endswith(_ENDS) or word.start - begin > clock.WINDOW:
        return True
    last, end = some[-1].start, some[-1].end
    if last is not None and last - word.start > clock.BACK:  # another clock, told of segments
        return True
    return end is not None and word.start - end > _PAUSE


def _segment(words: Sequence[RawWord]) -> RawSegment:
    text = "".join(word.text for word in words)
    return RawSegment(text, words[0].start, words[-1].end, words=tuple(words))


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
