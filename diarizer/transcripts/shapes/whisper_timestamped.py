"""whisper-timestamped: Whisper's segments, whose words have ``text`` in place of ``word``.

whisper-timestamped 1.15.9, whisper_timestamped/transcribe.py: words of ``text``, ``start``, ``end``
and ``confidence``; ``[*]`` marks a disfluency that Whisper left out, and is no word of the text.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts.shapes import whisper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diarizer.transcripts.raw import RawTranscript

NAME = "whisper-timestamped"
STEP = text("Write it again with --output_format json.")

_DISFLUENCY = "[*]"


def fits(document: Mapping[str, Any]) -> bool:
    """Whether a word of a segment has a text and no word."""
    segments = document.get("segments")
    words = [
        word
        for segment in (segments if isinstance(segments, list) else ())
        if isinstance(segment, dict) and isinstance(segment.get("words"), list)
        for word in segment["words"]
    ]
    return any(isinstance(word, dict) and "text" in word and "word" not in word for word in words)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take segments and words, without the marks of disfluencies."""
    whole = whisper.read(document)
    kept = tuple(
        replace(one, words=tuple(word for word in one.words if word.text.strip() != _DISFLUENCY))
        for one in whole.segments
    )
    return replace(whole, segments=kept)
