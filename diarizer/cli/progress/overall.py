"""How much of the whole is done, when each stage tells only of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.messages.text import label

if TYPE_CHECKING:
    from collections.abc import Mapping

# Shares of the time on one thread: CPU seconds of three recordings of 5 to 15 minutes, rounded to
# what they have in common. Those of pyannote, whose weights are gated, are a guess: only that the
# voices take the most is known.
WEIGHTS: Mapping[str, Mapping[str, float]] = {
    "resemblyzer": {"decoding": 2, "speech": 4, "embedding": 92, "clustering": 2},
    "open": {"decoding": 1, "listening": 97, "clustering": 2},
    "nemotron": {"decoding": 1, "diarization": 99},
    "pyannote": {
        "decoding": 1,
        "segmentation": 25,
        "speaker_counting": 0,
        "embeddings": 73,
        "discrete_diarization": 1,
    },
}


# Names in the code, for a reader; some of them say little.
_NAMES: Mapping[str, str] = {
    "decoding": label("decoding"),
    "speech": label("speech"),
    "features": label("features"),
    "network": label("network"),
    "embedding": label("embedding"),
    "clustering": label("clustering"),
    "listening": label("listening"),
    "segmentation": label("segmentation"),
    "speaker_counting": label("counting"),
    "embeddings": label("embeddings"),
    "discrete_diarization": label("turns"),
    "diarization": label("listening"),
}


def name(stage: str) -> str:
    """Return the English word for a stage; the catalogues have it in the other languages."""
    return _NAMES.get(stage, stage)


class OverallProgress:
    """The share that is done of one recording; it never goes back.

    >>> whole = OverallProgress({"decoding": 1, "embedding": 3})
    >>> whole.told("decoding", 5, 10), whole.told("embedding", 1, 3), whole.told("decoding", 1, 1)
    (0.125, 0.5, 0.5)
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._total = float(sum(weights.values())) or 1.0
        self._share = 0.0

    def told(self, stage: str, completed: float, total: float) -> float:
        """Return the share, 0 to 1, now that ``completed`` of ``total`` of a stage are done.

        A stage that nobody has measured changes nothing.
        """
        if stage in self._weights:
            names = list(self._weights)
            before = sum(self._weights[name] for name in names[: names.index(stage)])
            part = min(max(completed / total, 0.0), 1.0) if total > 0 else 1.0
            share = (before + self._weights[stage] * part) / self._total
            self._share = max(self._share, min(share, 1.0))
        return self._share
