"""The same stranger in several recordings: `diarizer.link`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from diarizer import api, backends
from diarizer.backends import devices
from diarizer.errors import InvalidArgument
from diarizer.files.writable import trial
from diarizer.messages.text import text
from diarizer.people import identification, linking, recognition, register_file
from diarizer.people.register import STRANGER, Register
from diarizer.people.stored_voices import StoredVoices, seconds_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.people.identification import People, Source
    from diarizer.types import Annotation, Progress


def link(
    recordings: Sequence[Source],
    *,
    register: str | Path | None = None,
    people: People | None = None,
    backend: str = "auto",
    engine: str = "auto",
    device: str = "auto",
    threshold: float | None = None,
    progress: Progress | None = None,
) -> list[Annotation]:
    """Find who speaks when in several recordings, and give a stranger the same name in all of them.

    Args:
        recordings: each a file in any format, or what :func:`diarizer.audio.recording.load` made
            of one.
        register: a file that keeps the voices and the names, so that they are the same when more
            recordings come later; it is made where there is none. With None nothing is kept.
        people: known people, who keep their names; see :func:`diarizer.identify`.
        backend: see :func:`diarizer.diarize`.
        engine: see :func:`diarizer.diarize`.
        device: see :func:`diarizer.diarize`.
        threshold: cosine similarity from which a voice is that of a person who was heard before;
            the measured one of the backend when None.
        progress: called as ``progress(stage, completed, total)``.

    Returns:
        one for each recording, in their order: turns of ``person_1``, ``person_2``, ... and of the
        names in ``people``. Who speaks too shortly to be described keeps a name that is none of
        those: ``SPEAKER_00``, or ``unknown``.

    Raises:
        AudioError: a recording cannot be read.
        BackendError: the backend is not there or not ready.
        FormatError: the register is damaged.
        InvalidArgument: the register is about the voices of another backend, a threshold that is
            none, or somebody is called like a stranger.
        OSError: the register cannot be written.

    """
    check(people or (), threshold)
    if people:
        identification.check(people, None)
    devices.check(device)
    name = backends.resolve(backend, engine, wanted=("voices",))
    path = Path(register) if register is not None else None
    if path:
        _begin(path, name)
    loaded = backends.choose(name, engine, device=device)
    known = identification.known_voices(loaded, people) if people else {}
    found: list[Annotation] = []
    batch: dict[str, StoredVoices] = {}
    for number, recording in enumerate(recordings, 1):
        turns, voices = _heard(loaded, name, recording, known, progress)
        found.append(turns)
        key = _key(recording) or f"recording {voices.fingerprint}"
        batch[f"{key} ({number})" if key in batch else key] = voices
    # Read now, and not before the work: in its hours somebody else may have written it.
    kept = register_file.load(path, name) if path else Register(name)
    kept.enter(batch, linking.usual(name) if threshold is None else threshold)
    if path:
        register_file.save(kept, path)
    pairs = zip(found, batch.items(), strict=True)
    return [recognition.called(turns, kept.names(*entry)) for turns, entry in pairs]


def _begin(path: Path, backend: str) -> None:
    """Refuse before the work what could not be read or written behind it.

    Raises:
        FormatError: the register is damaged.
        InvalidArgument: it is about the voices of another backend.
        OSError: it cannot be written.

    """
    path.parent.mkdir(parents=True, exist_ok=True)
    if error := trial(path.parent):
        raise error
    register_file.load(path, backend)


def check(people: Iterable[str], threshold: float | None = None) -> None:
    """Refuse names that strangers get, and a threshold that is no cosine.

    Raises:
        InvalidArgument: one of them.

    """
    if strange := [name for name in people if name.startswith(STRANGER)]:
        raise InvalidArgument(
            text("{name!r} is what strangers are called.", name=strange[0]),
            context=text("People: {names}", names=", ".join(people)),
            hint=text("Call this person otherwise."),
        )
    identification.check_threshold(threshold)


def _heard(
    engine: Backend,
    name: str,
    recording: Source,
    known: Mapping[str, NDArray[np.float32]],
    progress: Progress | None,
) -> tuple[Annotation, StoredVoices]:
    with api.opened(recording, progress) as sound:
        found = api.run(engine, sound, progress=progress)
        voices = recognition.voices(engine, sound, found)
    matches = recognition.match(voices, known, backends.threshold(name)) if known else []
    if known:
        new = recognition.names(found, matches)
        found = recognition.called(found, new)
        voices = {new[speaker]: voice for speaker, voice in voices.items()}
    mine = [match.name for match in matches if match.recognised]
    return found, StoredVoices.of(voices, seconds_of(found), backend=name, known=mine)


def _key(recording: Source) -> str:
    """Call a recording by its path, or by its name where it is in memory."""
    if isinstance(recording, (str, Path)):
        return Path(recording).absolute().as_posix()
    return str(getattr(recording, "uri", ""))  # samples in other shapes have no name
