"""Gladia and ElevenLabs Scribe: utterances, or words that have speakers.

Gladia's API reference, v2: ``result.transcription.utterances`` of ``start``, ``end``, ``text``,
``speaker`` (a number) and ``words``. ElevenLabs, "Create transcript": ``words`` of ``text``,
``start``, ``end``, ``speaker_id`` and ``type``: "word", "spacing" or "audio_event".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawTranscript, RawWord, content, seconds, segments_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "Gladia or ElevenLabs"
STEP = text("Save the whole answer, with the times of the words.")

_TYPES = ("word", "spacing", "audio_event")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are utterances, or words of such types with speakers."""
    words = spoken.dicts(document.get("words"))
    named = any(one.get("speaker_id") for one in words)
    typed = named and all(one.get("type") in _TYPES for one in words)
    return typed or bool(spoken.dicts(document.get("utterances")))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the utterances; else words, speaker by speaker."""
    if spoken.dicts(document.get("utterances")):
        return RawTranscript(tuple(segments_of(document["utterances"], "utterances")))
    words = (
        spoken.Spoken(
            RawWord(content(one.get("text")), seconds(one.get("start")), seconds(one.get("end"))),
            spoken.speaker(one.get("speaker_id")),
        )
        for one in spoken.dicts(document.get("words"))
    )
    return RawTranscript(tuple(spoken.segments(words)))
