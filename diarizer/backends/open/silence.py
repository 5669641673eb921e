"""Pauses that the segmentation hears as speech: it was taught turns, and turns hold short pauses.

A frame is silent where it lies far below the speech around it. In noise nothing lies that far
below, and nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.segmentation import RECEPTIVE, STEP

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = 600  # frames that share their levels: ten seconds, and ten on either side are asked
_FEW = 20  # frames; fewer tell nothing about how loud speech is


@dataclass(frozen=True, slots=True)
class Options:
    """What is silent; the numbers are chosen with benchmarks/accuracy.py.

    Attributes:
        below: decibels below speech, which is the upper quartile of where somebody speaks. From 30
            to 33 the built recordings gain a point of DER and the real ones lose a third; at 25
            soft ends of words are lost.

    """

    below: float = 33.0


def silent(
    samples: NDArray[np.float32], speech: NDArray[np.bool_], options: Options
) -> NDArray[np.bool_]:
    """Find the frames in which nobody can be speaking.

    Args:
        samples: (n,) at 16 kHz.
        speech: (frames,) whether the segmentation hears anybody.
        options: what is silent.

    Returns:
        (frames,).

    """
    levels = loudness(samples, len(speech))
    found = np.zeros(len(speech), bool)
    for first in range(0, len(speech), _BLOCK):
        around = slice(max(0, first - _BLOCK), first + 2 * _BLOCK)
        spoken = levels[around][speech[around]]
        if len(spoken) < _FEW:
            continue
        highest = float(np.percentile(spoken, 75)) - options.below
        found[first : first + _BLOCK] = levels[first : first + _BLOCK] < highest
    return found


def loudness(samples: NDArray[np.float32], frames: int) -> NDArray[np.float64]:
    """Return (frames,) decibels, smoothed over three frames: 50 ms."""
    first = (RECEPTIVE - STEP) // 2
    power = np.zeros(frames)
    count = max(0, min(frames, (len(samples) - first) // STEP))
    # In pieces: the squares of a whole recording would be as large as the recording.
    for at in range(0, count, _BLOCK):
        size = min(_BLOCK, count - at)
        some = samples[first + at * STEP : first + (at + size) * STEP].astype(np.float64)
        power[at : at + size] = np.square(some).reshape(size, STEP).mean(axis=1)
    return 10.0 * np.log10(np.convolve(power, np.full(3, 1 / 3), "same") + 1e-12)
