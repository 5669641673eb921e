"""Words beside the paragraphs that say who speaks them: the BBC's Digital Paper Edit, Trint, Hyperaudio.

slate-transcript-editor and digital-paper-edit: ``words`` of ``text``, ``start`` and ``end``,
``paragraphs`` of ``speaker``, ``start`` and ``end``, in seconds. From memory, since Trint has no public
page about it: ``words`` of ``value`` and ``paragraphs`` of ``speaker``, both of ``time`` and
``duration``, in milliseconds.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import plural, text
from diarizer.transcripts import spoken
from diarizer.transcripts.field_names import ENDS, MILLI, STARTS
from diarizer.transcripts.raw import (
    NotThisShape,
    RawSegment,
    RawTranscript,
    RawWord,
    seconds,
    speaker_of,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diarizer.messages.text import Text

NAME = "Digital Paper Edit, Trint or Hyperaudio"
STEP = text("Export it again as SRT, VTT or JSON.")

_MILLI = 1000.0
_NEAR = 0.01  # seconds: each is rounded by itself


def fits(document: Mapping[str, Any]) -> bool:
    """Whether words lie beside paragraphs that have speakers and times, and no words of their own."""
    paragraphs = spoken.dicts(document.get("paragraphs"))
    named = [one for one in paragraphs if speaker_of(one) and not one.keys() & {"words", "text"}]
    timed = all(_start(one) is not None for one in paragraphs)
    return bool(named) and timed and bool(spoken.dicts(document.get("words")))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Give each word to its paragraph.

    Raises:
        NotThisShape: a word has no time, and could be anybody's.

    """
    paragraphs = sorted(spoken.dicts(document["paragraphs"]), key=lambda one: _start(one) or 0.0)
    words = list(_words(document["words"]))
    starts = [word.start for word in words if word.start is not None]
    if len(starts) < len(words):
        raise NotThisShape(text("Its words have no times."))
    told: tuple[Text, ...] = ()
    if starts == sorted(starts):  # else they are listed paragraph by paragraph
        places, several = _by_time(starts, paragraphs)
        told = (_told(several),) if several else ()
    else:
        places = list(_in_turn(words, paragraphs))
    mine: dict[int, list[RawWord]] = {}
    for word, place in zip(words, places, strict=True):
        mine.setdefault(place, []).append(word)
    segments: list[RawSegment] = []
    for at, paragraph in enumerate(paragraphs):
        who = speaker_of(paragraph)
        segments += spoken.segments(spoken.Spoken(word, who) for word in mine.get(at, ()))
    return RawTranscript(tuple(segments), remarks=told)


def _in_turn(words: Sequence[RawWord], paragraphs: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    """Yield the paragraph of each word: the next one where a word goes beyond it, or where times go back."""
    at, before = 0, 0.0
    for word in words:
        start = word.start or 0.0
        while at + 1 < len(paragraphs):
            until, following = _end(paragraphs[at]) or 0.0, _start(paragraphs[at + 1]) or 0.0
            beyond = (word.end or start) > until + _NEAR and start >= following - _NEAR
            if not (start < before - _NEAR or start >= until - _NEAR or beyond):
                break
            at, before = at + 1, 0.0
        before = start
        yield at


def _by_time(
    starts: Sequence[float], paragraphs: Sequence[Mapping[str, Any]]
) -> tuple[list[int], int]:
    """Give each word to whoever began last of those who go on; count the words of several people.

    One way through both, in their order: of long overlapping paragraphs a word may lie in all.
    """
    begun = [_start(one) or 0.0 for one in paragraphs]
    ends = [_end(one) or 0.0 for one in paragraphs]
    names = [speaker_of(one) for one in paragraphs]
    by_end = sorted(range(len(ends)), key=ends.__getitem__)
    going: list[int] = []  # in the order of their beginnings, those that have ended among them
    speaking: Counter[str] = Counter()
    places, several, at, gone = [], 0, 0, 0
    for start in (one + _NEAR for one in starts):
        while at < len(begun) and begun[at] <= start:
            speaking[names[at]] += 1
            going.append(at)
            at += 1
        while gone < at and ends[by_end[gone]] <= start and by_end[gone] < at:
            speaking[names[by_end[gone]]] -= 1
            gone += 1
        while going and ends[going[-1]] <= start:
            going.pop()
        places.append(going[-1] if going else max(0, at - 1))
        several += sum(count > 0 for count in speaking.values()) > 1
    return places, several


def _told(several: int) -> Text:
    return plural(
        "{count} word lies in the paragraphs of two people; it is given to whoever began last.",
        "{count} words lie in the paragraphs of two people; they are given to whoever began last.",
        count=several,
    )


def _start(one: Mapping[str, Any]) -> float | None:
    if "time" in one:
        return spoken.parts(one["time"], _MILLI)
    return _side(one, "start")


def _end(one: Mapping[str, Any]) -> float | None:
    if "time" in one:
        start, length = _start(one), spoken.parts(one.get("duration"), _MILLI)
        return None if start is None or length is None else start + length
    return _side(one, "end")


def _side(one: Mapping[str, Any], side: str) -> float | None:
    at = spoken.parts(spoken.first(one, *MILLI[side]), _MILLI)
    return seconds(spoken.first(one, *(STARTS if side == "start" else ENDS))) if at is None else at


def _words(listed: Any) -> Iterator[RawWord]:
    for one in spoken.dicts(listed):
        start, length = (spoken.parts(one.get(name), _MILLI) for name in ("time", "duration"))
        for word in words_of([one]):
            end = None if start is None or length is None else round(start + length, 6)
            yield word if start is None else RawWord(word.text, start, end)
