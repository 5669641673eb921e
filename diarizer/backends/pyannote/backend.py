"""The loaded pipeline: samples in, turns out."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

from diarizer.backends.pyannote.installation import hush
from diarizer.backends.shared import torch_device
from diarizer.backends.shared.torch_threads import cores, torch_threads
from diarizer.errors import BackendError, BackendUnavailable
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.messages.text import Text
    from diarizer.types import Progress, Recording

_SHORTEST = 0.1  # seconds; below it there is no speech, and not one frame for the network


class PyannoteBackend:
    """A :class:`diarizer.backends.Backend`."""

    def __init__(
        self,
        config: Mapping[str, Any],
        *,
        device: str = "auto",
        exclusive: bool = False,
        tell: Callable[[Text], object] | None = None,
    ) -> None:
        """Load the pipeline of a configuration that names folders only."""
        self._exclusive = exclusive
        self.device = torch_device.device(device, tell)
        self._pipeline = _load(config)
        self._pipeline.to(self.device)

    def diarize(
        self,
        recording: Recording,
        *,
        num_speakers: int | None = None,
        min_speakers: int | None = None,
        max_speakers: int | None = None,
        progress: Progress | None = None,
    ) -> Annotation:
        """Who speaks when; see :meth:`diarizer.backends.Backend.diarize`.

        Raises:
            BackendError: the memory of the device does not suffice.

        """
        if recording.duration < _SHORTEST:
            return Annotation(uri=recording.uri, duration=recording.duration)
        bounds = {"num_speakers": num_speakers, "min_speakers": min_speakers}
        bounds["max_speakers"] = max_speakers
        given = {name: bound for name, bound in bounds.items() if bound is not None}
        output = self._run(recording, given, progress)
        whole = getattr(output, "speaker_diarization", output)
        found = getattr(output, "exclusive_speaker_diarization", whole)
        return _annotation(found if self._exclusive else whole, recording)

    def voice(
        self, recording: Recording, spans: Sequence[Span] | None = None
    ) -> NDArray[np.float32] | None:
        """Return the mean voice; see :meth:`diarizer.backends.Backend.voice`.

        Raises:
            BackendError: the pipeline does not give its model of voices away.

        """
        from diarizer.backends.pyannote import voiceprint  # noqa: PLC0415, it loads numpy

        if spans is None:
            spans = [turn.span for turn in self.diarize(recording, num_speakers=1).turns]
        return voiceprint.of_spans(self._pipeline, recording, spans)

    def _run(
        self, recording: Recording, bounds: Mapping[str, int], progress: Progress | None
    ) -> Any:
        import numpy as np  # noqa: PLC0415, loaded only when it is used
        import torch  # noqa: PLC0415, as above

        samples = np.ascontiguousarray(recording.read(0, len(recording)))
        # In memory: neither torchcodec nor an FFmpeg of the machine is asked for anything.
        file = {
            "waveform": torch.from_numpy(samples)[None],  # (1, n)
            "sample_rate": recording.sample_rate,
            "uri": recording.uri or "recording",
        }
        try:
            with warnings.catch_warnings(), torch.inference_mode(), torch_threads(cores()):
                hush()
                return self._pipeline(file, hook=_hook(progress), **bounds)
        except (MemoryError, torch.OutOfMemoryError) as error:
            raise BackendError(
                text(
                    "The memory of the device {device} does not suffice for this recording.",
                    device=self.device,
                ),
                context=text(
                    "{minutes:.0f} minutes; {kind}",
                    minutes=recording.duration / 60,
                    kind=type(error).__name__,
                ),
                hint=text("Cut the recording into parts, or choose device='cpu'."),
                reference="backend.out-of-memory",
            ) from error


def _load(config: Mapping[str, Any]) -> Any:
    from pyannote.audio import Pipeline  # noqa: PLC0415, seconds

    try:
        with warnings.catch_warnings():
            hush()
            pipeline = Pipeline.from_pretrained(dict(config))
    except Exception as error:
        raise BackendUnavailable(
            text("pyannote.audio does not load its weights."),
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor check --backend pyannote",
            reference="backend.does-not-load",
        ) from error
    if pipeline is None:  # how 3.x says that it failed
        raise BackendUnavailable(
            text("pyannote.audio has loaded nothing."), hint=text("Upgrade it to 4.0.")
        )
    return pipeline


def _hook(progress: Progress | None) -> Callable[..., None]:
    def hook(
        step: str,
        _artifact: object,
        *,
        file: object = None,
        total: float | None = None,
        completed: float | None = None,
    ) -> None:
        del file
        if progress is None:
            return
        whole = float(total or 1)
        # pyannote counts whole batches, and so beyond the total.
        progress(step, min(float(whole if completed is None else completed), whole), whole)

    return hook


def _annotation(found: Any, recording: Recording) -> Annotation:
    # A recording shorter than a window of ten seconds is padded, and turns may end in the padding.
    bounds = Span(0.0, recording.duration)
    clipped = (
        Turn(Span(segment.start, segment.end) & bounds, str(speaker))
        for segment, _, speaker in found.itertracks(yield_label=True)
    )
    turns = tuple(turn for turn in clipped if turn.span)
    return Annotation(turns, uri=recording.uri, duration=recording.duration).renamed()
