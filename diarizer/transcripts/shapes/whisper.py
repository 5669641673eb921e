"""Whisper of OpenAI, and whatever has segments as it has.

openai-whisper 20250625, whisper/utils.py, WriteJSON: ``{"text", "segments", "language"}``, each
segment with ``start``, ``end``, ``text`` and, with --word_timestamps, ``words`` of ``word``,
``start``, ``end``, ``probability``; a word begins with its blank. mlx-whisper 0.4.3 and
whisper-ctranslate2 0.5.8 write the same, the latter with a ``speaker``. This program's own JSON has
the same names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken, word_speakers
from diarizer.transcripts.raw import (
    RawTranscript,
    content,
    is_segment,
    seconds,
    segments_of,
    speaker_of,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Whisper"
_LOOSE = (
    "words",
    "word_segments",
    "word_timestamps",
)  # the latter is of services with faster-whisper
STEP = text("Write it again with --output_format json, or take its SRT or VTT.")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are segments, or a list of what looks like them."""
    if isinstance(document.get("segments"), list):
        return True
    listed = document.get("")
    return isinstance(listed, list) and any(map(is_segment, listed))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take segments, and words that lie beside them."""
    listed = (document.get(name) for name in _LOOSE)  # one is an option of the same name, too
    loose = next((one for one in listed if one and not isinstance(one, bool)), None)
    if not document.get("segments") and any(map(speaker_of, spoken.dicts(loose))):
        return RawTranscript(tuple(spoken.segments(_named(loose))))
    return RawTranscript(
        tuple(segments_of(word_speakers.parted(document.get("segments", document.get(""))))),
        tuple(words_of(loose)),
        content(document.get("text")),
        seconds(document.get("duration")),
        word_speakers.told(document.get("segments", document.get(""))),
    )


def _named(words: Any) -> Iterator[spoken.Spoken]:
    for one in spoken.dicts(words):
        for word in words_of([one]):
            yield spoken.Spoken(word, speaker_of(one))
