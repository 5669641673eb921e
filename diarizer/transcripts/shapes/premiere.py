"""Adobe Premiere's transcripts: segments of words, and a list of who the speakers are.

Adobe's specification of the transcripts that Premiere imports and exports (version 1.0.0): ``segments``
of ``start``, ``duration``, ``speaker``, the ``id`` of one of ``speakers``, and ``words`` of ``text``,
``start``, ``duration``, ``type`` "word" or "punctuation", and ``eos``, whether a sentence ends there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import scripts, spoken
from diarizer.transcripts.raw import (
    RawSegment,
    RawTranscript,
    RawWord,
    content,
    seconds,
    speaker_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "Adobe Premiere"
STEP = text("Export the transcript again as JSON.")

_OF_WORDS = frozenset({"text", "duration", "eos"})
_MARK = "punctuation"


def fits(document: Mapping[str, Any]) -> bool:
    """Whether a word says whether it ends a sentence."""
    words = (word for one in _segments(document) for word in spoken.dicts(one.get("words")))
    return any(word.keys() >= _OF_WORDS for word in words)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the segments; a mark belongs to the word before it."""
    return RawTranscript(tuple(map(_segment, _segments(document))))


def _segments(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return spoken.dicts(document.get("segments"))


def _segment(one: Mapping[str, Any]) -> RawSegment:
    words: list[RawWord] = []
    for word in spoken.dicts(one.get("words")):
        said = content(word.get("text")).strip()
        if word.get("type") == _MARK and words:
            words[-1] = RawWord(words[-1].text + said, words[-1].start, words[-1].end)
        elif said:
            words.append(RawWord(scripts.apart(said), *_times(word)))
    said = "".join(word.text for word in words).strip()
    return RawSegment(said, *_times(one), speaker_of(one), tuple(words))


def _times(one: Mapping[str, Any]) -> tuple[float | None, float | None]:
    start, length = seconds(one.get("start")), seconds(one.get("duration"))
    end = None if start is None or length is None else round(start + length, 6)
    return start, end
