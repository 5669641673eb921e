"""webrtcvad and Resemblyzer: no account, no token, no download; the weights are in the package.

Its network is run by torch, or without it: see :mod:`diarizer.backends.resemblyzer.engines`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.backends.base import Availability
from diarizer.errors import BackendUnavailable, DiarizerError
from diarizer.messages.text import Text, joined, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.backends.resemblyzer.engines import Engine
    from diarizer.backends.resemblyzer.pipeline import Options
    from diarizer.types import Annotation, Progress, Recording, Span

NAME = "resemblyzer"
THRESHOLD = 0.74
"""Cosine similarity from which two voices are one person's.

Measured on 60 people of the development recordings, each described twice, from the two halves of
what is heard of them: of 102 such pairs one is less alike, of 20380 pairs of two people 0.7 % are
more alike; 12 % of those enrolled from a clean recording and heard on the telephone or through a
room are missed.
"""

# 30 ms of silence at 16 kHz, as webrtcvad wants it: an answer is the proof that it works.
_SILENCE = bytes(960)


def availability() -> Availability:
    """Ask webrtcvad, and load the network with torch or without; never raises."""
    try:
        from diarizer.backends.resemblyzer import engines  # noqa: PLC0415, for the next line

        _ask_webrtcvad()
        engine = engines.load(tell=str)  # a look; whoever uses it is told
    except DiarizerError as error:
        return Availability.of(NAME, joined(*error.told[:2], between=" "))
    except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
        return Availability(NAME, ready=False, reason=f"{type(error).__name__}: {error}")
    found = text("webrtcvad answers, engine {name}", name=engine.name)
    if engine.passed_over:
        found = joined(found, Text("({reason})", {"reason": engine.passed_over}), between=" ")
    return Availability.of(NAME, found, ready=True)


def load(
    *,
    options: Options | None = None,
    engine: str = "auto",
    tell: Callable[[Text], object] | None = None,
    **_: Any,
) -> ResemblyzerBackend:
    """Load the voice encoder.

    Args:
        options: of every stage; the measured ones otherwise.
        engine: ``torch``, ``light`` or ``auto``; see :func:`diarizer.backends.resemblyzer.engines.load`.
        tell: gets one line where ``auto`` passes torch over.
        _: what other backends understand.

    Raises:
        InvalidArgument: there is no such engine.
        BackendUnavailable: a package is missing or broken.
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not whole.

    """
    try:
        _ask_webrtcvad()
        from diarizer.backends.resemblyzer import engines, pipeline  # noqa: F401, PLC0415, numpy
    except Exception as error:
        raise BackendUnavailable(
            text("The backend 'resemblyzer' cannot be used."),
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor setup",
        ) from error
    return ResemblyzerBackend(engines.load(engine, tell), options)


def _ask_webrtcvad() -> None:
    import webrtcvad  # noqa: PLC0415, what is asked is whether it can be imported

    webrtcvad.Vad(3).is_speech(_SILENCE, 16_000)


class ResemblyzerBackend:
    """The loaded engine: a :class:`diarizer.backends.Backend`."""

    def __init__(self, engine: Engine, options: Options | None = None) -> None:
        self.engine = engine
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
        """Find who speaks when in ``recording``; see :func:`diarizer.backends.resemblyzer.pipeline.run`."""
        from diarizer.backends.resemblyzer import pipeline  # noqa: PLC0415

        bounds = pipeline.Bounds(num_speakers or min_speakers or 1, num_speakers or max_speakers)
        return pipeline.run(self.engine.encoder, recording, bounds, self._options, progress)

    def voice(
        self, recording: Recording, spans: Sequence[Span] | None = None
    ) -> NDArray[np.float32] | None:
        """Return the (256,) mean voice; see :meth:`diarizer.backends.Backend.voice`."""
        from diarizer.backends.resemblyzer import pipeline, voiceprint  # noqa: PLC0415

        if spans is None:
            return pipeline.mean_voice(self.engine.encoder, recording, self._options)
        return voiceprint.of_spans(self.engine.encoder, recording, spans)
