"""How one stretch sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import fbank
from diarizer.backends.open.networks import PER_FRAME, SIZE
from diarizer.backends.open.windows import RECEPTIVE, STEP
from diarizer.backends.shared.embeddings import direction
from diarizer.measuring import stage_timings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array, Networks

SHORTEST = 0.4
"""Seconds of speech that a voice can be told from."""

_WHOLE = 8
"""Frames of 10 ms: what is listened to is a multiple of them. torch prepares itself for each new
length, which took a quarter of the time and 100 MB; the words that are lost are shorter than 0.1 s.
"""


def sample(frame: int) -> int:
    """Return with which sample a frame begins, both counted from where the window's middle does."""
    return frame * STEP + (RECEPTIVE - STEP) // 2


def voice(
    networks: Networks, samples: Array, alone: NDArray[np.bool_], shortest: float = SHORTEST
) -> Array:
    """Tell a voice from where nobody else speaks, or from the whole where that is too short.

    Args:
        networks: the one for voices is asked.
        samples: (n,) of the stretch.
        alone: (frames,) of the stretch: whether nobody else speaks.
        shortest: seconds of speech that a voice can be told from.

    Returns:
        (192,) of unit length, or of zeros.

    """
    with stage_timings.stage("features"):
        features = fbank.features(samples)
    chosen = told_from(alone, len(features), shortest)
    chosen = chosen[: len(chosen) // _WHOLE * _WHOLE]
    if not len(chosen):
        return np.zeros(SIZE, np.float32)
    return embedded(networks, features[chosen])


def told_from(
    alone: NDArray[np.bool_], count: int, shortest: float = SHORTEST
) -> NDArray[np.int64]:
    """Choose the frames of 10 ms that a voice is told from.

    Args:
        alone: (frames,) of the stretch: whether nobody else speaks.
        count: frames of 10 ms, of 25 ms each, that there are of the stretch.
        shortest: seconds of speech that a voice can be told from.

    Returns:
        numbers below ``count``: where nobody else speaks, or all where that is too short; none
        where the whole is.

    """
    enough = shortest * 16_000 / STEP
    if len(alone) < enough:
        return np.empty(0, np.int64)
    return _spread(alone if alone.sum() >= enough else np.ones_like(alone), count)


def embedded(networks: Networks, features: Array) -> Array:
    """Return (192,) of unit length for (frames, 80) of one voice."""
    with stage_timings.stage("network"):
        stage_timings.work(len(features) * PER_FRAME)
        return direction(networks.voice(features - features.mean(axis=0)))


def _spread(frames: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """Choose those of ``count`` fbank frames (10 ms) that lie in chosen frames (16.9 ms)."""
    centres = np.arange(count) * fbank.STEP + fbank.FRAME // 2
    return np.flatnonzero(frames[np.minimum(centres // STEP, len(frames) - 1)])
