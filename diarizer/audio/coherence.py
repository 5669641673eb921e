"""Whether two channels share what is heard on them, where their loudness does not tell.

A noise or music as loud as speech fills the pauses of a channel, so that no side of a call is ahead of
the other any more. But of two microphones in one room each hears what the other one does, a little
later and in another colour: at each frequency the one is a constant times the other. Of what two
telephones send that is so by chance alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Spectra = NDArray[np.complex64]  # (frames, frequencies)

_FRAME = 4096  # samples: a quarter of a second, so that most of an echo comes within it
_LOWEST, _HIGHEST = 200, 4000  # Hz: speech; a hum below may be the same on both
_PIECE, _PIECES = 30, 20  # seconds that are looked at at once, and how often
_LEAST = 8  # frames, below which chance looks like more
_SHARED = 0.15  # of what is heard on one; two microphones have 0.25 and more, two sides below 0.11


def apart(places: Sequence[Any], rate: int) -> bool:
    """Whether next to nothing of one channel is heard on the other.

    Args:
        places: two :class:`diarizer.types.Recording`, or what can be read as one.
        rate: samples per second of both.

    """
    one, other = (_spectra(place, min(map(len, places)), rate) for place in places)
    if len(one) < _LEAST:
        return False
    return max(_shared(one, other), _shared(other, one)) < _SHARED


def _spectra(place: Any, length: int, rate: int) -> Spectra:
    """Return the spectra of pieces that are spread over all of it."""
    piece = _PIECE * rate
    count = min(_PIECES, -(-length // piece))
    firsts = np.linspace(0, max(0, length - piece), count).astype(int).tolist()
    window = np.hanning(_FRAME).astype(np.float32)
    band = slice(_LOWEST * _FRAME // rate, _HIGHEST * _FRAME // rate)
    found = [np.empty((0, band.stop - band.start), np.complex64)]
    for first in firsts:
        samples = place.read(first, min(first + piece, length))
        frames = samples[: len(samples) - len(samples) % _FRAME].reshape(-1, _FRAME)
        found.append(np.fft.rfft(frames * window)[:, band].astype(np.complex64))
    return np.concatenate(found)


def _shared(one: Spectra, other: Spectra) -> float:
    """Return the share of the other's power that follows from the first, where that one is loud.

    >>> noise = np.random.default_rng(0).standard_normal((3, 200, 30)).astype(np.complex64)
    >>> _shared(noise[0], noise[1]) < 0.02, _shared(noise[0], 3 * noise[0] + 3 * noise[2]) > 0.4
    (True, True)
    """
    loudness = np.square(np.abs(one)).sum(axis=1)
    loud = loudness >= np.median(loudness)
    one, other = one[loud], other[loud]
    powers = np.square(np.abs(other)).sum(axis=0)
    both = np.square(np.abs(one)).sum(axis=0) * powers
    shared = np.square(np.abs((one * other.conj()).sum(axis=0)))
    alike = np.divide(shared, both, out=np.zeros_like(both), where=both > 0.0)
    by_chance = 1.0 / len(one)
    alike = np.maximum(alike - by_chance, 0.0) / (1.0 - by_chance)
    return float((alike * powers).sum() / max(float(powers.sum()), np.finfo(np.float32).tiny))
