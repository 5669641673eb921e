"""FFmpeg's frames, a few milliseconds each, as blocks of seconds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.audio.samples import scaled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Packed = Iterator[tuple[NDArray[np.float32], int]]

# PyAV 18.1 counts nine planes for eight channels of a planar frame, and crashes.
_PLANES = 7


class Packer:
    """Gathers the frames of one track until they make a block.

    A broadcast may change its rate and its channels on the way; a block has one of each.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._shape: tuple[str, int, int] | None = None
        self._gathered: list[NDArray[Any]] = []
        self._samples = 0
        self._resampler: Any = None

    def packed(self, frame: Any) -> Packed:
        """Take a frame; yield the (n, channels) samples and the rate of what is full."""
        channels = frame.layout.nb_channels
        shape = frame.format.name, channels, frame.sample_rate
        if shape != self._shape:
            yield from self.rest()
            self._shape, self._resampler = shape, None
        self._gathered.append(self._array(frame, channels))
        self._samples += frame.samples
        if self._samples >= self._seconds * frame.sample_rate:
            yield from self.rest()

    def _array(self, frame: Any, channels: int) -> NDArray[Any]:
        """Return (channels, n) of a planar frame, (1, n * channels) of a packed one."""
        if channels <= _PLANES or not frame.format.is_planar:
            array: NDArray[Any] = frame.to_ndarray()
            return array
        import av  # noqa: PLC0415

        self._resampler = self._resampler or av.AudioResampler(format="flt")
        pieces = [each.to_ndarray() for each in self._resampler.resample(frame)]
        return np.concatenate(pieces, axis=1)

    def rest(self) -> Packed:
        """Yield what is gathered, if anything is."""
        if self._shape is None or not self._gathered:
            return
        _, channels, rate = self._shape
        whole = np.concatenate(self._gathered, axis=1)
        self._gathered, self._samples = [], 0
        yield scaled(whole.T if len(whole) == channels else whole.reshape(-1, channels)), rate
