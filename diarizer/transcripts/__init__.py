"""What speech recognition wrote down, and who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.transcripts.speaker_assignment import assign_speakers

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.transcripts.transcript import Transcript
    from diarizer.types import Annotation

__all__ = ["UNKNOWN", "assign_speakers", "load", "of_bytes", "read"]

UNKNOWN = "format.unknown-shape"
"""The reference of the error about a file that is no transcript at all."""


def load(path: Path) -> Annotation:
    """Read a transcript.

    Args:
        path: JSON of Whisper or of any program that `docs/commands.md` names; SRT, WebVTT, Whisper's
            TSV; or a file of any format that holds text. What is in it decides, not its ending.

    Returns:
        turns with ``text``, with ``words`` where their times are known, and with a ``speaker``
        only where the file names one.

    Raises:
        FormatError: nothing that is said is in it, or nothing says when.
        OSError: the file cannot be read.

    """
    return read(path).said


def read(path: Path) -> Transcript:
    """Read a transcript, with its shape and what had to be repaired.

    Raises:
        FormatError: nothing that is said is in it, or nothing says when.
        OSError: the file cannot be read.

    """
    from diarizer.transcripts import transcript  # noqa: PLC0415, most runs need none

    return transcript.read(path)


def of_bytes(data: bytes, path: Path) -> Transcript:
    """Read what stands in the file ``path``, or came by standard input.

    Raises:
        FormatError: nothing that is said is in it, or nothing says when.

    """
    from diarizer.transcripts import transcript  # noqa: PLC0415, most runs need none

    return transcript.of_bytes(data, path)
