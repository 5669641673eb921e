"""How alike one person's stretches are in this recording, and how alike two people may be therefore.

Noise, echo and short turns make the stretches of one person less alike, and those of two people as
well: by the same share. A cosine is worth what it is beside that of two stretches that are known to
be of one person (Spearman, "The proof and measurement of association between two things", American
Journal of Psychology 15, 1904, of any two things that are measured with noise). They are known
without knowing anybody: a speaker of one window of the segmentation is one person, and mostly so is
who ends one window and begins the next.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from diarizer.backends.open.clustering_options import Options
    from diarizer.backends.open.segments_and_voices import Segments

    Labels = NDArray[np.int64]


def calibrated(
    heard: Segments, core: Labels, continued: Iterable[tuple[int, int]], options: Options
) -> Options:
    """Return options with the distance that divides people in this recording.

    Args:
        heard: the stretches of the whole recording.
        core: (n,) the rows of those that are heard well.
        continued: pairs of rows, one of which goes on in the other.
        options: with the distance in a usual recording.

    """
    if options.usual is None:
        return options
    cosines, seconds = _of_one_person(heard, core, continued)
    known = len(cosines)
    own = _median(cosines, seconds) if known else options.usual
    own = (known * own + options.told_by * options.usual) / (known + options.told_by)
    distance = 1.0 - (1.0 - options.distance) * own / options.usual
    return replace(options, distance=distance, furthest=max(options.furthest, distance))


def _of_one_person(
    heard: Segments, core: Labels, continued: Iterable[tuple[int, int]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return (m,) cosines of pairs of one person, and the clean seconds of the shorter of each."""
    well = set(core.tolist())
    pairs = [pair for pair in continued if well.issuperset(pair)]
    order = core[np.argsort(heard.speaker[core], kind="stable")]
    begins = np.flatnonzero(np.diff(heard.speaker[order], prepend=-1))
    for some in np.split(order, begins[1:]):
        first, second = np.triu_indices(len(some), 1)
        pairs += zip(some[first].tolist(), some[second].tolist(), strict=True)
    one, other = np.array(pairs, np.int64).reshape(-1, 2).T
    cosines = np.einsum("nd,nd->n", heard.voices[one], heard.voices[other])
    return cosines, np.minimum(heard.clean[one], heard.clean[other])


def _median(values: NDArray[np.float32], weights: NDArray[np.float32]) -> float:
    """Return the value below which half of the weight lies; the mean would feel a mixed-up pair.

    >>> _median(np.float32([3.0, 1.0, 2.0]), np.float32([1.0, 1.0, 5.0]))
    2.0
    """
    order = np.argsort(values, kind="stable")
    sums = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(sums, sums[-1] / 2)])
