"""Which clusters are one person: merged, the least justified pair first, to as many as there are.

The number of people is not where the distance of two clusters passes a threshold, which would hang
on its third digit. A number lasts over a range of distances, from the merger that leaves so many to
the next one (its lifetime: Fred and Jain, "Combining multiple clusterings using evidence
accumulation", IEEE TPAMI 27, 2005). The longest of all would be one person, or each stretch a
person; taken is that in which the distance that divides people most likely lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import erf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.told_by_windows import Told
from diarizer.backends.shared.average_linkage import numbered
from diarizer.backends.shared.embeddings import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from diarizer.backends.open.clustering_options import (
        Bounds,
        Embeddings,
        Labels,
        Options,
        Seconds,
    )
    from diarizer.backends.open.told_by_windows import Pairs

    Sums = NDArray[np.float64]
    Sizes = NDArray[np.float64]
    Compared = Callable[["_Clusters", slice | int, Options], NDArray[np.float64]]
    Merger = tuple[int, int, float]


# Clusters that are compared with all at once: what is calculated on the way takes as much again.
_TOGETHER = 128


@dataclass(slots=True)
class _Clusters:
    """What is known of each cluster.

    Attributes:
        sums: (m, d) of its rows, each times its seconds.
        sizes: (m,) seconds of each.
        told: what the windows say of each two; None where nothing is asked of them.

    """

    sums: Sums
    sizes: Sizes
    told: Told | None = None

    def merge(self, one: int, other: int) -> None:
        self.sums[one] += self.sums[other]
        self.sizes[one] += self.sizes[other]
        if self.told:
            self.told.merge(one, other)

    def grouped(self, groups: Labels) -> _Clusters:
        """Return groups of them, numbered from 0 without a gap, each as one cluster."""
        sums = np.stack(
            [self.sums[groups == group].sum(axis=0) for group in range(groups.max() + 1)]
        )
        sizes = np.asarray(np.bincount(groups, weights=self.sizes), np.float64)
        return _Clusters(sums, sizes, self.told.grouped(groups) if self.told else None)


def merged(
    rows: Embeddings,
    labels: Labels,
    seconds: Seconds,
    bounds: Bounds,
    options: Options,
    told: Pairs | None = None,
) -> Labels:
    """Merge clusters until as many are left as there most likely are people.

    Args:
        rows: (n, d) of unit length.
        labels: (n,) the cluster of each, from 0 to m - 1.
        seconds: (n,) that each counts for.
        bounds: the fewest and the most people.
        options: what justifies two people.
        told: what the windows say of pairs of rows.

    Returns:
        (m,) the number of each cluster's person, with gaps.

    """
    fewest, most = bounds[0], bounds[1] or len(rows)

    def clusters() -> _Clusters:
        sizes = np.asarray(np.bincount(labels, weights=seconds), np.float64)  # (m,)
        sums = summed(rows, labels, seconds).astype(np.float64)
        return _Clusters(sums, sizes, Told.of(told, labels) if told else None)

    count = int(labels.max()) + 1
    found = [*_mergers(clusters(), _doubt, options)]
    enough = min(_likeliest([doubt for *_, doubt in found], options), max(0, count - fewest))
    owner = _owners(count, found[:enough])
    if (left := count - enough) > most:
        # They are people: fewer than there are is what costs the least.
        groups = numbered(owner)
        rest = _mergers(clusters().grouped(groups), _cost, options)
        owner = _owners(left, islice(rest, left - most))[groups]
    return owner


def _likeliest(doubts: Sequence[float], options: Options) -> int:
    """Return how many mergers leave as many people as there most likely are.

    Args:
        doubts: of each merger, infinite for none; one may lie below the one before.
        options: what divides people, and how well that is known: as a normal distribution.

    """
    far = (np.maximum.accumulate([-np.inf, *doubts, np.inf]) - options.distance) / options.vague
    chances = np.diff([erf(one / sqrt(2.0)) for one in far.tolist()])
    return int(chances.argmax())


def _owners(count: int, mergers: Iterable[Merger]) -> Labels:
    """Return (count,) the number of what each is merged into, with gaps."""
    owner = np.arange(count)
    for one, other, _ in mergers:
        owner[owner == other] = one
    return owner


def _mergers(clusters: _Clusters, compared: Compared, options: Options) -> Iterator[Merger]:
    """Merge the two that are least apart, until one is left or all are infinitely far apart.

    Args:
        clusters: to begin with; they change with each merger.
        compared: tells how far one, or each of some, is from all.
        options: what justifies two people.

    Yields:
        which one, what is merged into it, and how far apart they were.

    """
    gone = np.zeros(len(clusters.sizes), bool)
    apart = np.empty((len(gone), len(gone)))
    for first in range(0, len(gone), _TOGETHER):
        some = slice(first, first + _TOGETHER)
        apart[some] = compared(clusters, some, options)
    np.fill_diagonal(apart, np.inf)
    for _ in range(len(gone) - 1):
        one, other = map(int, np.unravel_index(int(apart.argmin()), apart.shape))
        if np.isinf(distance := float(apart[one, other])):
            return
        yield one, other, distance
        clusters.merge(one, other)
        gone[other] = True
        # One row changes, so that a merger takes no more than a look at what is left.
        row = compared(clusters, one, options)
        row[gone | (np.arange(len(row)) == one)] = np.inf
        apart[one] = apart[:, one] = row
        apart[other] = apart[:, other] = np.inf


def _doubt(clusters: _Clusters, some: slice | int, options: Options) -> NDArray[np.float64]:
    """Return the doubt whether two are one person, infinite where they are surely not."""
    doubt, evidence = _compared(clusters, some)
    never = doubt > options.furthest
    if clusters.told:
        doubt += clusters.told.doubt(some, evidence, options)
    doubt -= options.worth / evidence  # in place: of many clusters, each copy is large
    doubt[never] = np.inf
    return doubt


def _cost(clusters: _Clusters, some: slice | int, options: Options) -> NDArray[np.float64]:
    """Return what it costs to take two for one, as Ward has it."""
    distance, evidence = _compared(clusters, some)
    if clusters.told:
        distance += clusters.told.doubt(some, evidence, options)
    return distance * evidence


def _compared(
    clusters: _Clusters, some: slice | int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean cosine distance of some clusters to all, and how well it is known."""
    sizes = clusters.sizes
    means = clusters.sums / sizes[:, None]
    there = sizes[some, None] if isinstance(some, slice) else sizes[some]
    evidence = there * sizes
    evidence /= there + sizes
    distance = means[some] @ means.T
    return np.subtract(1.0, distance, out=distance), evidence


def summed(rows: Embeddings, labels: Labels, seconds: Seconds) -> Embeddings:
    """Return (k, d) the sum of the rows of each cluster, each row times its seconds."""
    sums = np.zeros((int(labels.max()) + 1, rows.shape[1]), np.float32)
    for first, some in blocks(rows):
        own = slice(first, first + len(some))
        np.add.at(sums, labels[own], some * seconds[own, None])
    return sums
