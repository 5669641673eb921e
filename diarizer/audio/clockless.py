"""Streams of frames without a container (MP3, AAC, AC-3, AMR): FFmpeg counts them by the rate of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.audio import frame_lengths, leftovers
from diarizer.audio.amounts import amount
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.audio.patched import File
    from diarizer.audio.report import Report

_NAMES = frozenset({"aac", "ac3", "amr", "dts", "eac3", "gsm", "loas", "mlp", "mp3", "truehd"})
_PARSED = frozenset({"gsm", "mlp", "truehd"})  # FFmpeg does not even show a frame that is cut

# Bytes of zeros, more than a frame of such a stream has; of others as many as of any.
_ZEROS = {"amr": 512, "gsm": 512, "mp3": 2048, "aac": 4096}


def fits(container: Any) -> bool:
    """Whether a container of :func:`av.open` is none."""
    return bool(_NAMES & set(container.format.name.split(",")))


def untimed(container: Any, streams: list[Any]) -> dict[int, int]:
    """Return 0 for the place of each track whose times FFmpeg does not keep.

    That of an AVI it makes of blocks, or of bytes; to frames of FLAC in an ASF it gives the times of
    others that come half a second later.
    """
    name = container.format.name
    return {
        place: 0
        for place, stream in enumerate(streams)
        if name == "avi" or (name, stream.codec_context.name) == ("asf", "flac")
    }


def look(container: Any, file: File, report: Report) -> None:
    """Tell what only the frames tell: that the stream was cut, or has a gap."""
    left = file.seek(0, 2) - (report.last or 0)
    file.seek(-left, 2)
    name, codec = container.format.name, container.streams.audio[0].codec_context.name
    length = frame_lengths.of(name, file.read(8), codec) if report.last else None
    if length is not None:
        dropped = name in _PARSED and length < left
        report.cut = report.cut or length > left or dropped
    if empty := leftovers.empty(file, _ZEROS.get(name, leftovers.LONGEST)):
        said = text(
            "{amount} of the recording hold nothing but zeros, as after a copy that broke"
            " off: what was said there is missing, and what comes later is heard too early.",
            amount=amount(empty),
        )
        report.warn("audio.damaged", said)
