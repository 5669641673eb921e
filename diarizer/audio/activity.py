"""Whether two channels hold different people, from how loud each is in each stretch of time.

In a call that is recorded with one side on each channel, nearly always one of the two is by far the
louder, now this one and now that; what is heard of it on the other is crosstalk. In a stereo
recording of a room both are about as loud, all the time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Powers = NDArray[np.float32]  # (stretches, 2)

_NOTHING = 1e-9  # a power, 90 dB below full scale: what a filter leaves beside silence


@dataclass(frozen=True, slots=True)
class Options:
    """What decides.

    Attributes:
        loud: the share of stretches that are louder than the level of a channel.
        quiet: the share that are quieter than its pauses.
        pause: dB between the two, in a channel on which somebody speaks and pauses.
        active: dB below its level, down to which a channel speaks.
        hearable: dB below full scale, down to which a level is one.
        ahead: dB by which one has to be louder than the other, each measured by its own level.
        apart: the share of what is spoken in which that is so.
        side: the share of what is spoken that each of them has at least.
        seconds: that each of them has at least.
        explained: dB above the usual crosstalk, up to which it is crosstalk, and above the noise
            of the pauses, up to which nobody speaks.
        muted: what is left of crosstalk at least: a pause without any noise would be none.
        hushed: dB below its level, from which on nothing on a channel is speech.
        filled: dB between level and pauses, up to which noise may hide who is ahead.
        along: the correlation of two loudnesses in dB, from which on one channel goes along.

    """

    loud: float = 0.05
    quiet: float = 0.1
    pause: float = 10.0
    active: float = 25.0
    hearable: float = 70.0
    ahead: float = 9.0
    apart: float = 0.65
    side: float = 0.04
    seconds: float = 0.5
    explained: float = 6.0
    muted: float = 0.03
    hushed: float = 32.0
    filled: float = 15.0
    along: float = 0.7


def levels(powers: Powers, options: Options | None = None) -> NDArray[np.float64]:
    """Return (channels,) how loud each is when it speaks, as a power; 0 where it never does."""
    options = options or Options()
    if not len(powers):
        return np.zeros(powers.shape[1])
    loud = np.quantile(powers, 1.0 - options.loud, axis=0)
    # Who says one word in an hour says it, too.
    loud = np.maximum(loud, powers.max(axis=0) * _ratio(-options.active))
    return np.where(loud > _ratio(-options.hearable), loud, 0.0)


def differ(powers: Powers, stretch: float, options: Options | None = None) -> bool:
    """Whether the two channels hold different people.

    Args:
        powers: of each stretch and channel.
        stretch: its seconds.
        options: what decides.

    >>> one, other = [1.0, 0.0], [0.0, 1.0]
    >>> turns = np.array([one] * 20 + [[0.0, 0.0]] * 9 + [other] * 20, np.float32)
    >>> differ(turns, 0.1), differ(turns.sum(axis=1, keepdims=True).repeat(2, axis=1), 0.1)
    (True, False)

    """
    options = options or Options()
    level = levels(powers, options)
    if powers.shape[1] != 2 or not level.all():  # noqa: PLR2004, two parties
        return False
    pauses = np.quantile(powers, options.quiet, axis=0)
    if (pauses > level * _ratio(-options.pause)).any():
        return False
    floor = np.maximum(level * _ratio(-options.active), pauses * _ratio(options.explained))
    spoken = (powers > floor).any(axis=1)
    ahead = _ahead(powers, level)[spoken]
    one, other = (ahead > options.ahead).sum(), (ahead < -options.ahead).sum()
    least = max(options.side * len(ahead), options.seconds / stretch)
    return bool(one + other >= options.apart * len(ahead) and min(one, other) >= least)


def untold(powers: Powers, options: Options | None = None) -> bool:
    """Whether loudness does not tell if two channels hold different people.

    It does not where a noise or music leaves no pauses in one, and the other does not go along.

    >>> one = np.float32([1.0, 0.0, 0.0, 0.0, 1.0] * 9)
    >>> untold(np.stack([one, 1.0 + np.roll(one, 2)], axis=1)), untold(np.stack([one, one], axis=1))
    (True, False)
    """
    options = options or Options()
    level = levels(powers, options)
    # A faint one hides nobody in the mean.
    if powers.shape[1] != 2 or level.min() <= level.max() * _ratio(-options.active):  # noqa: PLR2004
        return False
    pauses = np.quantile(powers, options.quiet, axis=0)
    if (pauses <= level * _ratio(-options.filled)).all():
        return False
    decibels = 10.0 * np.log10(np.maximum(powers, level * _ratio(-options.hushed))).T
    steady = not decibels.std(axis=1).all()
    return steady or bool(np.corrcoef(decibels)[0, 1] < options.along)


def crosstalk(powers: Powers, options: Options | None = None) -> NDArray[np.bool_]:
    """Return (stretches, 2) where a channel holds nothing, or nothing but what the other one says."""
    options = options or Options()
    level = np.maximum(levels(powers, options), np.finfo(np.float32).tiny)
    ahead = _ahead(powers, level)
    found = np.asarray(powers <= level * _ratio(-options.hushed), bool)
    for own, other, more in ((0, 1, -ahead), (1, 0, ahead)):
        speaks = powers[:, other] > level[other] * _ratio(-options.active)
        clear = speaks & (more > options.ahead)
        if not clear.any():
            continue
        leak = float(np.median(powers[clear, own] / powers[clear, other]))
        most = leak * _ratio(options.explained) * powers[:, other]
        found[:, own] |= speaks & (powers[:, own] <= most) & (more > 0.0)
    return found


def gains(powers: Powers, options: Options | None = None) -> NDArray[np.float32]:
    """Return (2, stretches) what to multiply each channel by, so that only its own side is heard.

    Down to the noise of its pauses and no further: a hiss that comes and goes sounds like speech.
    """
    options = options or Options()
    pauses = np.quantile(powers, options.quiet, axis=0)
    lowered = np.sqrt(pauses / np.maximum(powers, np.finfo(np.float32).tiny))
    kept = np.where(crosstalk(powers, options), np.clip(lowered, options.muted, 1.0), 1.0)
    return np.asarray(kept.T, np.float32)


def _ahead(powers: Powers, level: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return (stretches,) by how many dB the first is louder than the second."""
    own = powers / level + 1e-5
    return np.asarray(10.0 * np.log10(own[:, 0] / own[:, 1]), np.float64)


def _ratio(decibels: float) -> float:
    return float(10.0 ** (decibels / 10.0))


def one_after_another(powers: NDArray[np.float32], seam: int = 0) -> bool:
    """Whether no two of the tracks sound at the same time, as where a broadcast goes on in another one.

    Args:
        powers: (stretches, tracks) the power in each; 0 where a track is not there.
        seam: stretches in which they may, as a codec goes on for some of them.

    >>> one_after_another(np.float32([[1, 0], [0, 0], [1, 0], [0, 1], [0, 1]]))
    True
    >>> one_after_another(np.float32([[1, 0], [0, 1], [1, 0]]))
    False
    """
    there = [np.flatnonzero(column > _NOTHING) for column in powers.T]
    extents = sorted((int(each[0]), int(each[-1])) for each in there if len(each))
    return all(one[1] <= other[0] + seam for one, other in pairwise(extents))
