"""From classes to speakers: each class of the network is a set of people who speak.

Plaquet and Bredin, "Powerset multi-class cross entropy loss for neural speaker diarization"
(Interspeech 2023).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

SPEAKERS = 3
CLASSES: tuple[tuple[int, ...], ...] = ((), (0,), (1,), (2,), (0, 1), (0, 2), (1, 2))
"""Who speaks in each of the seven classes, in the order of the network's outputs."""

MEMBERS = np.array([[s in members for s in range(SPEAKERS)] for members in CLASSES], np.float32)
"""(7, 3): one where a speaker is in a class."""

COUNTS = MEMBERS.sum(axis=1).astype(np.int64)
"""(7,): how many speak in each class."""


def activity(chances: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sum the chances of the classes that each speaker is in.

    Args:
        chances: (..., 7) probabilities.

    Returns:
        (..., 3) probabilities.

    """
    return chances @ MEMBERS


def counts(chances: NDArray[np.float32]) -> NDArray[np.float32]:
    """Sum the chances of nobody, of one, and of two at once.

    Args:
        chances: (..., 7) probabilities.

    Returns:
        (..., 3) probabilities.

    """
    return np.asarray(chances @ np.eye(3, dtype=np.float32)[COUNTS], np.float32)
