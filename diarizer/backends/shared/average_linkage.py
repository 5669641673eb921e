"""Average linkage: the tree of which windows are alike, cut where it is asked.

By chains of nearest neighbours (Murtagh, "A survey of recent advances in hierarchical clustering
algorithms", 1983): the same tree as by always merging the two nearest, in quadratic time. It is
what `scipy.cluster.hierarchy` does, without which the engine that does without torch stays below
200 MB and starts in half the time; a test holds both to each other. With 1,500 to 5,000 rows it
is the quicker one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared.embeddings import cosines

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from diarizer.backends.shared.embeddings import Embeddings

    Labels = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Tree:
    """Which clusters were merged at which distance.

    Attributes:
        pairs: (n - 1, 2) a row of the one cluster and one of the other, the nearest first.
        heights: (n - 1,) the mean cosine distance between their rows, rising.

    """

    pairs: Labels
    heights: NDArray[np.float32]

    def below(self, distance: float) -> Labels:
        """Return (n,) numbers from 0: what is merged up to a distance has the same."""
        return _joined(len(self.heights) + 1, self.pairs[self.heights <= distance])

    def into(self, count: int) -> Labels:
        """Return (n,) numbers of at most ``count`` clusters, fewer where distances are equal."""
        merged = len(self.heights) + 1 - count
        return self.below(float(self.heights[merged - 1]) if merged > 0 else -np.inf)


def blockwise(rows: Embeddings, block: int, group: Callable[[Embeddings], Labels]) -> Labels:
    """Group neighbouring rows, ``block`` at a time: memory grows with the square of a block.

    Args:
        rows: (n, d), n at least 1.
        block: rows that are grouped at once.
        group: numbers those of a block from 0 without a gap.

    Returns:
        (n,) numbers from 0 without a gap; no number is in two blocks.

    """
    labels = np.empty(len(rows), np.int64)
    count = 0
    for first in range(0, len(rows), block):
        some = group(rows[first : first + block])
        labels[first : first + len(some)] = some + count
        count += int(some.max()) + 1
    return labels


def numbered(labels: Labels) -> Labels:
    """Return the same groups with numbers from 0 without a gap, in the same order.

    >>> numbered(np.array([7, 2, 7])).tolist()
    [1, 0, 1]
    """
    return np.asarray(np.unique(labels, return_inverse=True)[1], np.int64).reshape(-1)


def average(rows: Embeddings) -> Tree:
    """Merge clusters by the mean cosine distance between their rows, until one is left.

    Args:
        rows: (n, d) of unit length, n at least 2.

    """
    distances = cosines(rows, np.asarray(rows, np.float32))  # (n, n)
    np.subtract(1.0, distances, out=distances)
    np.fill_diagonal(distances, np.inf)
    sizes = np.ones(len(rows), np.float32)
    pairs: list[tuple[int, int]] = []
    heights, chain = [], [0]
    while len(pairs) < len(rows) - 1:
        one, other = _nearest_pair(distances, chain)
        pairs.append((one, other))
        heights.append(distances[one, other])
        _merge(distances, sizes, one, other)
        chain = chain or [other]
    order = np.argsort(heights, kind="stable")
    return Tree(np.array(pairs, np.int64)[order], np.array(heights, np.float32)[order])


def _nearest_pair(distances: NDArray[np.float32], chain: list[int]) -> tuple[int, int]:
    """Follow nearest neighbours until two are each other's; take them off the chain."""
    while True:
        last = chain[-1]
        nearest = int(distances[last].argmin())
        # The one before wins a tie: the chain could otherwise run in a circle.
        if len(chain) > 1 and distances[last, chain[-2]] <= distances[last, nearest]:
            return chain.pop(), chain.pop()
        chain.append(nearest)


def _merge(
    distances: NDArray[np.float32], sizes: NDArray[np.float32], gone: int, kept: int
) -> None:
    """Let one row and column stand for both, and no nearest neighbour be found in the other."""
    share = sizes[gone] / (sizes[gone] + sizes[kept])
    both = share * distances[gone] + (1 - share) * distances[kept]
    both[[gone, kept]] = np.inf
    distances[kept], distances[:, kept] = both, both
    distances[gone], distances[:, gone] = np.inf, np.inf
    sizes[kept] += sizes[gone]


def _joined(count: int, pairs: Labels) -> Labels:
    """Number the groups into which pairs join rows, in order of their first row."""
    leader = list(range(count))
    for one, other in pairs.tolist():
        first, second = sorted((_leader(leader, one), _leader(leader, other)))
        leader[second] = first
    return numbered(np.array([_leader(leader, row) for row in range(count)], np.int64))


def _leader(leader: list[int], row: int) -> int:
    while leader[row] != row:
        leader[row] = leader[leader[row]]
        row = leader[row]
    return row
