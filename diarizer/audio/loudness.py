"""Recordings that are too quiet for every engine: they are heard louder.

A microphone that was left at its lowest, or one among dozens of silent channels, is a whisper to a
person, who turns the volume up. To a network it is silence, and nobody speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio.sound import Around

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FAINT, _WANTED = 1e-5, 10**-3.5  # powers: below 50 dB beneath full scale, and 35 dB
_MOST = 1e5  # times a power, 50 dB: what is fainter is the noise of the converter
_LOUD = 0.95  # of the stretches, that are not as loud as who speaks
_SECOND = 10  # stretches: so long a voice is heard at least, and a bump is not
_BELOW = 30.0  # times: by how much quieter the rest may be


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


@dataclass(frozen=True, slots=True, eq=False)
class Louder(Around):
    """A recording whose samples are multiplied.

    Attributes:
        main: the recording.
        factor: by which; what exceeds full scale then is a bump, and is cut off.

    """

    factor: float

    def read(self, first: int, last: int) -> NDArray[np.float32]:
        """Return (last - first,) samples; fewer where that reaches over an end."""
        return louder(self.main.read(first, last), self.factor)


def louder(samples: NDArray[np.float32], factor: float) -> NDArray[np.float32]:
    """Return samples within [-1, 1], multiplied by ``factor``."""
    return np.clip(samples * np.float32(factor), -1.0, 1.0) if factor != 1.0 else samples
