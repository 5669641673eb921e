"""Which windows are worth clustering: those that hear one voice.

A window over a change of speakers, or over two who speak at once, lies between
two voices, and a cluster of such windows looks like one speaker more. Around
them the voice differs from before to after; where it stays the same, the
window is steady. Only the steadier half is clustered.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared.embeddings import blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.shared.embeddings import Embeddings


@dataclass(frozen=True, slots=True)
class Options:
    """What is steady; the numbers are chosen with benchmarks/accuracy.py.

    ``reach`` and ``few`` were chosen by hand, among about 70 settings of all stages,
    on the same 29 recordings that they are scored on, which flatters them.

    Attributes:
        reach: windows before and after that are compared; 0.8 s apart, they share half.
        share: of the windows that is taken.
        thinning: every which of those is taken; neighbours tell nearly the same.
        few: windows that are not thinned further, so that a short recording keeps enough.

    """

    reach: int = 2
    share: float = 0.5
    thinning: int = 2
    few: int = 24


def steady(rows: Embeddings, options: Options | None = None) -> NDArray[np.int64]:
    """Choose the windows to cluster.

    Args:
        rows: (n, d) of unit length, in order of time.
        options: what is steady.

    Returns:
        (m,) indices in order of time, at least one when there are windows.

    """
    options = options or Options()
    numbers = np.arange(len(rows))
    if len(rows) <= options.few:
        return numbers
    sameness = _sameness(rows, options.reach)
    chosen = np.flatnonzero(sameness >= np.quantile(sameness, 1.0 - options.share))
    return chosen[:: options.thinning] if len(chosen) > options.few else chosen


def _sameness(rows: Embeddings, reach: int) -> NDArray[np.float32]:
    """Return (n,) the cosine between the window before and the window after each."""
    sameness = np.empty(len(rows), np.float32)
    for first, some in blocks(rows):
        numbers = np.arange(first, first + len(some))
        before = rows[np.maximum(numbers - reach, 0)].astype(np.float32)
        after = rows[np.minimum(numbers + reach, len(rows) - 1)].astype(np.float32)
        np.einsum("ij,ij->i", before, after, out=sameness[first : first + len(some)])
    return sameness
