"""Otter's own answers, which people save from its page: segments that count samples.

``speech.transcripts`` of ``transcript``, ``start_offset`` and ``end_offset`` at 16,000 a second, whatever
the recording has, ``speaker_id``, and ``alignment`` of ``word``, ``start`` and ``end`` in seconds from the
start of the segment. ``speech.speakers`` names those who were recognised; where nobody was, the numbers of
``speaker_model_label`` tell people apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Otter"
STEP = text("Export it again as SRT, VTT or JSON.")

_RATE = 16_000.0
_SIGNS = frozenset({"transcript", "start_offset", "end_offset"})
_OWN = frozenset({"alignment", "speaker_model_label"})


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are such segments."""
    listed = _segments(document)
    # Others count seconds or letters under these names.
    own = "speech" in document or any(one.keys() & _OWN for one in listed)
    return own and bool(listed) and all(one.keys() >= _SIGNS for one in listed)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take each segment with its words."""
    listed = _segments(document)
    is_named = any(spoken.speaker(one.get("speaker_id")) for one in listed)
    field = "speaker_id" if is_named else "speaker_model_label"
    return RawTranscript(tuple(_segment(one, spoken.speaker(one.get(field))) for one in listed))


def _segments(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    speech = document.get("speech", document)
    return spoken.dicts(speech.get("transcripts")) if isinstance(speech, dict) else []


def _segment(one: Mapping[str, Any], who: str) -> RawSegment:
    start, end = (spoken.parts(one.get(name), _RATE) for name in ("start_offset", "end_offset"))
    return RawSegment(
        content(one.get("transcript")), start, end, who, tuple(_words(one, start or 0.0))
    )


def _words(one: Mapping[str, Any], begin: float) -> Iterator[RawWord]:
    for word in spoken.dicts(one.get("alignment")):
        times = (seconds(word.get(side)) for side in ("start", "end"))
        span = (None if at is None else round(begin + at, 6) for at in times)
        if (said := content(word.get("word"))).strip():
            yield RawWord(said, *span)
