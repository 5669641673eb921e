"""The audio tracks of a container: what it says of them, and which can be decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.audio import flash, speex
from diarizer.audio.report import Track
from diarizer.errors import AudioUnreadable
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.audio.patched import File
    from diarizer.audio.report import Report


def known(chosen: list[Any], file: File, report: Report) -> list[Any]:
    """Return the tracks that there is a decoder for, set right for it, and tell which are left out.

    Args:
        chosen: those that are wanted.
        file: which holds them.
        report: where the warning goes.

    Raises:
        AudioUnreadable: there is none.

    """
    found = [stream for stream in chosen if stream.codec_context is not None]
    if not found:
        raise AudioUnreadable(
            text("FFmpeg does not know in which codec the sound is."),
            context=text("File: {path}", path=file.name),
            hint=text(
                "Play it to the end: if no player can, its header is damaged. Copy it again."
            ),
        )
    if len(found) < len(chosen):
        said = text("Tracks in a codec that FFmpeg does not know are left out.")
        report.warn("audio.codec", said)
    flash.correct(found, file)
    speex.correct(found, report)
    return found


def described(stream: Any) -> Track:
    """Return what the container says of a track."""
    disposition = getattr(stream, "disposition", 0)
    language = stream.metadata.get("language", "")
    return Track("" if language == "und" else language, bool(int(disposition) & 1))
