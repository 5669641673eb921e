"""Which clusters are one person: merged, the least justified pair first, to as many as there are.

The number of people is not where the distance of two clusters passes a threshold, which would hang
on its third digit. A number lasts over a range of distances, from the merger that leaves so many to
the next one (its lifetime: Fred and Jain, "Combining multiple clusterings using evidence
accumulation", IEEE TPAMI 27, 2005). The longest of all would be one person, or each stretch a
person; taken is that in which the distance that divides people most likely lies.
"""

from __future__ import annotations

from functools import partial
from itertools import islice
from math import erf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared.average_linkage import numbered

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from diarizer.backends.open.clustering import Bounds, Embeddings, Labels, Options, Seconds

    Sums = NDArray[np.float64]
    Sizes = NDArray[np.float64]
    Compared = Callable[[Sums, Sizes, slice | int], NDArray[np.float64]]
    Merger = tuple[int, int, float]


def merged(
    rows: Embeddings, labels: Labels, seconds: Seconds, bounds: Bounds, options: Options
) -> Labels:
    """Merge clusters until as many are left as there most likely are people.

    Args:
        rows: (n, d) of unit length.
        labels: (n,) the cluster of each, from 0 to m - 1.
        seconds: (n,) that each counts for.
        bounds: the fewest and the most people.
        options: what justifies two people.

    Returns:
        (m,) the number of each cluster's person, with gaps.

    """
    fewest, most = bounds[0], bounds[1] or len(rows)
    sizes = np.asarray(np.bincount(labels, weights=seconds), np.float64)  # (m,)
    sums = summed(rows, labels, seconds).astype(np.float64)  # (m, d)
    found = [*_mergers(sums, sizes, partial(_doubt, options=options))]
    enough = min(_likeliest([doubt for *_, doubt in found], options), len(sizes) - fewest)
    owner = _owners(len(sizes), found[:enough])
    if (left := len(sizes) - enough) > most:
        # They are people: fewer than there are is what costs the least.
        groups = numbered(owner)
        seconds_of = np.asarray(np.bincount(groups, weights=sizes), np.float64)
        sums = np.stack([sums[groups == group].sum(axis=0) for group in range(left)])
        owner = _owners(left, islice(_mergers(sums, seconds_of, _cost), left - most))[groups]
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


def _mergers(sums: Sums, sizes: Sizes, compared: Compared) -> Iterator[Merger]:
    """Merge the two that are least apart, until one is left or all are infinitely far apart.

    Args:
        sums: (m, d) of each.
        sizes: (m,) seconds of each.
        compared: tells how far one, or each of some, is from all.

    Yields:
        which one, what is merged into it, and how far apart they were.

    """
    sums, sizes, gone = sums.copy(), sizes.copy(), np.zeros(len(sizes), bool)
    apart = compared(sums, sizes, slice(None))
    np.fill_diagonal(apart, np.inf)
    for _ in range(len(sizes) - 1):
        one, other = map(int, np.unravel_index(int(apart.argmin()), apart.shape))
        if np.isinf(distance := float(apart[one, other])):
            return
        yield one, other, distance
        sums[one] += sums[other]
        sizes[one] += sizes[other]
        gone[other] = True
        # One row changes, so that a merger takes no more than a look at what is left.
        row = compared(sums, sizes, one)
        row[gone | (np.arange(len(row)) == one)] = np.inf
        apart[one] = apart[:, one] = row
        apart[other] = apart[:, other] = np.inf


def _doubt(sums: Sums, sizes: Sizes, some: slice | int, options: Options) -> NDArray[np.float64]:
    """Return the doubt whether two are one person, infinite where they are surely not."""
    distance, evidence = _compared(sums, sizes, some)
    return np.where(distance > options.furthest, np.inf, distance - options.worth / evidence)


def _cost(sums: Sums, sizes: Sizes, some: slice | int) -> NDArray[np.float64]:
    """Return what it costs to take two for one, as Ward has it."""
    distance, evidence = _compared(sums, sizes, some)
    return distance * evidence


def _compared(
    sums: Sums, sizes: Sizes, some: slice | int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean cosine distance of some clusters to all, and how well it is known."""
    means = sums / sizes[:, None]
    there = sizes[some, None] if isinstance(some, slice) else sizes[some]
    return 1.0 - means[some] @ means.T, there * sizes / (there + sizes)


def summed(rows: Embeddings, labels: Labels, seconds: Seconds) -> Embeddings:
    """Return (k, d) the sum of the rows of each cluster, each row times its seconds."""
    sums = np.zeros((int(labels.max()) + 1, rows.shape[1]), np.float32)
    np.add.at(sums, labels, rows * seconds[:, None])
    return sums
