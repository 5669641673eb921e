"""What `from diarizer import ...` gives: the work behind the public names."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer import audio, backends
from diarizer.backends import devices
from diarizer.diarization import joined_voices, separate_channels
from diarizer.diarization.opening import opened
from diarizer.diarization.source_choice import chosen
from diarizer.diarization.speaker_bounds import Bounds, check_bounds, in_vain, unmet
from diarizer.diarization.turn_shape import Shape, adapted, check_shape, left_out, shaped
from diarizer.errors import InvalidArgument, NoSpeech
from diarizer.messages.text import text
from diarizer.types.coverage import Coverage

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.diarization.opening import Source
    from diarizer.types import Annotation, Progress, Recording

__all__ = [
    "ResemblyzerDiarizationService",
    "check_bounds",
    "check_shape",
    "diarize",
    "diarize_with_resemblyzer",
    "embed",
    "opened",
    "run",
    "similarity",
]


def diarize(
    recording: Source,
    *,
    sample_rate: int | None = None,
    channels: str | int = "auto",
    track: int | None = None,
    backend: str = "auto",
    engine: str = "auto",
    device: str = "auto",
    num_speakers: int | None = None,
    min_speakers: int | None = None,
    max_speakers: int | None = None,
    min_turn: float | None = None,
    bridge: float | None = None,
    vad_threshold: float | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when.

    Args:
        recording: a file in any format, what :func:`diarizer.audio.recording.load` made of one, or
            samples: an array of numpy or a tensor of torch, (n,) or (channels, n), of floats in
            [-1, 1] or of integers of full scale; ``{"waveform": ..., "sample_rate": ...}``, too.
        sample_rate: of an array or a tensor.
        channels: ``mix``, ``separate`` (diarized apart), one of them, counted from 1, or ``auto``:
            apart where two channels hold the two sides of a call, else mixed.
        track: of several audio tracks, counted from 1; all that are not silent when None.
        backend: one of :func:`diarizer.backends.names`, or ``auto``: the most accurate one
            that is ready.
        engine: of the backend ``resemblyzer``: ``torch``, ``light``, which does without torch,
            or ``auto``: torch where it answers, else light. Naming one chooses that backend.
        device: ``cpu``, ``cuda``, ``mps``, or ``auto``: a card where the engine calculates on one,
            which was tried, else the processor. ``coverage`` of the result says which it was.
        num_speakers: how many speak, when that is known.
        min_speakers: how many speak at least.
        max_speakers: how many speak at most.
        min_turn: seconds; shorter turns are left out.
        bridge: seconds of a pause of one speaker that split no turn; the backend's own if None.
        vad_threshold: chance, between 0 and 1, from which silero-vad hears somebody; 0.5 if None.
        progress: called as ``progress(stage, completed, total)``.

    Returns:
        turns in order of time, of ``SPEAKER_00``, ``SPEAKER_01``, ... in order of first
        appearance; none when nobody speaks. ``coverage`` says what they are about; its warnings
        are told to the log ``diarizer``, too.

    Raises:
        AudioError: the recording cannot be read.
        BackendError: the backend is not there or not ready, or does not calculate on the device.
        InvalidArgument: the numbers of speakers or of a turn are impossible, the backend has no
            such threshold, there is no such channel or track, or samples came without their rate.

    """
    check_bounds(num_speakers, min_speakers, max_speakers)
    bounds = Bounds(num_speakers, min_speakers, max_speakers)
    shape = check_shape(min_turn, bridge, vad_threshold)
    devices.check(device)
    # The file first: a wrong name should not take the seconds in which an engine is loaded.
    choice = chosen(channels, track)
    with opened(recording, progress, sample_rate, choice) as sound:
        found = run(
            backends.choose(backend, engine, wanted=bounds.wanted, device=device),
            sound,
            **bounds._asdict(),
            shape=shape,
            progress=progress,
        )
    for remark in found.coverage.warnings if found.coverage else ():
        audio.warn(remark.said)
    return found


