"""One person's voice as the pipeline's own model of voices hears it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.audio.excerpt import excerpt, pieces
from diarizer.backends.shared.embeddings import direction
from diarizer.backends.shared.torch_threads import cores, torch_threads
from diarizer.errors import BackendError
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diarizer.types import Recording, Span

_PIECE = 5.0  # seconds: about what is left of a window of ten when two share it
_SHORTEST = 0.4  # seconds that a voice can be told from


def of_spans(
    pipeline: Any, recording: Recording, spans: Sequence[Span]
) -> NDArray[np.float32] | None:
    """Average the voice over spans in which one person speaks.

    Returns:
        (d,) of unit length, d being that of the model (256 in community-1); None when the spans
        are too short to tell.

    Raises:
        BackendError: the pipeline does not give its model of voices away.

    """
    model = getattr(pipeline, "_embedding", None)
    if not callable(model):
        raise BackendError(
            text(
                "This pipeline does not show how it describes voices, so nobody can be recognised."
            ),
            context=text("{pipeline} without _embedding", pipeline=type(pipeline).__name__),
            hint=text("Choose another backend: --backend open"),
        )
    audio = excerpt(recording, spans)
    if audio.duration < _SHORTEST:
        return None
    with torch_threads(cores()):
        rows = [_embedded(model, piece) for piece in pieces(audio, _PIECE)]
    # What is too short for the model comes back as nan.
    told = [row for row in rows if np.isfinite(row).all()]
    if not told:
        return None
    mean = np.mean(told, axis=0)
    return direction(mean)


def _embedded(model: Any, samples: NDArray[np.float32]) -> NDArray[np.float32]:
    import torch  # noqa: PLC0415, loaded only when it is used

    short = max(0, int(getattr(model, "min_num_samples", 0)) - len(samples))
    waveform = torch.from_numpy(np.pad(samples, (0, short)))[None, None]  # (1, 1, n)
    row = np.asarray(model(waveform), np.float32).reshape(-1)
    return direction(row)
