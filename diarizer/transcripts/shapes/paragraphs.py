"""Words beside the paragraphs that say who speaks them: the BBC's Digital Paper Edit, Trint, Hyperaudio.

slate-transcript-editor and digital-paper-edit: ``words`` of ``text``, ``start`` and ``end``,
``paragraphs`` of ``speaker``, ``start`` and ``end``, in seconds. From memory, since Trint has no public
page about it: ``words`` of ``value`` and ``paragraphs`` of ``speaker``, both of ``time`` and
``duration``, in milliseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import NotThisShape, RawTranscript, RawWord, speaker_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Digital Paper Edit, Trint or Hyperaudio"
STEP = text("Export it again as SRT, VTT or JSON.")

_MILLI = 1000.0


def fits(document: Mapping[str, Any]) -> bool:
    """Whether words lie beside paragraphs that have speakers and times, and no words of their own."""
    paragraphs = spoken.dicts(document.get("paragraphs"))
    named = [one for one in paragraphs if speaker_of(one) and not one.keys() & {"words", "text"}]
    timed = all(_start(one) is not None for one in paragraphs)
    return bool(named) and timed and bool(spoken.dicts(document.get("words")))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Give each word to the paragraph in which it begins.

    Raises:
        NotThisShape: a word has no time, and could be anybody's.

    """
    paragraphs = sorted(spoken.dicts(document["paragraphs"]), key=lambda one: _start(one) or 0.0)
    starts = [_start(one) or 0.0 for one in paragraphs]
    words: dict[int, list[spoken.Spoken]] = {}
    for word in _words(document["words"]):
        if word.start is None:
            raise NotThisShape(text("Its words have no times."))
        at = max(0, bisect_right(starts, word.start) - 1)
        words.setdefault(at, []).append(spoken.Spoken(word, speaker_of(paragraphs[at])))
    return RawTranscript(
        tuple(one for at in sorted(words) for one in spoken.segments(words[at])),
    )


def _start(one: Mapping[str, Any]) -> float | None:
    if "time" in one:
        return spoken.parts(one["time"], _MILLI)
    return spoken.parts(one.get("start"), 1.0)


def _words(listed: Any) -> Iterator[RawWord]:
    for one in spoken.dicts(listed):
        start, length = (spoken.parts(one.get(name), _MILLI) for name in ("time", "duration"))
        for word in words_of([one]):
            end = None if start is None or length is None else round(start + length, 6)
            yield word if start is None else RawWord(word.text, start, end)
