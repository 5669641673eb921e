"""Where the network listens: windows of ten seconds that overlap, on the grid of its frames."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEP = 270
"""Samples between two frames of the segmentation: 16.875 ms."""

RECEPTIVE = 991
"""Samples that one frame sees before the recurrent layers; its centre is half of them in."""

_SAMPLE_RATE = 16_000
LENGTH = 10 * _SAMPLE_RATE
"""Samples in a window: what the network was trained on."""

_NEAR = 30  # frames: half a second

SHORTEST = _SAMPLE_RATE
"""Samples that a shorter recording is filled up to, with silence."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The windows of one recording.

    Attributes:
        starts: (w,) the first frame of each window; a frame is 270 samples.
        length: samples in each window.

    """

    starts: NDArray[np.int64]
    length: int

    @property
    def frames(self) -> int:
        """Frames in each window."""
        return (self.length - RECEPTIVE) // STEP + 1

    @property
    def total(self) -> int:
        """Frames from the first to the last."""
        return int(self.starts[-1]) + self.frames


def lay(samples: int, step: float) -> Grid:
    """Lay windows over a recording; the last one ends where the recording ends.

    Args:
        samples: of the recording at 16 kHz.
        step: seconds from one window to the next.

    One that would begin half a second after the one before would hear nothing new: that one is
    moved.

    >>> lay(25 * 16_000, 5.0).starts.tolist()
    [0, 296, 592, 888]
    >>> lay(30 * 16_000, 5.0).starts.tolist()
    [0, 296, 592, 888, 1185]

    """
    length = min(max(samples, SHORTEST), LENGTH)
    last = max(samples - length, 0) // STEP
    starts = np.arange(0, last, max(1, round(step * _SAMPLE_RATE / STEP)))
    if len(starts) > 1 and last - starts[-1] <= _NEAR:
        starts = starts[:-1]
    return Grid(np.append(starts, last).astype(np.int64), length)


def time(frame: int) -> float:
    """Say when a frame begins, in seconds: midway between its centre and the one before."""
    return max(0.0, (frame * STEP + (RECEPTIVE - STEP) / 2) / _SAMPLE_RATE)


def sample(frame: int) -> int:
    """Say with which sample a frame begins, both counted from where the window's middle does."""
    return frame * STEP + (RECEPTIVE - STEP) // 2


def frame(seconds: float) -> int:
    """Say which frame begins at a time: the inverse of :func:`time`.

    >>> [frame(time(number)) for number in (0, 1, 1000)]
    [0, 1, 1000]

    """
    return max(0, round((seconds * _SAMPLE_RATE - (RECEPTIVE - STEP) / 2) / STEP))
