"""FLV with samples that its header has no rate for: it knows four, and 8 kHz for telephones.

FFmpeg writes others all the same, with the true rate and channels in the notes at the beginning, and
does not read them: what was 16 kHz is heard at half its speed. The clock tells which of the two is so.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from diarizer.audio.patched import File

_WIDTHS = {"pcm_alaw": 1, "pcm_mulaw": 1, "pcm_u8": 1, "pcm_s16le": 2}  # bytes of a sample
_SOUND = 8
_HEAD, _TAG = 13, 11  # bytes before the first tag, and of what stands before its content
_NOTES = 1 << 16  # bytes in which the notes lie
_RATE, _STEREO = b"audiosamplerate\x00", b"stereo\x01"
_TAGS = 2000
_MOST = 1e6  # samples a second: what is damaged may be infinite
_NEAR = 0.1  # of the rate: tags of some milliseconds have whole ones


def correct(streams: Iterable[Any], file: File) -> None:
    """Set the rate and the channels of samples to those of the notes, where the clock agrees with them.

    Args:
        streams: of :func:`av.open`, of which nothing is decoded yet.
        file: anywhere in it, and there afterwards.

    """
    for stream in streams:
        context = stream.codec_context
        if stream.container.format.name != "flv" or context.name not in _WIDTHS:
            continue
        at = file.tell()
        try:
            noted = _noted(file)
            counted = _counted(file) / _WIDTHS[context.name]
        finally:
            file.seek(at)
        if noted and abs(noted[0] * noted[1] - counted) < _NEAR * counted:
            context.sample_rate = noted[0]
            context.layout = "stereo" if noted[1] > 1 else "mono"


def _noted(file: File) -> tuple[int, int] | None:
    """Return the samples a second and the channels that the notes name."""
    file.seek(0)
    notes = file.read(_NOTES)
    rate, stereo = notes.find(_RATE), notes.find(_STEREO)
    if min(rate, stereo) < 0 or len(notes) < rate + len(_RATE) + 8:
        return None
    hertz = struct.unpack_from(">d", notes, rate + len(_RATE))[0]
    channels = 2 if notes[stereo + len(_STEREO) :][:1] == b"\x01" else 1
    return (int(hertz), channels) if 1 <= hertz < _MOST else None


def _counted(file: File) -> float:
    """Return the bytes of sound in a second, by the clock of the first tags."""
    tags = list(_tags(file))
    if len(tags) < 2 or tags[-1][0] <= tags[0][0]:  # noqa: PLR2004, one says nothing
        return 0.0
    return sum(size for _, size in tags[:-1]) * 1000 / (tags[-1][0] - tags[0][0])


def _tags(file: File) -> Iterator[tuple[int, int]]:
    """Yield the milliseconds and the bytes of the first tags that are sound."""
    at = _HEAD
    for _ in range(_TAGS):
        file.seek(at)
        head = file.read(_TAG)
        if len(head) < _TAG:
            return
        size = int.from_bytes(head[1:4], "big")
        if head[0] == _SOUND and size > 1:
            yield int.from_bytes(head[7:8] + head[4:7], "big"), size - 1
        at += _TAG + size + 4
