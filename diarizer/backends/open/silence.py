"""Pauses that the segmentation hears as speech: it was taught turns, and turns hold short pauses.

A frame is silent where it lies far below the speech around it. In noise nothing lies that far
below, and nothing changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.windows import RECEPTIVE, STEP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array

_BLOCK = 600  # frames that share their levels: ten seconds, and ten on either side are asked
_TOGETHER = 1 << 16  # frames whose levels are calculated at once: of hours, each copy is large
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


def silent(powers: Array, speech: NDArray[np.bool_], options: Options) -> NDArray[np.bool_]:
    """Find the frames in which nobody can be speaking.

    Args:
        powers: (frames,) of :func:`powers`.
        speech: (frames,) whether the segmentation hears anybody.
        options: what is silent.

    Returns:
        (frames,).

    """
    levels = loudness(powers)
    found = np.zeros(len(speech), bool)
    for first in range(0, len(speech), _BLOCK):
        around = slice(max(0, first - _BLOCK), first + 2 * _BLOCK)
        spoken = levels[around][speech[around]]
        if len(spoken) < _FEW:
            continue
        highest = float(np.percentile(spoken, 75)) - options.below
        found[first : first + _BLOCK] = levels[first : first + _BLOCK] < highest
    return found


def powers(samples: Array, frames: int) -> Array:
    """Return (frames,) mean squares; none in a frame that reaches over the end of the samples."""
    first = (RECEPTIVE - STEP) // 2
    count = max(0, min(frames, (len(samples) - first) // STEP))
    some = samples[first : first + count * STEP].astype(np.float64).reshape(count, STEP)
    return np.pad(np.square(some).mean(axis=1), (0, frames - count)).astype(np.float32)


def loudness(powers: Array) -> Array:
    """Return (frames,) decibels, smoothed over three frames: 50 ms."""
    found = np.empty(len(powers), np.float32)
    for first in range(0, len(powers), _TOGETHER):
        last = min(first + _TOGETHER, len(powers))
        some = np.zeros(last - first + 2)  # with a neighbour on either side
        there = powers[max(first - 1, 0) : last + 1]
        some[first == 0 :][: len(there)] = there
        smooth = np.convolve(some, np.full(3, 1 / 3), "valid")
        found[first:last] = 10.0 * np.log10(smooth + 1e-12)
    return found
