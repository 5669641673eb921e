"""Known people in recordings: `diarizer.identify` and `diarizer.voices`."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer import api, backends
from diarizer.backends import devices
from diarizer.errors import InvalidArgument
from diarizer.messages.text import Text, text
from diarizer.people import enrolment, recognition
from diarizer.types import Annotation, Audio

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.types import Progress

Source = str | Path | Audio
"""One recording: a file in any format, or samples."""
People = Mapping[str, Source | Sequence[Source]]
"""Names, each with a recording of this person or several."""

_LOG = logging.getLogger("diarizer")


def identify(
    recording: Source,
    people: People,
    *,
    backend: str = "auto",
    engine: str = "auto",
    device: str = "auto",
    threshold: float | None = None,
    num_speakers: int | None = None,
    min_speakers: int | None = None,
    max_speakers: int | None = None,
    progress: Progress | None = None,
) -> Annotation:
    """Find who speaks when, and give people whom one knows their names.

    Args:
        recording: a file in any format, or what :func:`diarizer.audio.recording.load` made of one.
        people: names, each with a recording of this person, or several; ten seconds of speech
            of nobody else are best.
        backend: see :func:`diarizer.diarize`.
        engine: see :func:`diarizer.diarize`.
        device: see :func:`diarizer.diarize`.
        threshold: cosine similarity from which two voices are one person's; the measured one of
            the backend when None, ``THRESHOLD`` in its module.
        num_speakers: how many speak in the recording, when that is known.
        min_speakers: how many speak at least.
        max_speakers: how many speak at most.
        progress: called as ``progress(stage, completed, total)``.

    Returns:
        turns of the names in ``people``, and of ``unknown``, ``unknown_2``, ... in order of first
        appearance for everybody else. A name is given to one speaker at most.

    Raises:
        AudioError: a recording cannot be read.
        BackendError: the backend is not there or not ready.
        InvalidArgument: nobody to recognise, a threshold that is none, or impossible bounds.
        NoSpeech: nobody speaks in the recording of somebody who is to be recognised.

    """
    bounds = (num_speakers, min_speakers, max_speakers)
    api.check_bounds(*bounds)
    check(people, threshold)
    devices.check(device)
    with api.opened(recording, progress) as sound:
        name = backends.resolve(backend, engine, wanted=("voices",))
        loaded = backends.choose(name, engine, device=device)
        known = known_voices(loaded, people)
        found = api.run(
            loaded,
            sound,
            num_speakers=num_speakers,
            min_speakers=min_speakers,
            max_speakers=max_speakers,
            progress=progress,
        )
        limit = backends.threshold(name) if threshold is None else threshold
        matches = recognition.match(recognition.voices(loaded, sound, found), known, limit)
        return recognition.named(found, matches)


def voices(
    recording: Source,
    found: Annotation | None = None,
    *,
    backend: str = "auto",
    device: str = "auto",
) -> dict[str, NDArray[np.float32]]:
    """Describe the voice of each speaker of a recording by a direction.

    Args:
        recording: see :func:`identify`.
        found: who speaks when in it; diarized anew when None.
        backend: see :func:`diarizer.diarize`. Compare only directions of the same backend.
        device: see :func:`diarizer.diarize`.

    Returns:
        (d,) float32 of unit length under the name of each speaker: 256 numbers with
        ``resemblyzer``, 192 with ``open``. Who speaks too shortly to be described is left out.

    Raises:
        AudioError: the recording cannot be read.
        BackendError: the backend is not there or not ready.

    """
    devices.check(device)
    with api.opened(recording) as sound:
        loaded = backends.choose(backend, wanted=("voices",), device=device)
        return recognition.voices(loaded, sound, found or api.run(loaded, sound))


def check(people: People, threshold: float | None) -> None:
    """Refuse what nobody can be recognised by.

    Raises:
        InvalidArgument: nobody, a name that strangers get, or a threshold that is no cosine.

    """
    strange = [name for name in people if not name or name.startswith(recognition.UNKNOWN)]
    if silent := [name for name, given in people.items() if _is_no_recording(given)]:
        raise InvalidArgument(
            text("There is no recording of {name!r} to recognise them by.", name=silent[0]),
            context=text("People: {names}", names=", ".join(people)),
            hint=text('Pass a name and a recording of each person: {{"chair": "chair.wav"}}'),
        )
    if not people or strange:
        raise InvalidArgument(
            text("{name!r} is what strangers are called.", name=strange[0])
            if strange
            else text("Nobody is known."),
            context=text("People: {names}", names=", ".join(people) or text("none")),
            hint=text('Pass a name and a recording of each person: {{"chair": "chair.wav"}}'),
        )
    check_threshold(threshold)


def _is_no_recording(given: Source | Sequence[Source]) -> bool:
    return isinstance(given, Sequence) and not isinstance(given, str) and not given


def check_threshold(threshold: float | None) -> None:
    """Refuse a threshold that is no cosine.

    Raises:
        InvalidArgument: it is none.

    """
    if threshold is not None and not -1.0 <= threshold <= 1.0:
        raise InvalidArgument(
            text("A threshold is a cosine similarity."),
            context=text("threshold={threshold!r}", threshold=threshold),
            hint=text("Pass a number between 0 and 1, or leave it out."),
        )


def known_voices(
    engine: Backend, people: People, tell: Callable[[Text], object] = _LOG.warning
) -> dict[str, NDArray[np.float32]]:
    """Learn how each person sounds; see :func:`identify`.

    Args:
        engine: that will be asked.
        people: names, each with one recording or several.
        tell: gets a line about each doubtful recording; the log ``diarizer`` by default.

    Raises:
        AudioError: a recording cannot be read.
        NoSpeech: nobody speaks in one.

    """
    learnt = {}
    for name, given in people.items():
        sources = [given] if isinstance(given, (str, Path, Audio)) else list(given)
        each = []
        for source in sources:
            with api.opened(source) as sound:
                each.append(enrolment.learnt(engine, name, sound, tell))
        learnt[name] = enrolment.together(each)
    return learnt
