"""FFmpeg's frames, a few milliseconds each, as blocks of seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.audio.samples import scaled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Packed = list[tuple[NDArray[np.float32], int]]

# PyAV 18.1 counts nine planes for eight channels of a planar frame, and crashes.
_PLANES = 7
_UNKNOWN = ("s64", "s64p")  # to PyAV's arrays
# Samples that lie channel beside channel.
_KINDS = {"u8": np.uint8, "s16": np.int16, "s32": np.int32, "flt": np.float32, "dbl": np.float64}


class Packer:
    """Gathers the frames of one track until they make a block.

    FFmpeg does so itself: an hour has 140,000 frames, and what Python does with each of them takes
    longer than to decode it. A broadcast may change its rate and its channels on the way; a block
    has one of each.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._shape: tuple[str, int, int] | None = None
        self._gathered: Any = None
        self._block = 0
        self._resampler: Any = None

    def packed(self, frame: Any) -> Packed:
        """Take a frame; return the (n, channels) samples and the rate of what is full."""
        shape = frame.format.name, frame.layout.nb_channels, frame.sample_rate
        full = []
        if shape != self._shape:
            full = self.rest()
            self._begin(shape)
        frame.pts = None  # its clock has been read; gathered frames have to be one after another
        self._gathered.write(frame)
        while self._gathered.samples >= self._block:
            full.append((self._array(self._gathered.read(self._block)), shape[2]))
        return full

    def _begin(self, shape: tuple[str, int, int]) -> None:
        import av  # noqa: PLC0415

        self._shape, self._resampler = shape, None
        self._gathered = av.AudioFifo()
        self._block = max(1, round(self._seconds * shape[2]))

    def _array(self, frame: Any) -> NDArray[np.float32]:
        """Return (n, channels), those of a planar frame one after another in memory."""
        channels, planar = frame.layout.nb_channels, frame.format.is_planar
        wide = frame.format.name in _UNKNOWN
        if planar and channels <= _PLANES and not wide:
            return scaled(frame.to_ndarray().T)
        if planar or wide:
            import av  # noqa: PLC0415

            self._resampler = self._resampler or av.AudioResampler(format="flt")
            pieces = [each.to_ndarray() for each in self._resampler.resample(frame)]
            return np.concatenate(pieces, axis=1).reshape(-1, channels)
        # Without the copy that to_ndarray makes.
        if frame.format.name not in _KINDS:
            return scaled(frame.to_ndarray().reshape(-1, channels))
        held = np.frombuffer(frame.planes[0], _KINDS[frame.format.name], frame.samples * channels)
        return scaled(held.reshape(-1, channels))

    def rest(self) -> Packed:
        """Return what is gathered, if anything is."""
        if self._shape is not None and (frame := self._gathered.read()) is not None:
            return [(self._array(frame), self._shape[2])]
        return []


def within(packet: Any, end: int) -> Any:
    """Return a packet without what lies behind ``end`` in the file, as a tag behind the last frame."""
    beyond = (packet.pos or 0) + packet.size - end if packet.pos is not None else 0
    if beyond <= 0 or not packet.size:
        return packet
    import av  # noqa: PLC0415

    kept = av.Packet(bytes(packet)[: packet.size - beyond])
    kept.stream, kept.time_base = packet.stream, packet.time_base
    kept.pts, kept.dts = packet.pts, packet.dts
    return kept
