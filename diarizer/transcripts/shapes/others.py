"""Segments or words that are neither Whisper's nor those of a service that is known.

Whisper and whoever has its interface name a start, an end and a text of each segment. Where one of
these lacks, or is called otherwise, another program wrote it, and its errors must not name Whisper.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.field_names import WORDS
from diarizer.transcripts.shapes import whisper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diarizer.transcripts.raw import RawTranscript

NAME = "JSON"
STEP = text("Save it with a start and an end of each entry.")

_OF_WHISPER = frozenset({"start", "end", "text"})
_SIGNS = frozenset({"seek", "tokens", "avg_logprob", "no_speech_prob"})


def fits(document: Mapping[str, Any]) -> bool:
    """Whether no segment is as Whisper has it; or no word, where there are no segments."""
    segments = spoken.dicts(document.get("segments", document.get("")))
    if segments:
        of_whisper = any(one.keys() >= _OF_WHISPER or one.keys() & _SIGNS for one in segments)
        return whisper.fits(document) and not of_whisper and "language" not in document
    listed = document.get("words")
    if isinstance(listed, list) and listed and "task" not in document:
        return not any("start" in one and one.keys() & {*WORDS} for one in spoken.dicts(listed))
    return False


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take segments, or words, by whatever name is known."""
    return whisper.read(document)
