"""One track on its way from the decoder to 16 kHz: cleaned, mixed or taken apart, resampled.

All of it is done in pieces of ten seconds of the track's own samples, so that what comes out does
not depend on how the decoder cuts them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

from diarizer.audio.levels import Levels
from diarizer.audio.mixing import STRETCHES, Mixer
from diarizer.audio.offsets import Removal

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from diarizer.audio.report import Block

    Channels = NDArray[np.float32]  # (channels, n)
    Place = Callable[[], Any]

SAMPLE_RATE = 16_000
"""Samples per second of everything after decoding: what webrtcvad and Resemblyzer listen to."""

MIX, SEPARATE = "mix", "separate"
_SECONDS = 10


class Track:
    """Takes blocks in order of time, and appends 16 kHz to one place, or to one for each channel.

    Attributes:
        places: where the samples went.
        levels: what was not well about them.
        channels: that the track has.
        seconds: that came.

    """

    def __init__(
        self, make: Place, how: str | int, offsets: NDArray[np.float64] | None = None
    ) -> None:
        """Begin a track.

        Args:
            make: makes a place with ``append``.
            how: ``mix``, ``separate``, or the channel that is wanted, counted from 1.
            offsets: (seconds, channels) what to take away, of another track of the same blocks.

        """
        self.places: list[Any] = []
        self.levels = Levels(removal=None if offsets is None else Removal(offsets))
        self.channels = 0
        self.seconds = 0.0
        self._make, self._how = make, how
        self._powers: list[NDArray[np.float32]] = []
        self._mixer = Mixer(0)
        self._waiting: list[NDArray[np.float32]] = []  # (n, channels)
        self._shape = (0, 0)  # rate, channels
        self._streams: Any = None

    def add(self, block: Block) -> None:
        """Take the next block."""
        self.seconds += len(block.samples) / block.rate
        shape = block.rate, block.samples.shape[1]
        if shape != self._shape:
            self._begin(shape)
        self._waiting.append(block.samples)
        piece = self._second * _SECONDS
        if sum(map(len, self._waiting)) < piece:
            return
        whole = np.concatenate(self._waiting) if len(self._waiting) > 1 else self._waiting[0]
        full = len(whole) - len(whole) % piece
        for at in range(0, full, piece):
            self._take(whole[at : at + piece], _SECONDS * STRETCHES)
        self._waiting = [whole[full:]] if full < len(whole) else []

    def _begin(self, shape: tuple[int, int]) -> None:
        """Some broadcasts change their rate or their channels on the way."""
        before = self._shape
        self.end()
        self._shape = shape
        rate, channels = shape
        self.channels = max(self.channels, channels)
        self._second = max(1, round(rate / STRETCHES)) * STRETCHES
        if channels != before[1]:
            self._mixer = Mixer(channels)

    def end(self) -> None:
        """Write what is left."""
        if self._waiting:
            whole = np.concatenate(self._waiting)
            stretch = self._second // STRETCHES
            full = len(whole) - len(whole) % stretch
            self._take(whole[:full], full // stretch)
            self._take(whole[full:], 1)
        self._waiting = []
        if self._streams is not None:
            empty = np.empty((0, len(self.places)), np.float32)
            self._append(self._streams.resample_chunk(empty, last=True))
        self._streams = None

    def _take(self, samples: NDArray[np.float32], count: int) -> None:
        if not len(samples):
            return
        clean = self.levels.cleaned(np.ascontiguousarray(samples.T), self._second)
        if self._how == MIX:
            mean, powers = self._mixer.mixed(clean, count)
            self._powers.append(powers)
            clean = mean[None]
        elif isinstance(self._how, int):
            clean = clean[[min(self._how, len(clean)) - 1]]
        self._resampled(np.ascontiguousarray(clean.T))

    def _resampled(self, samples: NDArray[np.float32]) -> None:
        """Take (n, places) at the rate of the track."""
        if not self.places:
            self.places = [self._make() for _ in range(samples.shape[1])]
        wanted = [min(at, samples.shape[1] - 1) for at in range(len(self.places))]
        samples = samples if len(wanted) == samples.shape[1] else samples[:, wanted]
        rate = self._shape[0]
        if rate == SAMPLE_RATE:
            self._append(samples)
            return
        if self._streams is None:
            self._streams = soxr.ResampleStream(rate, SAMPLE_RATE, len(self.places))
        self._append(self._streams.resample_chunk(samples))

    def _append(self, samples: NDArray[np.float32]) -> None:
        samples = samples.reshape(-1, len(self.places))
        for at, place in enumerate(self.places):
            place.append(np.ascontiguousarray(samples[:, at]))

    @property
    def stretch(self) -> float:
        """Seconds of a stretch of :meth:`powers`."""
        return self._second / STRETCHES / self._shape[0]

    def powers(self) -> Channels:
        """Return (stretches, channels) the power of each channel; empty where their number changes."""
        if len({each.shape[1] for each in self._powers}) != 1:
            return np.empty((0, 0), np.float32)
        return np.concatenate(self._powers)
