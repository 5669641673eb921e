"""One person's voice as CAM++ hears it: the mean over pieces of an excerpt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from diarizer.backends.open import fbank
from diarizer.excerpt import excerpt, pieces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diarizer.types import Recording, Span

_PIECE = 3.0  # seconds, as in diarizing: the network was trained on pieces of about this length
_SHORTEST = 0.4  # seconds that a voice can be told from


def of_spans(
    network: Any, recording: Recording, spans: Sequence[Span]
) -> NDArray[np.float32] | None:
    """Average the voice over spans in which one person speaks.

    Returns:
        (192,) of unit length; None when the spans are too short to tell.

    """
    audio = excerpt(recording, spans)
    if audio.duration < _SHORTEST:
        return None
    mean = np.mean([_direction(network, piece) for piece in pieces(audio, _PIECE)], axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def _direction(network: Any, samples: NDArray[np.float32]) -> NDArray[np.float32]:
    features = fbank.features(torch.from_numpy(np.ascontiguousarray(samples)))
    voice = network(features - features.mean(dim=0)).numpy()
    return np.asarray(voice / max(float(np.linalg.norm(voice)), 1e-9), np.float32)
