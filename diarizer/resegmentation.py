"""Where one voice gives way to the next: a hidden Markov model over the windows.

Each window scores each speaker by its similarity to the speaker's mean voice;
a change costs something; the best path is Viterbi's. It takes the place of
clustering's window-by-window labels, as the resegmentation stage of BUT's
diarizers does with variational inference (Diez et al., "Analysis of speaker
diarization based on Bayesian HMM with eigenvoice priors", 2019).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Options:
    """How readily speakers change; the numbers are chosen with benchmarks/accuracy.py.

    Attributes:
        change: what a change costs, in cosine similarity summed over windows.
        rounds: of finding the mean voices and the path anew.

    """

    change: float = 0.6
    rounds: int = 2


def resegment(
    rows: NDArray[np.float32], labels: NDArray[np.int64], options: Options | None = None
) -> NDArray[np.int64]:
    """Smooth the labels of neighbouring windows.

    Args:
        rows: (n, d) of unit length, in order of time.
        labels: (n,) the speaker of each, from 0 without a gap.
        options: how readily speakers change.

    Returns:
        (n,) the speaker of each; the labels as they were when a speaker would vanish.

    """
    options = options or Options()
    path = labels
    for _ in range(options.rounds):
        voices = np.stack([rows[path == k].mean(axis=0) for k in range(labels.max() + 1)])
        voices /= np.maximum(np.linalg.norm(voices, axis=1, keepdims=True), 1e-9)  # (k, d)
        smooth = viterbi(rows @ voices.T, options.change)
        if len(np.unique(smooth)) != len(voices):
            break
        path = smooth
    return path


def viterbi(scores: NDArray[np.float32], change: float) -> NDArray[np.int64]:
    """Find the path of the highest total score.

    Args:
        scores: (n, k), n at least 1: what being in state k at time n is worth.
        change: what each change of state costs.

    Returns:
        (n,) states.

    """
    n, k = scores.shape
    came_from = np.zeros((n, k), np.int64)
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
