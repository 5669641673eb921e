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

from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import mergers
from diarizer.backends.open.clustering_options import Options
from diarizer.backends.shared.average_linkage import average, blockwise, numbered

if TYPE_CHECKING:
    from diarizer.backends.open.clustering_options import Bounds, Embeddings, Labels, Seconds
    from diarizer.backends.open.told_by_windows import Pairs

_MUCH = 10.0  # times as many seconds: what makes the smaller one an echo of the larger
_FINEST = 0.05  # cosine distance: nearer than two stretches of one person ever are


def cluster(
    rows: Embeddings,
    seconds: Seconds,
    bounds: Bounds,
    options: Options | None = None,
    told: Pairs | None = None,
) -> Labels:
    """Give each stretch the number of its person.

    Args:
        rows: (n, d) of unit length, in order of time.
        seconds: (n,) of clean speech behind each.
        bounds: the fewest people, reached exactly when there are as many rows; and the most,
            never exceeded.
        options: when two clusters are one person.
        told: what the windows say of pairs of rows.

    Returns:
        (n,) numbers from 0 without a gap.

    """
    options = options or Options()
    if not len(rows):
        return np.empty(0, np.int64)
    labels = _pieces(rows, seconds, min(bounds[0], len(rows)), options)
    labels = numbered(mergers.merged(rows, labels, seconds, bounds, options, told)[labels])
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
    means = mergers.summed(rows, labels, seconds)
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
