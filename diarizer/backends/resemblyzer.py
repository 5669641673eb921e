"""webrtcvad and Resemblyzer: no account, no token, no download; the weights are in the package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.backends.base import Availability
from diarizer.errors import BackendUnavailable, ModelDamaged

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from diarizer.embedding import Encoder
    from diarizer.pipeline import Options
    from diarizer.types import Annotation, Progress, Recording

NAME = "resemblyzer"

# 30 ms of silence at 16 kHz, as webrtcvad wants it: an answer is the proof that it works.
_SILENCE = bytes(960)


def availability() -> Availability:
    """Import what is needed and ask webrtcvad; never raises."""
    try:
        found = _versions()
    except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
        return Availability(NAME, ready=False, reason=f"{type(error).__name__}: {error}")
    return Availability(NAME, ready=True, reason=found)


def load(**options: Any) -> Resemblyzer:
    """Load the voice encoder.

    Args:
        options: ``options``, a :class:`diarizer.pipeline.Options`; the measured ones otherwise.

    Raises:
        BackendUnavailable: a package is missing or broken.
        ModelDamaged: the weights inside the package cannot be read.

    """
    try:
        _versions()
        from diarizer import embedding  # noqa: PLC0415, torch is loaded only when it is used
    except Exception as error:
        raise BackendUnavailable(
            "The backend 'resemblyzer' cannot be used.",
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor setup",
        ) from error
    try:
        return Resemblyzer(embedding.load_encoder(), **options)
    except Exception as error:
        raise ModelDamaged(
            "The weights of Resemblyzer cannot be read.",
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor check --only models",
        ) from error


def _versions() -> str:
    import resemblyzer  # noqa: F401, PLC0415
    import torch  # noqa: PLC0415
    import webrtcvad  # noqa: PLC0415

    webrtcvad.Vad(3).is_speech(_SILENCE, 16_000)
    return f"webrtcvad answers, torch {torch.__version__}"


class Resemblyzer:
    """The loaded engine: a :class:`diarizer.backends.Backend`."""

    def __init__(self, encoder: Encoder, options: Options | None = None) -> None:
        self._encoder = encoder
        self._options = options

    def diarize(
        self,
        recording: Recording,
        *,
        num_speakers: int | None = None,
        min_speakers: int | None = None,
        max_speakers: int | None = None,
        progress: Progress | None = None,
    ) -> Annotation:
        """Find who speaks when in ``recording``; see :func:`diarizer.pipeline.run`."""
        from diarizer import pipeline  # noqa: PLC0415

        bounds = pipeline.Bounds(num_speakers or min_speakers or 1, num_speakers or max_speakers)
        return pipeline.run(self._encoder, recording, bounds, self._options, progress)

    def embed(self, recording: Recording) -> NDArray[np.float32] | None:
        """Return the (256,) mean voice, of unit length; None when nobody speaks."""
        from diarizer import pipeline  # noqa: PLC0415

        return pipeline.mean_voice(self._encoder, recording, self._options)
