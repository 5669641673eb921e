"""silero-vad and Resemblyzer: no account, no token; the weights are in the wheels of both.

Where the segmentation of the backend `open` is on the machine, it says who speaks beside whom, and
Resemblyzer who that is: see :mod:`diarizer.backends.resemblyzer.with_segmentation`. Where it is not,
or nobody can run silero-vad and webrtcvad takes its place, each result says so; see
:mod:`diarizer.backends.resemblyzer.detectors`. The network of the second is run by torch, or
without it: see :mod:`diarizer.backends.resemblyzer.engines`.
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

    from diarizer.backends.resemblyzer.detectors import Detector
    from diarizer.backends.resemblyzer.engines import Engine
    from diarizer.backends.resemblyzer.pipeline import Options
    from diarizer.backends.resemblyzer.with_segmentation import Loaded
    from diarizer.types import Annotation, Progress, Recording, Span

NAME = "resemblyzer"
THRESHOLD = 0.74
"""Cosine similarity from which two voices are one person's.

Measured on 60 people of the development recordings, each described twice, from the two halves of
what is heard of them: of 102 such pairs one is less alike, of 20380 pairs of two people 0.7 % are
more alike; 12 % of those enrolled from a clean recording and heard on the telephone or through a
room are missed.
"""


def availability() -> Availability:
    """Load what hears speech, and the network with torch or without; never raises."""
    try:
        from diarizer.backends.resemblyzer import detectors, engines  # noqa: PLC0415, numpy

        detector = detectors.load()
        engine = engines.load(tell=str, device="cpu")  # a look; whoever uses it is told
    except DiarizerError as error:
        return Availability.of(NAME, joined(*error.told[:2], between=" "))
    except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
        return Availability(NAME, ready=False, reason=f"{type(error).__name__}: {error}")
    found = text("{detector} answers, engine {name}", detector=detector.name, name=engine.name)
    for reason in filter(None, (detector.passed_over, engine.passed_over)):
        found = joined(found, Text("({reason})", {"reason": reason}), between=" ")
    return Availability.of(NAME, found, ready=True)


def load(
    *,
    options: Options | None = None,
    engine: str = "auto",
    device: str = "auto",
    tell: Callable[[Text], object] | None = None,
    segmentation: bool = True,
    **_: Any,
) -> ResemblyzerBackend:
    """Load the voice encoder.

    Args:
        options: of every stage; the measured ones otherwise.
        engine: ``torch``, ``light`` or ``auto``; see :func:`diarizer.backends.resemblyzer.engines.load`.
        device: ``auto``, ``cpu``, ``cuda`` or ``mps``; the last two are for torch alone.
        tell: gets one line where ``auto`` passes torch or a card over.
        segmentation: whether the network of `open` is used where it is here; without it one speaker
            is told at a time.
        _: what other backends understand.

    Raises:
        InvalidArgument: there is no such engine.
        BackendUnavailable: a package is missing or broken, or does not calculate there.
        ModelMissing: the weights are not on this machine.
        ModelDamaged: they are, and are not whole.

    """
    try:
        from diarizer.backends.resemblyzer import (  # noqa: PLC0415, numpy
            detectors,
            engines,
            pipeline,  # noqa: F401, whatever is broken in it is found now
            with_segmentation,
        )
        from diarizer.backends.shared import side_by_side  # noqa: PLC0415, as above
    except Exception as error:
        raise BackendUnavailable(
            text("The backend 'resemblyzer' cannot be used."),
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor setup",
        ) from error
    encoder = side_by_side.begun(lambda: engines.load(engine, tell, device), side_by_side.threads())
    detector = detectors.load()
    beside = with_segmentation.Loaded(remarks=detector.remarks)
    if segmentation and detector.network:
        beside = with_segmentation.load(detector.network)
    return ResemblyzerBackend(encoder(), detector, options, beside)


class ResemblyzerBackend:
    """The loaded engine: a :class:`diarizer.backends.Backend`.

    Attributes:
        engine: what runs the network.
        notes: what a result does without by choice, whatever the recording.
        remarks: what it lacks.

    """

    def __init__(
        self,
        engine: Engine,
        detector: Detector,
        options: Options | None = None,
        beside: Loaded | None = None,
    ) -> None:
        self.engine = engine
        self.device = engine.device
        self.notes = beside.notes if beside else ()
        self.remarks = beside.remarks if beside else ()
        self._detector = detector
        self._options = options
        self._beside = beside

    def adapted(
        self, vad_threshold: float | None = None, bridge: float | None = None
    ) -> ResemblyzerBackend | None:
        """Return the same with another threshold and other pauses; None where webrtcvad has none."""
        from diarizer.backends.resemblyzer import pipeline  # noqa: PLC0415

        if vad_threshold is not None and self._detector.passed_over:
            return None
        wanted = pipeline.adapted(self._options or pipeline.Options(), vad_threshold, bridge)
        return ResemblyzerBackend(self.engine, self._detector, wanted, self._beside)

    def diarize(
        self,
        recording: Recording,
        *,
        num_speakers: int | None = None,
        min_speakers: int | None = None,
        max_speakers: int | None = None,
        progress: Progress | None = None,
    ) -> Annotation:
        """Find who speaks when in ``recording``.

        See :func:`diarizer.backends.resemblyzer.with_segmentation.run`; where the segmentation is
        not used, :func:`diarizer.backends.resemblyzer.pipeline.run`.
        """
        from diarizer.backends.resemblyzer import pipeline, with_segmentation  # noqa: PLC0415

        options, encoder = self._options or pipeline.Options(), self.engine.encoder
        bounds = num_speakers or min_speakers or 1, num_speakers or max_speakers
        if ears := self._beside and self._beside.ears:
            return with_segmentation.run(
                ears,
                encoder,
                recording,
                bounds,
                options.together,
                hearing=options.detectors,
                progress=progress,
            )
        return pipeline.run(
            self._detector.detect, encoder, recording, pipeline.Bounds(*bounds), options, progress
        )

    def voice(
        self, recording: Recording, spans: Sequence[Span] | None = None
    ) -> NDArray[np.float32] | None:
        """Return the (256,) mean voice; see :meth:`diarizer.backends.Backend.voice`."""
        from diarizer.backends.resemblyzer import pipeline, voiceprint  # noqa: PLC0415

        if spans is None:
            return pipeline.mean_voice(
                self._detector.detect, self.engine.encoder, recording, self._options
            )
        return voiceprint.of_spans(self.engine.encoder, recording, spans)
