"""Several channels as one, without cancelling each other.

A cable or a plug-in that turns one channel upside down makes their mean silence, wholly or for a
while. So channels of opposite phase are turned round before they are averaged, stretch by stretch.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio.copies import late_copies, twice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Channels = NDArray[np.float32]  # (channels, n)

STRETCHES = 10
"""In a second."""

_OPPOSITE = 0.5  # the correlation from which a channel is turned, and below zero turned back
_FADE = 0.01  # seconds in which a channel is turned, so that nothing clicks


class Mixer:
    """Averages the channels of one track, some seconds at a time."""

    def __init__(self, channels: int) -> None:
        self._signs = np.ones(channels, np.float32)
        self._gains = self._signs / np.float32(max(1, channels))
        self._heard = np.ones(channels, np.bool_)
        self._first = 0

    def mixed(
        self, samples: Channels, count: int
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Average ``count`` stretches.

        Returns:
            the (n,) mean, and the power of each channel in each stretch, (count, channels).

        """
        if (self._gains > 0.0).all() and twice(samples):  # both are heard, none is turned
            mean, powers = self.mixed(samples[:1], count)
            return mean + np.float32(0.0), powers.repeat(2, axis=1)  # a sum is never minus zero
        channels = len(samples)
        pieces = samples.reshape(channels, count, -1).transpose(1, 0, 2)  # (count, channels, m)
        powers = np.einsum("scm,scm->sc", pieces, pieces) / max(1, pieces.shape[2])
        if channels == 1:
            return samples[0], powers
        signs = self._turned(pieces, powers)
        self._signs = signs[-1]
        self._choose(samples, powers)
        gains = signs * self._heard / np.float32(self._heard.sum())
        before, self._gains = np.vstack([self._gains, gains[:-1]]), gains[-1]
        mean = np.einsum("scm,sc->sm", pieces, gains)
        for at in np.flatnonzero((before != gains).any(axis=1)):
            self._fade(mean[at], pieces[at], before[at], gains[at])
        return mean.reshape(-1), powers

    def _choose(self, samples: Channels, powers: NDArray[np.float32]) -> None:
        """Leave out the channels that are another one some samples later."""
        loudness = powers.sum(axis=0)
        if loudness[self._first] < loudness.max() / 2.0:
            self._first = int(loudness.argmax())
        copies = late_copies(samples, len(powers), self._first)
        if copies is not None:
            self._heard = ~copies

    def _turned(
        self, pieces: NDArray[np.float32], powers: NDArray[np.float32]
    ) -> NDArray[np.float32]:
        """Return the sign of each channel in each stretch; it stays where nothing speaks against."""
        signs = np.tile(self._signs, (len(pieces), 1))
        loudest = powers.sum(axis=0).argmax()
        shared = np.einsum("scm,sm->sc", pieces, pieces[:, loudest])
        whole = np.sqrt(powers * powers[:, [loudest]]) * pieces.shape[2]
        alike = np.divide(shared, whole, out=np.zeros_like(shared), where=whole > 0.0)
        if (alike >= -_OPPOSITE).all() and (self._signs > 0.0).all():
            return signs
        clear = np.abs(alike) > _OPPOSITE
        asked = np.where(clear, np.arange(len(alike))[:, None], -1)
        last = np.maximum.accumulate(asked, axis=0)  # the stretch that speaks, up to each
        turned = np.take_along_axis(np.sign(alike) * self._signs[loudest], np.maximum(last, 0), 0)
        return np.asarray(np.where(last < 0, signs, turned), np.float32)

    def _fade(
        self,
        mean: NDArray[np.float32],
        pieces: Channels,
        before: NDArray[np.float32],
        after: NDArray[np.float32],
    ) -> None:
        length = max(1, round(_FADE * STRETCHES * pieces.shape[1]))  # of a tenth of a second
        share = np.linspace(0.0, 1.0, length, dtype=np.float32)
        ramp = before[:, None] * (1.0 - share) + after[:, None] * share
        mean[:length] = (ramp * pieces[:, :length]).sum(axis=0)
