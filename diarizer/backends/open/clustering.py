"""Which stretches are one person, and how many people there are.

Agglomerative clustering with average linkage, in two passes, so that memory stays small: blocks
of neighbouring stretches finely, then the clusters of all blocks. The distance between clusters
needs no more than their sums: the mean cosine over all pairs is the product of the means.

How far apart two clusters may be and still be one person depends on how much is known of them:
a stretch of two seconds that differs is an outlier, a hundred seconds that differ are another
person. As in the Bayesian information criterion (Chen and Gopalakrishnan, "Speaker, environment
and channel change detection and clustering via the Bayesian information criterion", DARPA
workshop 1998), a person has to be worth it: the threshold falls with one over the evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared.average_linkage import average, blockwise, numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Embeddings = NDArray[np.float32]
    Labels = NDArray[np.int64]
    Seconds = NDArray[np.float32]

    Bounds = tuple[int, int | None]

_MUCH = 10.0  # times as many seconds: what makes the smaller one an echo of the larger
_FINEST = 0.05  # cosine distance: nearer than two stretches of one person ever are


@dataclass(frozen=True, slots=True)
class Options:
    """When two clusters are one person.

    The numbers are from benchmarks/accuracy.py, each in the middle of where nothing changes.

    Attributes:
        fine: cosine distance at which the first pass stops; the same from 0.35.
        distance: mean cosine distance at which two well-known people are one; the same on the real
            and the built recordings from 0.5 to 0.57, beyond which two voices on the telephone are
            one; the less, the more people a far-field meeting has.
        worth: seconds times cosine distance that another person is worth; the same from 0.7 to 1.
        furthest: mean cosine distance at which two clusters are never one; 0.65 to 0.68.
        smallest: seconds of clean speech that a person has at least; 3 to 4.
        smallest_share: of all clean speech, which is less in a short recording; 0.06 to 0.08.
        stranger: cosine to everybody else below which half of that share is enough. Of 1,181 stretches
            of 0.7 to 1.8 s, none is less like what else its speaker says.
        echo: cosine between the means of one person and of another who says ten times as much,
            from which both are one. Of two people it is at most 0.45 (and 0.6 on the telephone,
            where both say the same); what was left over in three hours had 0.62 to 0.72.
        block: stretches that are clustered at once; memory grows with its square.

    """

    fine: float = 0.4
    distance: float = 0.56
    worth: float = 0.7
    furthest: float = 0.67
    smallest: float = 4.0
    smallest_share: float = 0.06
    stranger: float = 0.15
    echo: float = 0.5
    block: int = 1_500


def cluster(
    rows: Embeddings, seconds: Seconds, bounds: Bounds, options: Options | None = None
) -> Labels:
    """Give each stretch the number of its person.

    Args:
        rows: (n, d) of unit length, in order of time.
        seconds: (n,) of clean speech behind each.
        bounds: the fewest people, reached exactly when there are as many rows; and the most,
            never exceeded.
        options: when two clusters are one person.

    Returns:
        (n,) numbers from 0 without a gap.

    """
    options = options or Options()
    if not len(rows):
        return np.empty(0, np.int64)
    labels = _pieces(rows, seconds, min(bounds[0], len(rows)), options)
    labels = numbered(_merged(rows, labels, seconds, bounds, options)[labels])
    return _without_small(rows, labels, seconds, bounds[0], options)


def centres(rows: Embeddings, labels: Labels, seconds: Seconds) -> Embeddings:
    """Average the rows of each cluster.

    Args:
        rows: (n, d) of unit length.
        labels: (n,) numbers from 0 without a gap.
        seconds: (n,) that each counts for.

    Returns:
        (k, d) of unit length.

    """
    means = _sums(rows, labels, seconds)
    lengths = np.linalg.norm(means, axis=1, keepdims=True)
    return np.asarray(means / np.maximum(lengths, 1e-9), np.float32)


def _pieces(rows: Embeddings, seconds: Seconds, at_least: int, options: Options) -> Labels:
    """Number (n,) groups of rows that are surely one person; finer ones when more are wanted."""
    fine = options.fine
    while True:
        labels = _blockwise(rows, fine, options.block)
        if labels.max() + 1 >= at_least:
            return _fewer(rows, labels, seconds, at_least, options)
        fine = fine / 2 if fine > _FINEST else -1.0  # at -1 each row is a group of its own


def _fewer(
    rows: Embeddings, labels: Labels, seconds: Seconds, at_least: int, options: Options
) -> Labels:
    """Take the groups of many blocks for rows, and group those, until they fit into a block.

    So a recording of any length takes the time of its first pass, and what comes after it sees no
    more than a block.
    """
    while (count := int(labels.max()) + 1) > options.block:
        found = _blockwise(centres(rows, labels, seconds), options.fine, options.block)
        if not max(at_least, 1) <= int(found.max()) + 1 < count:
            break
        labels = numbered(found[labels])
    return labels


def _blockwise(rows: Embeddings, fine: float, block: int) -> Labels:
    return blockwise(rows, block, lambda some: _first_pass(some, fine))


def _first_pass(rows: Embeddings, fine: float) -> Labels:
    if fine < 0.0 or len(rows) == 1:
        return np.arange(len(rows))
    return average(rows).below(fine)


def _merged(
    rows: Embeddings, labels: Labels, seconds: Seconds, bounds: Bounds, options: Options
) -> Labels:
    """Merge clusters, the least justified pair first.

    Args:
        rows: (n, d) of unit length.
        labels: (n,) the cluster of each, from 0 to m - 1.
        seconds: (n,) that each counts for.
        bounds: the fewest and the most people.
        options: what justifies two people.

    Returns:
        (m,) the number of each cluster's person, with gaps.

    """
    sizes = np.asarray(np.bincount(labels, weights=seconds), np.float64)  # (m,)
    sums = _sums(rows, labels, seconds).astype(np.float64)  # (m, d)
    owner, gone = np.arange(len(sizes)), np.zeros(len(sizes), bool)
    fewest, most = bounds[0], bounds[1] or len(sizes)
    doubt, cost = _compared(sums, sizes, slice(None), options)
    np.fill_diagonal(doubt, np.inf)
    np.fill_diagonal(cost, np.inf)
    for left in range(len(sizes), fewest, -1):
        least = doubt
        if doubt.min() > options.distance:
            if left <= most:
                break
            least = cost
        one, other = map(int, np.unravel_index(int(least.argmin()), least.shape))
        sums[one] += sums[other]
        sizes[one] += sizes[other]
        owner[owner == other], gone[other] = one, True
        # One row changes, so that a merger takes no more than a look at what is left.
        for matrix, row in zip((doubt, cost), _compared(sums, sizes, one, options), strict=True):
            row[gone | (np.arange(len(row)) == one)] = np.inf
            matrix[one] = matrix[:, one] = row
            matrix[other] = matrix[:, other] = np.inf
    return owner


def _compared(
    sums: NDArray[np.float64], sizes: NDArray[np.float64], some: slice | int, options: Options
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Compare some clusters with all.

    Returns:
        the doubt whether two are one person, infinite where they are surely not; and what it costs
        to take them for one, as Ward has it.

    """
    means = sums / sizes[:, None]
    distance = 1.0 - means[some] @ means.T
    there = sizes[some, None] if isinstance(some, slice) else sizes[some]
    evidence = there * sizes / (there + sizes)
    doubt = np.where(distance > options.furthest, np.inf, distance - options.worth / evidence)
    return doubt, distance * evidence


