"""One person's voice as Resemblyzer hears it: the mean over windows of an excerpt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer import embedding
from diarizer.excerpt import excerpt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diarizer.embedding import Encoder
    from diarizer.types import Recording, Span

_HOP = 0.4  # seconds: each moment is heard four times


def of_spans(
    encoder: Encoder, recording: Recording, spans: Sequence[Span]
) -> NDArray[np.float32] | None:
    """Average the voice over spans in which one person speaks.

    Returns:
        (256,) of unit length; None when the spans are empty.

    """
    audio = excerpt(recording, spans)
    if not len(audio):
        return None
    half = embedding.WINDOW / 2
    last = max(audio.duration - half, half)
    count = 1 + round((last - half) / _HOP)
    rows = embedding.embed_windows(encoder, audio, np.linspace(half, last, count))  # (count, 256)
    mean = rows.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)
