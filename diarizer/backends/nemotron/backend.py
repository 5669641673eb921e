"""The loaded network: samples in, turns out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer.backends.nemotron.chunks import Chunks
from diarizer.backends.nemotron.live import NemotronListener
from diarizer.backends.nemotron.turns import ROWS, Listener, Options
from diarizer.backends.shared import torch_device
from diarizer.backends.shared.torch_threads import cores, torch_threads
from diarizer.errors import BackendError, BackendUnavailable
from diarizer.messages.text import text
from diarizer.types import Annotation
from diarizer.types.coverage import Coverage, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from diarizer.messages.text import Text
    from diarizer.types import Progress, Recording, Span

_SHORTEST = 0.1  # seconds; below it there is no speech, and not one row for the network


class NemotronBackend:
    """A :class:`diarizer.backends.Backend`."""

    def __init__(self, chunks: Chunks, device: Any, options: Options | None = None) -> None:
        self._chunks = chunks
        self._options = options or Options()
        self.device = device

    @classmethod
    def from_folder(
        cls,
        folder: Path,
        device: str = "auto",
        options: Options | None = None,
        tell: Callable[[Text], object] | None = None,
    ) -> NemotronBackend:
        """Load the weights of a folder.

        Raises:
            BackendUnavailable: they do not load, or torch does not calculate on that device.

        """
        chosen = torch_device.device(device, tell)
        return cls(_load(folder, chosen), chosen, options)

    def adapted(
        self, vad_threshold: float | None = None, bridge: float | None = None
    ) -> NemotronBackend | None:
        """Return the same with other pauses; None where silero-vad's threshold is asked for."""
        if vad_threshold is not None or bridge is None:
            return None
        return NemotronBackend(self._chunks, self.device, replace(self._options, bridge=bridge))

    def listener(self, max_speakers: int | None = None) -> NemotronListener:
        """Return what hears a recording while it grows; no number can be imposed on it."""
        del max_speakers
        return NemotronListener(self._chunks, self._options)

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

        Numbers of speakers cannot be imposed. Where one is not met, the coverage says so.

        Raises:
            BackendError: the memory of the device does not suffice.

        """
        listener = Listener(self._chunks.speakers, self._options)
        if recording.duration >= _SHORTEST:
            self._listen(recording, listener, progress)
        turns = listener.turns(recording.duration)
        found = Annotation(turns, uri=recording.uri, duration=recording.duration).renamed()
        bounds = num_speakers or min_speakers or 1, num_speakers or max_speakers
        said = tuple(self._remarks(len(found.speakers), bounds))
        whole = Coverage(recording.duration, recording.duration, warnings=said)
        return replace(found, coverage=whole) if said else found

    def voice(self, recording: Recording, spans: Sequence[Span] | None = None) -> None:
        """Refuse: the network tells people apart without describing their voices.

        Raises:
            BackendError: always.

        """
        del recording, spans
        raise BackendError(
            text("{name} describes no voices, so nobody can be recognised.", name="nemotron"),
            hint=text("Choose another backend: --backend open"),
            reference="backend.no-voices",
        )

    def _listen(self, recording: Recording, listener: Listener, progress: Progress | None) -> None:
        import torch  # noqa: PLC0415, loaded only when it is used

        done = 0
        try:
            with torch.inference_mode(), torch_threads(cores()):
                for block in self._chunks.probabilities(recording):
                    listener.hear(block)
                    done += len(block)
                    if progress is not None:
                        progress("diarization", done / ROWS, max(recording.duration, done / ROWS))
        except (MemoryError, torch.OutOfMemoryError) as error:
            raise BackendError(
                text(
                    "The memory of the device {device} does not suffice for this recording.",
                    device=self.device,
                ),
                context=type(error).__name__,
                hint=text("Close other programs, or choose device='cpu'."),
                reference="backend.out-of-memory",
            ) from error

    def _remarks(self, count: int, bounds: tuple[int, int | None]) -> Iterator[Remark]:
        least, most = bounds
        if count >= self._chunks.speakers:
            said = text(
                "nemotron tells at most {count} people apart, and hears as many: there may be"
                " more, of whom some then share a label.",
                count=count,
            )
            yield Remark("speakers.all-places-taken", said)
        if count and (count < least or count > (most or count)):
            said = text(
                "nemotron hears by itself how many speak: no number can be imposed on it. The"
                " backend open keeps to a number: --backend open"
            )
            yield Remark("speakers.not-imposed", said)


def _load(folder: Path, device: Any) -> Chunks:
    from transformers import (  # noqa: PLC0415, seconds
        AutoModelForAudioFrameClassification,
        AutoProcessor,
    )
    from transformers.utils import logging  # noqa: PLC0415, as above

    bars = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # its bar would stand between those of the caller
    try:
        model = AutoModelForAudioFrameClassification.from_pretrained(
            folder, local_files_only=True, use_safetensors=True
        )
        processor = AutoProcessor.from_pretrained(folder, local_files_only=True)
        return Chunks(model.to(device).eval(), processor)
    except BackendUnavailable:
        raise
    except Exception as error:
        raise BackendUnavailable(
            text("transformers does not load the weights of nemotron."),
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor check --backend nemotron",
            reference="backend.does-not-load",
        ) from error
    finally:
        if bars:
            logging.enable_progress_bar()
