"""What speech recognition wrote down, and who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.transcripts.speaker_assignment import assign_speakers

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.types import Annotation

__all__ = ["assign_speakers", "load"]

_RECOGNISERS = text("Whisper, faster-whisper, WhisperX or whisper.cpp")


def load(path: Path) -> Annotation:
    """Read a transcript.

    Args:
        path: JSON of Whisper, faster-whisper, WhisperX or whisper.cpp; or a file of any format
            that holds text, such as SRT and WebVTT.

    Returns:
        turns with ``text``, with ``words`` where their times are known, and with a ``speaker``
        only where the file names one.

    Raises:
        FormatError: nothing that is said is in it.
        OSError: the file cannot be read.

    """
    if path.suffix.lower() == ".json":
        from diarizer.transcripts import whisper  # noqa: PLC0415, most transcripts are not needed

        found = whisper.loads(path.read_text(encoding="utf-8-sig", errors="replace"))
    else:
        found = formats.load(path)
    if not any(turn.text for turn in found.turns):
        raise FormatError(
            text("The transcript holds no words."),
            context=text("File: {path}\nTurns: {count}", path=path, count=len(found.turns)),
            hint=text("Pass what {programs} wrote: JSON, SRT or VTT.", programs=_RECOGNISERS),
        )
    return found
