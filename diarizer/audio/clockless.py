"""Streams of frames without a container (MP3, AAC, AC-3, AMR): FFmpeg counts them by the rate of the first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.audio import frame_lengths, leftovers, lengths
from diarizer.audio.amounts import amount
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.audio.patched import File
    from diarizer.audio.report import Report

_NAMES = frozenset({"aac", "ac3", "amr", "dts", "eac3", "gsm", "loas", "mlp", "mp3", "truehd"})
_PARSED = frozenset({"gsm", "mlp", "truehd"})  # FFmpeg does not even show a frame that is cut

# Bytes of zeros, more than a frame of such a stream has; of others as many as of any.
_ZEROS = {"amr": 512, "gsm": 512, "mp3": 2048, "aac": 4096}

_TAGS = b"ID3", b"APETAGEX", b"LYRICSBEGIN", b"TAG"
_NEAR = 0.2  # seconds: codecs round up to whole frames


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


def passed_over(packet: Any, report: Report) -> float:
    """Return how long a packet lasts that cannot be decoded, and keep what else comes with it.

    Without a container all that is no frame, be it seconds of it, comes with the next one.
    """
    lasting = float((packet.duration or 0) * (packet.time_base or 0))
    rate = (packet.stream.codec_context.bit_rate or 0) / 8  # bytes per second, of the last frame
    if packet.pos is not None and rate:
        known = report.passed_over
        # Before the first frame nothing is missing, as a broadcast may be heard from any place on, nor
        # in a tag.
        nothing = not packet.pts or bytes(packet).startswith(_TAGS)
        nothing = nothing or (bool(known) and known[-1][1:] == (packet.pos, None))
        seconds = None if nothing else max(0.0, packet.size / rate - lasting)
        known.append((packet.pos, packet.pos + packet.size, seconds))
    return lasting


def _missing(report: Report) -> float:
    """Return the seconds that were passed over between frames; behind the last one there is no sound."""
    found, end = list(report.passed_over), report.reached
    while found and found[-1][1] == end:
        end = found.pop()[0]
    return sum(seconds or 0.0 for _, _, seconds in found)


def look(container: Any, file: File, report: Report, heard: float) -> None:
    """Tell what only the frames tell: that the stream was cut, or has a gap.

    Args:
        container: which was read.
        file: that it read.
        report: where the warning goes.
        heard: seconds that were decoded.

    """
    left = file.seek(0, 2) - (report.last or 0)
    file.seek(-left, 2)
    name, codec = container.format.name, container.streams.audio[0].codec_context.name
    length = frame_lengths.of(name, file.read(8), codec) if report.last else None
    if length is not None:
        dropped = name in _PARSED and length < left
        report.cut = report.cut or length > left or dropped
    empty = leftovers.empty(file, _ZEROS.get(name, leftovers.LONGEST))
    promised = lengths.counted(container, file) if empty and name == "mp3" else 0.0
    if promised and promised - _NEAR < heard < promised + 1.0:
        empty -= min(empty, leftovers.zeros_behind(file))  # all that was promised came before them
    if empty > 0:
        said = text(
            "{amount} of the recording hold nothing but zeros, as after a copy that broke"
            " off: what was said there is missing, and what comes later is heard too early.",
            amount=amount(empty),
        )
        report.warn("audio.damaged", said)
    elif (seconds := _missing(report)) > _NEAR:
        said = text(
            "About {seconds:.1f} s of the recording are no sound, but other bytes between its frames: what"
            " was said there is missing, and what comes later is heard too early.",
            seconds=seconds,
        )
        report.warn("audio.damaged", said)
