"""WhisperX: Whisper's segments, aligned again, and all words once more beside them.

whisperx 3.8.6, whisperx/schema.py and alignment.py: ``word_segments`` repeats the words of all
segments. A word whose letters the alignment does not know, such as a number, has no ``start``,
``end`` and ``score``; a segment that could not be aligned has its text and no words. diarize.py adds
``speaker`` to segments and words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import word_speakers
from diarizer.transcripts.raw import RawTranscript, content, seconds, segments_of, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "WhisperX"
STEP = text("Write it again with --output_format json, and without --no_align.")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether the words stand beside the segments under WhisperX's name."""
    return isinstance(document.get("word_segments"), list)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take segments, and the words of the list beside them where they have none."""
    return RawTranscript(
        tuple(segments_of(word_speakers.parted(document.get("segments")))),
        tuple(words_of(document.get("word_segments"), "word_segments")),
        content(document.get("text")),
        seconds(document.get("duration")),
        word_speakers.told(document.get("segments")),
    )
