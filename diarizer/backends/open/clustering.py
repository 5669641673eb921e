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

from diarizer.backends.open import mergers
from diarizer.backends.shared.average_linkage import average, blockwise, numbered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.open.told_by_windows import Pairs

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
        distance: mean cosine distance that divides two well-known people, in a recording in which
            a voice is as alike as is usual; no set moves by more than 1.2 points from 0.44 to 0.56.
            Above, two voices of one call become one; below 0.42, one voice of another becomes two.
        usual: cosine of two stretches of one person in such a recording; what is divided by it in
            :mod:`diarizer.backends.open.own_likeness`. None where no recording is told from another.
        told_by: pairs of such stretches that count as much as what is usual; the same from 1 to 40.
        vague: by how much `distance` differs from recording to recording, as a standard deviation;
            the same from 0.06 to 0.14.
        worth: seconds times cosine distance that another person is worth; the same from 0.6 to 0.8.
        furthest: mean cosine distance at which two clusters are never one, unless that which divides
            people in the recording is greater; 0.61 to 0.73.
        apart: by how much farther apart two clusters are at most, as a cosine distance, where windows
            tell their stretches apart: :mod:`diarizer.backends.open.told_by_windows`. At 0, and the next
            one too, windows are not asked: with voices as good as these it moves the far-field
            meetings by 1.5 points either way, and nothing else.
        as_one: by how much nearer to each other, where windows take them for one speaker's.
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
    distance: float = 0.5
    usual: float | None = 0.6
    told_by: int = 10
    vague: float = 0.1
    worth: float = 0.7
    furthest: float = 0.67
    apart: float = 0.0
    as_one: float = 0.0
    smallest: float = 4.0
    smallest_share: float = 0.06
    stranger: float = 0.15
    echo: float = 0.5
    block: int = 1_000

    @property
    def asks_windows(self) -> bool:
        """Whether what windows tell counts."""
        return self.apart != 0.0 or self.as_one != 0.0


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
