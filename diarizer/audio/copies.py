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
_FEW = 1000  # samples of which one is looked at
_LEAST = 3  # stretches, that tell
_LOUD = 0.01  # of the loudest stretch of a channel: what is more quiet is no voice
_MORE = 4.0  # times as loud as a copy would be: somebody else speaks there


def twice(samples: Channels) -> bool:
    """Whether these are one channel, twice: most of all stereo.

    >>> twice(np.ones((2, 5000))), twice(np.ones((1, 5000))), twice(np.eye(2))
    (True, False, False)
    """
    if len(samples) != 2:  # noqa: PLR2004
        return False
    one, other = samples
    few = one[::_FEW], other[::_FEW]  # which nearly always tell that they differ
    return np.array_equal(*few) and np.array_equal(one, other)


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
    if (samples == samples[first]).all():  # one channel, twice: most of all stereo
        return np.zeros(len(samples), np.bool_) if samples[first].any() else None
    stretch = samples.shape[1] // count
    sharp = _sharpened(samples)
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


def _sharpened(samples: Channels) -> Channels:
    """Return the second difference: a hum is alike anywhere, and louder than what tells."""
    sharp = np.zeros_like(samples)
    inner = sharp[:, 2:]
    np.subtract(samples[:, 2:], samples[:, 1:-1], out=inner)
    inner -= samples[:, 1:-1]
    inner += samples[:, :-2]
    return sharp


def _alike(samples: Channels, first: int, latest: int) -> NDArray[np.bool_]:
    """Return (channels,) which are better correlated with ``first`` after a delay than without."""
    powers = np.einsum("cn,cn->c", samples, samples)
    whole = np.sqrt(powers * powers[first])
    there = np.abs(np.einsum("cn,n->c", samples, samples[first]))
    now = np.divide(there, whole, out=np.zeros_like(there), where=whole > 0)
    if (now > 1.0 - _GAIN).all():  # no delay makes it better by so much
        return np.zeros(len(samples), np.bool_)
    size = _length(samples.shape[1] + latest)  # what comes round is later than the latest
    spectra = np.fft.rfft(samples, size)
    shared = np.abs(np.fft.irfft(spectra * spectra[first].conj(), size))
    near = np.maximum(shared[:, 1 : latest + 1].max(axis=1), shared[:, -latest:].max(axis=1))
    best = np.divide(near, whole, out=np.zeros_like(near), where=whole > 0)
    return np.asarray((best >= _SAME) & (best >= now + _GAIN))


def _length(least: int) -> int:
    """Return a length from ``least`` on that is soon transformed.

    >>> _length(45864), _length(65)
    (46080, 72)
    """
    return min(odd << (-(-least // odd) - 1).bit_length() for odd in (1, 3, 5, 9, 15, 45))
