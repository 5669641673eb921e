"""One person's voice as CAM++ hears it: the mean over pieces of an excerpt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio.excerpt import excerpt, pieces
from diarizer.backends.open import fbank, segment_voices
from diarizer.backends.shared.embeddings import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.backends.open.networks import Array, Networks
    from diarizer.types import Recording, Span

_PIECE = 3.0  # seconds, as in diarizing: the network was trained on pieces of about this length


def of_spans(networks: Networks, recording: Recording, spans: Sequence[Span]) -> Array | None:
    """Average the voice over spans in which one person speaks.

    Returns:
        (192,) of unit length; None when the spans are too short to tell.

    """
    audio = excerpt(recording, spans)
    if audio.duration < segment_voices.SHORTEST:
        return None
    features = [fbank.features(np.ascontiguousarray(one)) for one in pieces(audio, _PIECE)]
    return direction(np.mean(segment_voices.embedded(networks, features), axis=0))
