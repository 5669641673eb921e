"""Channels that hold the same a little later: their mean is a comb filter.

Two microphones beside each other, or a cable and the air, put a voice on both channels some samples
apart. The mean takes whole bands out of it, and voices are no longer told apart as well. So of such
channels one is heard. Where a room has made them different, nothing is known, and they are averaged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Channels = NDArray[np.float32]  # (channels, n)

_LATEST = 0.04  # seconds: what comes later is an echo, and heard as one
_SAME = 0.9  # the correlation from which on one is a copy of the other
_GAIN = 0.05  # by how much it has to be better than without the delay
_SECOND = 10  # stretches
_LEAST = 3  # stretches, that tell
_LOUD = 0.01  # of the loudest stretch of a channel: what is more quiet is no voice
_MORE = 4.0  # times as loud as a copy would be: somebody else speaks there


def late_copies(samples: Channels, count: int, first: int) -> NDArray[np.bool_] | None:
    """Tell which channels are copies of ``first`` that come earlier or later.

    The loudest second tells; and nothing may be loud in a copy that is not loud in the first.

    Args:
        samples: some seconds.
        count: tenths of a second in them.
        first: the channel that is compared with all others.

    Returns:
        (channels,); None where that is too short, or silent, to know.

    >>> noise = np.random.default_rng(0).standard_normal(1000).astype(np.float32)
    >>> late_copies(np.stack([noise[8:], noise[:-8], noise[::-1][8:]])[:, :900], 9, 0).tolist()
    [False, True, False]
    """
    stretch = samples.shape[1] // count
    sharp = np.diff(samples, 2, prepend=samples[:, :2])  # a hum is alike anywhere, and louder
    parts = sharp.reshape(len(samples), count, stretch)
    powers = np.einsum("csm,csm->sc", parts, parts)
    at = max(0, int(powers[:, first].argmax()) - _SECOND // 2)
    loudness = powers[at : at + _SECOND].sum(axis=0)
    if count < _LEAST or not loudness[first]:
        return None
    loudest = sharp[:, at * stretch : (at + _SECOND) * stretch]
    copies = _alike(loudest, first, max(1, round(_LATEST * _SECOND * stretch)))
    around = np.pad(powers[:, first], 1, mode="edge")
    beside = np.maximum(around[:-2], np.maximum(around[1:-1], around[2:]))[:, None]
    explained = _MORE * beside * loudness / loudness[first]
    loud = powers > _LOUD * powers.max(axis=0)
    return np.asarray(copies & ~(loud & (powers > explained)).any(axis=0))


def _alike(samples: Channels, first: int, latest: int) -> NDArray[np.bool_]:
    """Return (channels,) which are better correlated with ``first`` after a delay than without."""
    powers = np.einsum("cn,cn->c", samples, samples)
    size = 1 << (2 * samples.shape[1] - 1).bit_length()
    spectra = np.fft.rfft(samples, size)
    shared = np.abs(np.fft.irfft(spectra * spectra[first].conj(), size))
    whole = np.sqrt(powers * powers[first])[:, None]
    alike = np.divide(shared, whole, out=np.zeros_like(shared), where=whole > 0)
    best = np.maximum(alike[:, 1 : latest + 1].max(axis=1), alike[:, -latest:].max(axis=1))
    return np.asarray((best >= _SAME) & (best >= alike[:, 0] + _GAIN))
