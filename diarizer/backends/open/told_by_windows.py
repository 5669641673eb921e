"""What the segmentation itself says of who is who: whom it tells apart within ten seconds are two.

It is trained to tell two people in one window, whoever they are and wherever they sit, which is easier
than to know a voice again minutes later. So it is asked as well where clusters are merged: stretches
of two speakers of one window speak against one person, those of one speaker for it. Neither is sure
(one voice is at times split, and a laugh of somebody else given to it), so that they are evidence to
be weighed and no bounds: Basu, Bilenko and Mooney, "A probabilistic framework for semi-supervised
clustering", KDD 2004. As bounds they chain people to each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.powerset import SPEAKERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from diarizer.backends.open.clustering_options import Labels, Options
    from diarizer.backends.open.segments_and_voices import Segments

    Seconds = NDArray[np.float32]
    Evidence = NDArray[np.float64]

_ACROSS = (
    0.5  # of a second: what is one speaker's only by where two windows meet may be two people's
)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of stretches of which the windows know whether one speaker says both.

    Attributes:
        one: (p,) rows.
        other: (p,) rows.
        seconds: (p,) of clean speech of the shorter of each.
        apart: (p,) whether two speakers say them.

    """

    one: Labels
    other: Labels
    seconds: Seconds
    apart: NDArray[np.bool_]


@dataclass(slots=True)
class Told:
    """The seconds of the pairs between each two clusters.

    Attributes:
        apart: (m, m) of those that two speakers say.
        as_one: (m, m) of those that one says.

    """

    apart: Seconds
    as_one: Seconds

    @classmethod
    def of(cls, pairs: Pairs, labels: Labels) -> Told:
        """Sum the pairs up by the cluster of each row, from 0 to m - 1."""
        count = int(labels.max()) + 1
        apart, as_one = np.zeros((2, count, count), np.float32)
        for sums, which in ((apart, pairs.apart), (as_one, ~pairs.apart)):
            between = labels[pairs.one[which]], labels[pairs.other[which]]
            np.add.at(sums, between, pairs.seconds[which])
            np.add.at(sums, between[::-1], pairs.seconds[which])
        return cls(apart, as_one)

    def merge(self, one: int, other: int) -> None:
        """Let a cluster have what is known of another."""
        for sums in (self.apart, self.as_one):
            sums[one] += sums[other]
            sums[:, one] += sums[:, other]

    def grouped(self, groups: Labels) -> Told:
        """Return the same of groups of clusters, numbered from 0 without a gap."""
        member = np.eye(int(groups.max()) + 1, dtype=np.float32)[groups]  # (m, k)
        return Told(member.T @ self.apart @ member, member.T @ self.as_one @ member)

    def doubt(self, some: slice | int, evidence: Evidence, options: Options) -> Seconds:
        """Return by how much farther apart, as a cosine distance, some clusters are from all.

        The mean over all seconds that are known of the two: those of their voices add nothing, those
        that two speakers of one window say add ``options.apart``, and those that one says take
        ``options.as_one`` away. So what windows say counts for less where they contradict each other.

        Args:
            some: of the clusters.
            evidence: how well the distance by voices is known, in seconds.
            options: what the windows count for.

        """
        apart, as_one = self.apart[some], self.as_one[some]
        whole = evidence.astype(np.float32)
        whole += apart
        whole += as_one
        farther: Seconds = apart * np.float32(options.apart)
        farther -= as_one * np.float32(options.as_one)
        farther /= whole  # in place: of many clusters, each copy is large
        return farther


def pairs(heard: Segments, core: Labels, continued: Iterable[tuple[int, int]]) -> Pairs:
    """Collect what the windows of a recording say.

    Args:
        heard: the stretches of the whole recording.
        core: (n,) the rows of those that are clustered.
        continued: pairs of rows, one of which goes on in the other.

    Returns:
        pairs of places in ``core``.

    """
    place = np.full(len(heard.first), -1)
    place[core] = np.arange(len(core))
    across = place[np.array([*continued], np.int64).reshape(-1, 2)]
    across = across[(across >= 0).all(axis=1)]
    speaker, clean = heard.speaker[core], heard.clean[core]
    window = speaker // SPEAKERS
    order = np.argsort(window, kind="stable")
    within = [across]
    for some in np.split(order, np.flatnonzero(np.diff(window[order])) + 1):
        first, second = np.triu_indices(len(some), 1)
        within.append(np.stack([some[first], some[second]], axis=1))
    one, other = np.concatenate(within).T
    seconds = np.minimum(clean[one], clean[other])
    seconds[: len(across)] *= _ACROSS
    apart = speaker[one] != speaker[other]
    apart[: len(across)] = False
    return Pairs(one, other, seconds, apart)
