"""One person's voice as Resemblyzer hears it: the mean over windows of an excerpt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio.excerpt import excerpt
from diarizer.backends.resemblyzer import embedding
from diarizer.backends.shared.embeddings import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diarizer.backends.resemblyzer.embedding import Encoder
    from diarizer.types import Recording, Span

# Windows of the length that the network was trained on; each moment is heard four times.
_WINDOW = 1.6
_LAID = embedding.Options(hop=0.4, shares=1, shortest=_WINDOW)


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
    rows = embedding.embed_windows(encoder, audio, _inside(audio.duration), _LAID)  # (n, 256)
    mean = rows.mean(axis=0, dtype=np.float32)
    return direction(mean)


def _inside(duration: float) -> NDArray[np.int64]:
    """Number the windows that do not reach over an end; the middle one where all do."""
    first = int(np.ceil(_WINDOW / 2 / _LAID.hop - 0.5))
    last = int(np.floor((duration - _WINDOW / 2) / _LAID.hop - 0.5))
    return (
        np.arange(first, last + 1) if last >= first else np.array([int(duration / 2 / _LAID.hop)])
    )
