"""The stretches in which one speaker of a window speaks.

Each window answers for its middle, so that the middles cover the recording once. What
its neighbours heard there is averaged in, their speakers matched to its own by when they speak;
what is near the middle of a window counts more (aggregation as in Bredin, Interspeech 2023, on
chances instead of decisions).

Whether anybody speaks is asked of a second detector too, where there is one: far from the microphone
the segmentation misses whom that one hears, and near it the other way round. Who it is, and
whether they are two, the segmentation alone can say.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise, permutations
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import powerset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from diarizer.backends.open.windows import Grid

    Chances = NDArray[np.float32]

    Second = Callable[[int, int], Chances]
    """(frames,) how likely somebody speaks in the frames from one number to another."""

_EDGE = 0.1  # the weight of the first and the last frame of a window; the middle has 1
_ORDERS = np.array(list(permutations(range(powerset.SPEAKERS))), np.int64)  # (6, 3)


@dataclass(frozen=True, slots=True)
class LocalSpeakers:
    """What one window answers for.

    Attributes:
        first: frame of the recording that it begins with.
        active: (frames, 3) whether each speaker of the window speaks.
        chances: (frames, 3) that each does.
        own: frames in which the segmentation by itself hears somebody.

    """

    first: int
    active: NDArray[np.bool_]
    chances: Chances
    own: int


def decided(
    grid: Grid, windows: Iterable[Chances], second: Second | None = None, speech: float = 0.5
) -> Iterator[LocalSpeakers]:
    """Decide who speaks, window by window; no more than three are held at a time.

    Args:
        grid: where the windows lie.
        windows: (frames, 7) of each class of the powerset, in order of the windows.
        second: the other detector of speech, asked about frames in rising order; None where there
            is none, and the segmentation decides alone.
        speech: mean of both chances above which somebody speaks.

    """
    middles = (grid.starts[:-1] + grid.starts[1:] + grid.frames) // 2
    edges = np.concatenate([[0], middles, [grid.total]]).tolist()
    source = enumerate(windows)
    near = dict(islice(source, 1))
    for window, middle in enumerate(pairwise(edges)):
        near.update(islice(source, 1))
        yield _between(grid, near, window, middle, (second, speech))
        near.pop(window - 1, None)


def _between(
    grid: Grid,
    near: Mapping[int, Chances],
    window: int,
    edges: tuple[int, int],
    other_ear: tuple[Second | None, float],
) -> LocalSpeakers:
    """Average what a window and its neighbours heard between two frames."""
    first, last = edges
    scores = np.zeros((last - first, powerset.SPEAKERS), np.float32)
    counts = np.zeros((last - first, powerset.SPEAKERS), np.float32)
    weights = _weights(grid.frames)[:, None]
    for other, chances in near.items():
        start = int(grid.starts[other])
        low, high = max(first, start), min(last, start + grid.frames)
        if low >= high:
            continue
        there, here = slice(low - start, high - start), slice(low - first, high - first)
        order = _order(grid, near, window, other)
        scores[here] += powerset.activity(chances[there] * weights[there])[:, order]
        counts[here] += powerset.counts(chances[there] * weights[there])
    # The chances of nobody, one and two at once add up to the weight.
    whole = counts.sum(axis=1, keepdims=True)
    own = counts.argmax(axis=1)
    second, speech = other_ear
    many = own if second is None else _agreed(counts / whole, second(first, last), speech)
    return LocalSpeakers(first, _loudest(scores, many), scores / whole, int((own > 0).sum()))


def _agreed(counts: Chances, second: Chances, speech: float) -> NDArray[np.int64]:
    """Return (frames,) how many speak: nobody where both detectors together hear nobody."""
    somebody = (1.0 - counts[:, 0] + second) / 2.0 > speech
    two = counts[:, 2] > counts[:, :2].max(axis=1)
    return np.where(somebody, np.where(two, 2, 1), 0)


def _order(grid: Grid, near: Mapping[int, Chances], window: int, other: int) -> NDArray[np.int64]:
    """Return (3,) which speaker of ``other`` each speaker of ``window`` is."""
    if other == window:
        return np.arange(powerset.SPEAKERS)
    shift = int(grid.starts[other] - grid.starts[window])
    shared = grid.frames - abs(shift)
    one, two = (
        powerset.activity(near[of][begin : begin + shared])
        for of, begin in ((window, max(shift, 0)), (other, max(-shift, 0)))
    )
    together = one.T @ two  # (3, 3) frames that both are active in
    best = together[np.arange(powerset.SPEAKERS), _ORDERS].sum(axis=1).argmax()
    return np.asarray(_ORDERS[best], np.int64)


def _weights(frames: int) -> Chances:
    """Rise from the edges of a window to its middle."""
    position = np.abs(np.linspace(-1.0, 1.0, frames))
    return np.asarray(1.0 - (1.0 - _EDGE) * position, np.float32)


def _loudest(scores: Chances, counts: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Let the ``counts`` most active speakers of each frame speak."""
    ranks = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1)
    return np.asarray(ranks < counts[:, None], bool)
