"""The common recipe: 1.5 s pieces, one Resemblyzer embedding each, two clusters.

What most people start from. Every piece of the recording belongs to one of the two: there is no
voice activity detection, and pieces of one speaker that touch become one turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from worker import main

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from worker import Diarize

PIECE = 1.5  # seconds
SPEAKERS = 2


def load(given: argparse.Namespace) -> Diarize:
    """Load Resemblyzer as its authors ship it."""
    import torch  # noqa: PLC0415, after the threads are set
    from resemblyzer import VoiceEncoder  # noqa: PLC0415

    torch.set_num_threads(given.threads)
    encoder = VoiceEncoder("cpu", verbose=False)

    def diarize(path: Path) -> Iterator[tuple[float, float, str]]:
        import librosa  # noqa: PLC0415, as the recipe has it
        import numpy as np  # noqa: PLC0415
        from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415

        samples, rate = librosa.load(path, sr=16_000)
        step = int(PIECE * rate)
        # The rest at the end is left out when it is shorter than half a second.
        starts = [at for at in range(0, len(samples), step) if len(samples) - at >= rate // 2]
        rows = np.array([encoder.embed_utterance(samples[at : at + step]) for at in starts])
        labels = (
            AgglomerativeClustering(n_clusters=SPEAKERS).fit_predict(rows)
            if len(rows) >= SPEAKERS
            else np.zeros(len(rows), int)
        )
        start = 0
        for number, label in enumerate(labels):
            if number + 1 == len(labels) or labels[number + 1] != label:
                end = min(starts[number] + step, len(samples))
                yield starts[start] / rate, end / rate, str(label)
                start = number + 1

    return diarize


if __name__ == "__main__":
    main(load, ("resemblyzer", "torch", "librosa", "scikit-learn"))