def run(
    engine: Backend,
    recording: Recording,
    *,
    num_speakers: int | None = None,
    min_speakers: int | None = None,
    max_speakers: int | None = None,
    shape: Shape | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Ask an engine that is already loaded; see :func:`diarize`."""
    check_bounds(num_speakers, min_speakers, max_speakers)
    engine = adapted(engine, shape := shape or Shape())
    bounds = Bounds(num_speakers, min_speakers, max_speakers)
    whole = Coverage(recording.duration, recording.duration)
    covers = recording.coverage if isinstance(recording, audio.Sound) else whole
    if isinstance(recording, audio.Sound) and separate_channels.possible(recording, bounds):
        found = separate_channels.diarized(engine, recording, bounds, progress)
    else:
        found = engine.diarize(recording, **bounds._asdict(), progress=progress)
        if in_vain(engine, recording, found, bounds):
            found = engine.diarize(recording, progress=progress)
        covers = covers.together
    heard, found = found, shaped(found, shape)
    short = list(left_out(heard, found, shape))
    found = found.renamed()
    told = (*getattr(engine, "remarks", ()), *(found.coverage.warnings if found.coverage else ()))
    missing = len(heard.speakers) - len(found.speakers)
    lacking = (*told, *unmet(engine, recording, found, bounds, missing))
    joined = joined_voices.told(engine, recording, found, bounds)
    covers = covers.noted((*getattr(engine, "notes", ()), *short, *joined)).warned(lacking)
    return replace(found, coverage=covers.on(devices.of(engine)))


def embed(
    recording: Source, *, sample_rate: int | None = None, device: str = devices.AUTO
) -> NDArray[np.float32]:
    """Describe one voice by a direction: voices that sound alike point alike.

    The mean of Resemblyzer's embeddings of all windows in which somebody speaks (Wan et al.,
    "Generalized End-to-End Loss for Speaker Verification", ICASSP 2018).

    Args:
        recording: one person speaking, two seconds or more; see :func:`diarize`.
        sample_rate: of an array or a tensor.
        device: see :func:`diarize`.

    Returns:
        (256,) of unit length.

    Raises:
        AudioError: the recording cannot be read.
        BackendUnavailable: Resemblyzer does not answer, or not on that device.
        InvalidArgument: there is no such device.
        NoSpeech: nobody speaks.

    """
    devices.check(device)
    with opened(recording, None, sample_rate) as sound:
        voice = backends.choose("resemblyzer", device=device).voice(sound)
        if voice is None:
            raise NoSpeech(
                text("Nobody speaks in the recording, so there is no voice to describe."),
                context=text(
                    "Recording: {recording}, {seconds:.1f} s",
                    recording=sound.uri or text("in memory"),
                    seconds=sound.duration,
                ),
                hint=text("Choose a recording with two seconds of speech or more."),
            )
    return np.asarray(voice, np.float32)


def similarity(a: NDArray[np.float32], b: NDArray[np.float32]) -> float:
    """Compare two voices: the cosine between their embeddings.

    Returns:
        1.0 for the same direction. Resemblyzer gives about 0.8 and more to one voice, and 0.5 to
        0.7 to two.

    Raises:
        InvalidArgument: not two embeddings of the same size, or one without a direction.

    """
    one, other = np.asarray(a, np.float64).ravel(), np.asarray(b, np.float64).ravel()
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    if one.shape != other.shape or not (math.isfinite(length) and length > 0.0):
        raise InvalidArgument(
            text("These are not two embeddings."),
            context=text("Shapes: {first} and {second}", first=np.shape(a), second=np.shape(b)),
            hint=text("Pass what diarizer.embed returned."),
        )
    return float(one @ other) / length


def diarize_with_resemblyzer(
    audio_path: str | Path, num_speakers: int | None = None
) -> dict[str, Any]:
    """Find who speaks when, as plain lists and numbers; see :meth:`Annotation.to_dict`.

    Raises:
        DiarizerError: as :func:`diarize` does.

    """
    return ResemblyzerDiarizationService().diarize(audio_path, num_speakers)


class ResemblyzerDiarizationService:
    """The shape in which speech-recognition backends expect a diarizer."""

    def __init__(self) -> None:
        self._engine: Backend | None = None

    def diarize(self, audio_path: str | Path, num_speakers: int | None = None) -> dict[str, Any]:
        """Find who speaks when; the engine is loaded at the first call and kept.

        Returns:
            ``{"segments": [...], "speakers": {...}}``; see :meth:`Annotation.to_dict`.

        Raises:
            DiarizerError: as :func:`diarize` does.

        """
        check_bounds(num_speakers, None, None)
        with opened(audio_path) as sound:
            self._engine = self._engine or backends.load("resemblyzer")
            return run(self._engine, sound, num_speakers=num_speakers).to_dict()