def _without_small(
    rows: Embeddings, labels: Labels, seconds: Seconds, at_least: int, options: Options
) -> Labels:
    """Give the rows of people who say too little to the nearest of the others.

    In a short recording, who is like nobody else needs to say half as much.
    """
    share = options.smallest_share * float(seconds.sum())
    sizes = np.bincount(labels, weights=seconds)
    ranks = np.argsort(np.argsort(-sizes, kind="stable"))
    large = (sizes >= min(options.smallest, share)) | (ranks < at_least)
    voices = centres(rows, labels, seconds)
    unlike = (voices @ voices[large].T).max(axis=1) < options.stranger
    large |= unlike & (sizes >= min(options.smallest, share / 2))
    # Two at once, a laugh: with hours of speech, some of one person's make a group of their own.
    likeness = np.where(sizes >= _MUCH * sizes[:, None], voices @ voices.T, -1.0)
    large &= (likeness.max(axis=1) < options.echo) | (ranks < at_least)
    chosen = np.flatnonzero(large)
    nearest = chosen[np.argmax(rows @ voices[chosen].T, axis=1)]
    return numbered(np.where(large[labels], labels, nearest))


def _sums(rows: Embeddings, labels: Labels, seconds: Seconds) -> Embeddings:
    sums = np.zeros((int(labels.max()) + 1, rows.shape[1]), np.float32)
    np.add.at(sums, labels, rows * seconds[:, None])
    return sums
