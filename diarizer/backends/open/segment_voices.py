"""How stretches sound."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import fbank
from diarizer.backends.open.networks import PER_FRAME, SIZE
from diarizer.backends.open.windows import STEP
from diarizer.backends.shared.embeddings import direction
from diarizer.measuring import stage_timings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array, Networks
    from diarizer.backends.open.stretches import Stretch, Tell
    from diarizer.backends.shared.side_by_side import Workers

SHORTEST = 0.4
"""Seconds of speech that a voice can be told from."""

_TOGETHER = 1_200  # frames of 10 ms of stretches whose voices are told at once
_WHOLE = 8
"""Frames of 10 ms: what is listened to is a multiple of them. torch prepares itself for each new
length, which took a quarter of the time and 100 MB; the words that are lost are shorter than 0.1 s.
"""


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
    return embedded(networks, [listened_to(samples, alone, shortest)])[0]


def listened_to(samples: Array, alone: NDArray[np.bool_], shortest: float = SHORTEST) -> Array:
    """Return the (frames, 80) features that the voice of a stretch is told from; see :func:`voice`."""
    with stage_timings.stage("features"):
        features = fbank.features(samples)
        chosen = told_from(alone, len(features), shortest)
        return features[chosen[: len(chosen) // _WHOLE * _WHOLE]]


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


def embedded(networks: Networks, stretches: Sequence[Array]) -> list[Array]:
    """Return (192,) of unit length for the (frames, 80) of each voice; of zeros for no frames."""
    some = [features - features.mean(axis=0) for features in stretches if len(features)]
    with stage_timings.stage("network"):
        stage_timings.work(sum(map(len, some)) * PER_FRAME)
        told = iter(networks.voices(some) if some else ())
    nothing = np.zeros(SIZE, np.float32)
    return [direction(next(told)) if len(features) else nothing for features in stretches]


def _spread(frames: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """Choose those of ``count`` fbank frames (10 ms) that lie in chosen frames (16.9 ms)."""
    centres = np.arange(count) * fbank.STEP + fbank.FRAME // 2
    return np.flatnonzero(frames[np.minimum(centres // STEP, len(frames) - 1)])


def by(networks: Networks, shortest: float) -> Tell:
    """Return what tells voices by the network of this backend.

    Args:
        networks: the one for voices is asked.
        shortest: seconds of speech that a voice can be told from.

    """

    def tell(given: Iterator[Stretch], workers: Workers) -> Iterator[Array]:
        # Not by the workers: what is no network holds Python's lock, for which they would wait.
        heard = (listened_to(one.samples, one.alone, shortest) for one in given)
        return chain.from_iterable(workers.mapped(partial(embedded, networks), _together(heard)))

    return tell


def _together(heard: Iterator[Array]) -> Iterator[list[Array]]:
    """Yield the features of stretches in order, so many that they make up what is told at once."""
    some: list[Array] = []
    frames = 0
    for features in heard:
        some.append(features)
        frames += len(features)
        if frames >= _TOGETHER:
            yield some
            some, frames = [], 0
    if some:
        yield some
