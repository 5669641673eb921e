"""Whether one track repeats another one at another time, as a feed that comes late.

Heard beside it, or apart from it, each person would speak twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

STRETCH = 0.1
"""Seconds of each power."""

_SAME = 0.9  # the correlation from which on loudness goes the same way
_LEAST = 80  # stretches in which it has to
_BESIDE = 5  # stretches up to which a copy is at the same time: mixed, it is heard once
_NOTHING = 1e-9  # a power, 90 dB below full scale


class Repeat(NamedTuple):
    """A track that says what another one says.

    Attributes:
        number: of the track.
        of: of the other one.
        stretches: by how many it comes later; earlier, where below zero.

    """

    number: int
    of: int
    stretches: int


def found(powers: NDArray[np.float32], numbers: Sequence[int]) -> list[Repeat]:
    """Return the tracks all of which another one has, too.

    Args:
        powers: (stretches, tracks) the power in each.
        numbers: of the tracks.

    >>> talk = np.random.default_rng(0).random(300).astype(np.float32)
    >>> late = np.concatenate([np.zeros(100), talk[:200]]).astype(np.float32)
    >>> found(np.stack([talk, late], axis=1), [0, 1])
    [Repeat(number=1, of=0, stretches=100)]
    """
    repeats: list[Repeat] = []
    for late, number in enumerate(numbers):
        for first, of in enumerate(numbers[:late]):
            if of in {each.number for each in repeats}:
                continue
            lag = _lag(powers[:, first], powers[:, late])
            if lag is not None:
                repeats.append(Repeat(number, of, lag))
                break
    return repeats


def _lag(one: NDArray[np.float32], other: NDArray[np.float32]) -> int | None:
    """Return by how many stretches the other says the same later; None where it does not."""
    there = np.flatnonzero(other > _NOTHING)
    until = np.flatnonzero(one > _NOTHING)[-1:]
    if not len(there) or not len(until) or there[-1] + 1 - there[0] < _LEAST:
        return None
    begin = int(there[0])
    if begin + _BESIDE > until[0]:  # it goes on where the other one ends
        return None
    wanted = np.sqrt(other[begin : there[-1] + 1].astype(np.float64))
    wanted -= wanted.mean()
    alike = _alike(np.sqrt(one.astype(np.float64)), wanted)
    alike[max(0, begin - _BESIDE) : begin + _BESIDE + 1] = 0.0
    best = int(alike.argmax())
    return begin - best if alike[best] >= _SAME else None


def _alike(whole: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the correlation of ``wanted``, whose mean is 0, with each place of the whole."""
    count, length = len(whole) - len(wanted) + 1, len(wanted)
    size = 1 << (len(whole) + length).bit_length()
    shared = np.fft.irfft(np.fft.rfft(whole, size) * np.fft.rfft(wanted, size).conj(), size)[:count]
    sums = np.cumsum(np.concatenate([[0.0], whole]))
    squares = np.cumsum(np.concatenate([[0.0], whole**2]))
    mean = (sums[length:] - sums[:-length]) / length
    spread = np.maximum(squares[length:] - squares[:-length] - length * mean**2, 0.0)
    power = np.sqrt(spread * (wanted @ wanted))
    alike = np.divide(shared, power, out=np.zeros(count), where=power > _NOTHING * length)
    return np.asarray(alike, np.float64)
