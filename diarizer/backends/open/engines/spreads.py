"""How far the numbers inside of CAM++ spread, as its batch norms know it from their training.

What a batch norm gives has the mean and the deviation that it learnt; what it takes has those that
it saw. So a range and an average can be told for each channel without listening to any recording
(Nagel et al., "Data-free quantization through weight equalization and bias correction", ICCV 2019).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.engines import batch_norm

if TYPE_CHECKING:
    from diarizer.backends.open.engines.batch_norm import Array, Weights

_DEVIATIONS = 8.0
"""From the mean to the end of a range. Sound has loud moments: at 6 some voices were lost, at 10
there was as much noise as at 8, by the cosines to the voices that float32 hears."""

_LEAST = 1e-3  # of a range: a channel that was always silent has to be divided by something


@dataclass(frozen=True, slots=True)
class Spread:
    """The numbers of each channel of a layer.

    Attributes:
        mean: (channels,).
        deviation: (channels,) standard deviation.

    """

    mean: Array
    deviation: Array

    @property
    def largest(self) -> Array:
        """Return (channels,) how far from zero the range goes, on either side."""
        return _f32(np.maximum(np.abs(self.mean) + _DEVIATIONS * self.deviation, _LEAST))

    @property
    def highest(self) -> Array:
        """Return (channels,) the end of the range above zero: what a ReLU leaves of it."""
        return _f32(np.maximum(self.mean + _DEVIATIONS * self.deviation, _LEAST))

    @property
    def rectified(self) -> Array:
        """Return (channels,) the mean of what a ReLU leaves, taking the numbers for normal ones.

        >>> f"{Spread(np.zeros(1), np.ones(1)).rectified[0]:.3f}"
        '0.399'
        """
        ratio = self.mean / np.maximum(self.deviation, 1e-9)
        below = np.array([0.5 * (1 + math.erf(one / math.sqrt(2))) for one in ratio.tolist()])
        density = np.exp(-(ratio**2) / 2) / math.sqrt(2 * math.pi)
        return _f32(self.deviation * density + self.mean * below)

    def __add__(self, other: Spread) -> Spread:
        """Return how the sums spread, taking both for independent."""
        deviation = np.hypot(self.deviation, other.deviation)
        return Spread(_f32(self.mean + other.mean), _f32(deviation))


def given(weights: Weights, norm: str) -> Spread:
    """Return how the numbers spread that a batch norm gives."""
    seen = weights[f"{norm}.running_var"]
    scale = weights.get(f"{norm}.weight", np.ones_like(seen))
    shift = weights.get(f"{norm}.bias", np.zeros_like(seen))
    return Spread(_f32(shift), _f32(np.abs(scale)))


def behind(weights: Weights, name: str) -> Spread:
    """Return how the numbers spread behind a layer and its batch norm."""
    return given(weights, batch_norm.norm_behind(name))


def taken(weights: Weights, norm: str) -> Spread:
    """Return how the numbers spread that a batch norm takes."""
    mean, variance = (weights[f"{norm}.running_{kind}"] for kind in ("mean", "var"))
    return Spread(_f32(mean), _f32(np.sqrt(variance)))


def _f32(array: object) -> Array:
    return np.asarray(array, np.float32)
