"""What is done with one recording, here or in another process: an order in, an outcome out."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from diarizer.errors import AudioUnreadable, BackendError, DiarizerError
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.diarization.turn_shape import Shape
    from diarizer.people.recognition import Match
    from diarizer.types import Annotation, Progress

    Voices = Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Order:
    """What to do with one recording; it can be sent to another process.

    Attributes:
        file: the recording, as whoever carries it out finds it.
        backend: one of :func:`diarizer.backends.names`.
        engine: that runs its network; see :func:`diarizer.backends.choose`.
        device: on which it calculates; see :func:`diarizer.backends.choose`.
        num_speakers: how many speak.
        min_speakers: how many speak at least.
        max_speakers: how many speak at most.
        shape: what a turn is; the backend's own when None.
        channels: that are heard, and how; see :func:`diarizer.diarize`.
        track: that is heard.
        people: the voices of those who are to be recognised.
        threshold: from which similarity they are; the backend's own when None.
        voices: whether the voices of the speakers are wanted.

    """

    file: Path
    backend: str
    engine: str = "auto"
    device: str = "auto"
    num_speakers: int | None = None
    min_speakers: int | None = None
    max_speakers: int | None = None
    shape: Shape | None = None
    channels: str | int = "auto"
    track: int | None = None
    people: Voices = field(default_factory=dict)
    threshold: float | None = None
    voices: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an order.

    Attributes:
        file: the recording.
        found: who speaks when; None when it failed.
        error: why it failed.
        seconds: that it took.
        voices: of the speakers, under the names that they have in ``found``, if they were wanted.
        matches: what was found out about each person who is known.
        backend: that did it.

    """

    file: Path
    found: Annotation | None = None
    error: DiarizerError | None = None
    seconds: float = 0.0
    voices: Voices = field(default_factory=dict)
    matches: tuple[Match, ...] = ()
    backend: str = ""


def carry_out(
    order: Order, progress: Progress | None = None, backend: Backend | None = None
) -> Outcome:
    """Diarize one recording; whatever goes wrong with it is an outcome, too.

    Args:
        order: what to do.
        progress: told how far each stage is.
        backend: that is loaded already; otherwise it is loaded once for this process.

    """
    began = time.perf_counter()
    try:
        return _diarized(order, began, progress, backend)
    except DiarizerError as error:
        failure = error
    except OSError as error:
        failure = AudioUnreadable(
            text("The recording cannot be read."),
            context=text("File: {path}\n{said}", path=order.file, said=str(error)),
            hint=text("Check the drive and the permissions."),
        )
    except Exception as error:  # noqa: BLE001, one broken recording must not stop a thousand others
        failure = BackendError(
            text("The engine broke off."),
            context=f"{type(error).__name__}: {error}",
            hint="setup-doctor check",
        )
    return Outcome(order.file, error=failure, seconds=time.perf_counter() - began)


@lru_cache(maxsize=1)
def _loaded(backend: str, engine: str, device: str) -> Backend:
    from diarizer import backends  # noqa: PLC0415, numpy is loaded with an engine

    return backends.choose(backend, engine, device=device)


def _diarized(
    order: Order, began: float, progress: Progress | None, backend: Backend | None
) -> Outcome:
    from diarizer import api, audio, backends  # noqa: PLC0415, as above
    from diarizer.diarization.source_choice import chosen  # noqa: PLC0415, as above
    from diarizer.people import recognition  # noqa: PLC0415, as above

    # The file first: a wrong name should not take the seconds in which an engine is loaded.
    choice = chosen(order.channels, order.track)
    with audio.opened(order.file, progress, choice) as recording:
        loaded = backend or _loaded(order.backend, order.engine, order.device)
        found = api.run(
            loaded,
            recording,
            num_speakers=order.num_speakers,
            min_speakers=order.min_speakers,
            max_speakers=order.max_speakers,
            shape=order.shape,
            progress=progress,
        )
        wanted = order.voices or order.people
        voices = recognition.voices(loaded, recording, found) if wanted else {}
    matches: tuple[Match, ...] = ()
    if order.people:
        limit = backends.threshold(order.backend) if order.threshold is None else order.threshold
        matches = tuple(recognition.match(voices, order.people, limit))
        names = recognition.names(found, matches)
        found = recognition.named(found, matches)
        voices = {names[speaker]: voice for speaker, voice in voices.items()}
    seconds = time.perf_counter() - began
    kept = voices if order.voices else {}
    return Outcome(order.file, found, None, seconds, kept, matches, order.backend)
