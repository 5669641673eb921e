"""What `from diarizer import ...` gives: the work behind the public names."""

from __future__ import annotations

import math
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer import audio, backends
from diarizer.errors import InvalidArgument, NoSpeech
from diarizer.messages.text import Text, text
from diarizer.types import Annotation, Audio

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.types import Progress, Recording


def diarize(
    recording: str | Path | Audio,
    *,
    backend: str = "auto",
    engine: str = "auto",
    num_speakers: int | None = None,
    min_speakers: int | None = None,
    max_speakers: int | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when.

    Args:
        recording: a file in any format, or what :func:`diarizer.audio.recording.load` made of one.
        backend: one of :func:`diarizer.backends.names`, or ``auto``: the most accurate one
            that is ready.
        engine: of the backend ``resemblyzer``: ``torch``, ``light``, which does without torch,
            or ``auto``: torch where it answers, else light. Naming one chooses that backend.
        num_speakers: how many speak, when that is known.
        min_speakers: how many speak at least.
        max_speakers: how many speak at most.
        progress: called as ``progress(stage, completed, total)``.

    Returns:
        turns in order of time, of ``SPEAKER_00``, ``SPEAKER_01``, ... in order of first
        appearance; none when nobody speaks.

    Raises:
        AudioError: the recording cannot be read.
        BackendError: the backend is not there or not ready.
        InvalidArgument: the numbers of speakers are impossible.

    """
    check_bounds(num_speakers, min_speakers, max_speakers)
    # The file first: a wrong name should not take the seconds in which an engine is loaded.
    with opened(recording, progress) as sound:
        return run(
            backends.choose(backend, engine),
            sound,
            num_speakers=num_speakers,
            min_speakers=min_speakers,
            max_speakers=max_speakers,
            progress=progress,
        )


def run(
    engine: Backend,
    recording: Recording,
    *,
    num_speakers: int | None = None,
    min_speakers: int | None = None,
    max_speakers: int | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Ask an engine that is already loaded; see :func:`diarize`."""
    check_bounds(num_speakers, min_speakers, max_speakers)
    return engine.diarize(
        recording,
        num_speakers=num_speakers,
        min_speakers=min_speakers,
        max_speakers=max_speakers,
        progress=progress,
    ).renamed()


def embed(recording: str | Path | Audio) -> NDArray[np.float32]:
    """Describe one voice by a direction: voices that sound alike point alike.

    The mean of Resemblyzer's embeddings of all windows in which somebody speaks (Wan et al.,
    "Generalized End-to-End Loss for Speaker Verification", ICASSP 2018).

    Args:
        recording: one person speaking, two seconds or more; see :func:`diarize`.

    Returns:
        (256,) of unit length.

    Raises:
        AudioError: the recording cannot be read.
        BackendUnavailable: Resemblyzer does not answer.
        NoSpeech: nobody speaks.

    """
    with opened(recording) as sound:
        voice = backends.load("resemblyzer").voice(sound)
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


@contextmanager
def opened(recording: str | Path | Audio, progress: Progress | None = None) -> Iterator[Recording]:
    """Open what a user calls a recording; see :func:`diarize`."""
    if isinstance(recording, (str, Path)):
        with audio.opened(recording, progress) as sound:
            yield sound
    elif isinstance(recording, Audio):
        yield audio.conformed(recording)
    else:
        raise InvalidArgument(
            text("A recording is a path or an Audio."),
            context=text("Given: {kind}", kind=type(recording).__name__),
            hint=text("Pass the name of a file."),
        )


def check_bounds(
    num_speakers: int | None, min_speakers: int | None, max_speakers: int | None
) -> None:
    """Refuse numbers of speakers that no recording could have.

    Raises:
        InvalidArgument: below 1, not whole, or contradicting each other.

    """
    bounds = {
        "num_speakers": num_speakers,
        "min_speakers": min_speakers,
        "max_speakers": max_speakers,
    }
    given = {name: value for name, value in bounds.items() if value is not None}
    if reason := _impossible(given):
        raise InvalidArgument(
            reason,
            context=", ".join(f"{name}={value!r}" for name, value in given.items()),
            hint=text("Pass num_speakers alone, or min_speakers up to max_speakers."),
        )


def _impossible(given: dict[str, int]) -> Text | None:
    if any(isinstance(value, bool) or not isinstance(value, int) for value in given.values()):
        return text("A number of speakers is a whole number.")
    if any(value < 1 for value in given.values()):
        return text("A number of speakers is at least 1.")
    if "num_speakers" in given and len(given) > 1:
        return text("An exact number of speakers leaves no room for bounds.")
    if given.get("min_speakers", 1) > given.get("max_speakers", math.inf):
        return text("min_speakers exceeds max_speakers.")
    return None
