"""The ``verbose_json`` of OpenAI's service, and of those who offer the same interface.

openai 3.57.0, openai/types/audio/transcription_verbose.py: ``text``, ``duration``, ``language``, and
``segments`` or ``words`` or both, as ``timestamp_granularities`` asks; either may be null or missing.
The words have no punctuation, the text has. ``json``, its usual answer, is the text alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts.shapes import whisper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diarizer.transcripts.raw import RawTranscript

NAME = "OpenAI verbose_json"
STEP = text('Ask for response_format="verbose_json", which has times.')


def fits(document: Mapping[str, Any]) -> bool:
    """Whether words stand beside the segments, or instead of them; or a text stands alone."""
    if isinstance(document.get("words"), list) or document.get("task") == "transcribe":
        return True
    return isinstance(document.get("text"), str) and not isinstance(document.get("segments"), list)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take what there is of segments, words and text."""
    return whisper.read(document)
