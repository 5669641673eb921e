"""Gladia and ElevenLabs Scribe: utterances, or words that have speakers.

Gladia's API reference, v2: ``result.transcription.utterances`` of ``start``, ``end``, ``text``,
``speaker`` (a number) and ``words``. ElevenLabs, "Create transcript": ``words`` of ``text``,
``start``, ``end``, ``speaker_id`` and ``type``: "word", "spacing" or "audio_event"; with
use_multi_channel ``transcripts`` of these, one for each channel.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import (
    RawTranscript,
    RawWord,
    content,
    seconds,
    segments_of,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "Gladia or ElevenLabs"
STEP = text("Save the whole answer, with the times of the words.")

_TYPES = ("word", "spacing", "audio_event")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are utterances, or words of such types with speakers."""
    words = _words(document)
    named = any(one.get("speaker_id") for one in words)
    typed = named and all(one.get("type") in _TYPES for one in words)
    return typed or bool(spoken.dicts(document.get("utterances")))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the utterances; else words, speaker by speaker."""
    if spoken.dicts(document.get("utterances")):
        found = tuple(segments_of(document["utterances"], "utterances"))
        beside = words_of(spoken.dicts(document.get("words")))
        return RawTranscript(found, spoken.beside(found, beside))
    words = (
        spoken.Spoken(
            RawWord(content(one.get("text")), seconds(one.get("start")), seconds(one.get("end"))),
            spoken.speaker(one.get("speaker_id")),
        )
        for one in _words(document)
    )
    return RawTranscript(tuple(spoken.segments(words)))


def _words(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the words, of all channels by their starts."""
    if words := spoken.dicts(document.get("words")):
        return words
    channels = spoken.dicts(document.get("transcripts"))
    words = [
        {"speaker_id": f"channel {channel.get('channel_index')}", **one}
        for channel in channels
        for one in spoken.dicts(channel.get("words"))
    ]
    return sorted(words, key=lambda one: seconds(one.get("start")) or 0.0)
