"""Recordings that are too quiet for every engine: they are heard louder.

A microphone that was left at its lowest, or one among dozens of silent channels, is a whisper to a
person, who turns the volume up. To a network it is silence, and nobody speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from diarizer.audio.sound import Around, between

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FAINT, _WANTED = 1e-5, 10**-3.5  # powers: below 50 dB beneath full scale, and 35 dB
_MOST = 1e5  # times a power, 50 dB: what is fainter is the noise of the converter
_LOUD = 0.95  # of the stretches, that are not as loud as who speaks
_SECOND = 10  # stretches: so long a voice is heard at least, and a bump is not
_BELOW = 30.0  # times: by how much quieter the rest may be
_RATE, _STRETCH = 16_000, 0.1  # samples per second, and seconds
_NEAR = 2  # stretches to both sides, so that a word begins and ends as loud as it is
_ENOUGH = 10**-1.5  # a power, 15 dB below full scale: nothing is made louder than that


def gain(powers: NDArray[np.float32]) -> float:
    """Return what samples have to be multiplied by, 1 where they are loud enough.

    Args:
        powers: (n,) in each tenth of a second.

    >>> gain(np.full(99, 1e-3)), round(gain(np.full(99, 1e-7)), 1), gain(np.zeros(99))
    (1.0, 56.2, 1.0)
    """
    if not len(powers):
        return 1.0
    place = max(0, len(powers) - _SECOND)
    second = float(np.partition(powers, place)[place]) if place else float(powers.max())
    level = max(float(np.quantile(powers, _LOUD)), second / _BELOW)
    return min(_WANTED / level, _MOST) ** 0.5 if 0.0 < level < _FAINT else 1.0


def gains(powers: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (n,) what each stretch has to be multiplied by; none where all is loud enough.

    What is loud already, as the only word in a silent hour, is no louder afterwards than a voice is.

    Args:
        powers: (n,) in each tenth of a second.

    >>> gains(np.full(99, 1e-3)).tolist(), gains(np.array([1e-7] * 99 + [0.1])).astype(int)[-5:]
    ([], array([56, 56,  1,  1,  1]))
    """
    if (most := gain(powers)) == 1.0:
        return np.empty(0, np.float32)
    around = np.pad(powers, _NEAR)
    near = sliding_window_view(around, 2 * _NEAR + 1).max(axis=1)
    limits = np.sqrt(_ENOUGH / np.maximum(near, _ENOUGH / most**2))
    return np.asarray(np.maximum(limits, 1.0), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Louder(Around):
    """A recording whose samples are multiplied.

    Attributes:
        main: the recording.
        gains: of each stretch of it; what exceeds full scale then is a bump, and is cut off.

    """

    gains: NDArray[np.float32]

    def read(self, first: int, last: int) -> NDArray[np.float32]:
        """Return (last - first,) samples; fewer where that reaches over an end."""
        return louder(self.main.read(first, last), self.gains, max(first, 0))


def louder(
    samples: NDArray[np.float32], gains: NDArray[np.float32], first: int = 0
) -> NDArray[np.float32]:
    """Return samples within [-1, 1], multiplied by the gains of the stretches they lie in.

    Args:
        samples: (n,) of a recording at 16 kHz.
        gains: see :func:`gains`.
        first: the place of the first of them in the recording.

    """
    if not len(gains):
        return samples
    return np.clip(between(samples, first, _RATE, gains, _STRETCH), -1.0, 1.0)
