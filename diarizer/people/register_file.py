"""The register of people as a file of JSON that can be read, and in which names can be changed."""

from __future__ import annotations

import base64
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.errors import FormatError
from diarizer.files.atomic import draft
from diarizer.messages.text import text
from diarizer.people.register import Heard, Person, Register

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

NAME = "people.json"
"""What the register of a folder is called."""
_VERSION = 1
_NUMBERS = "<f2"  # of a voice: as precise as a cosine needs, in half the letters


def load(path: Path, backend: str) -> Register:
    """Read a register, or begin one where there is none.

    Args:
        path: of the file.
        backend: whose voices are to be compared with those of the register.

    Raises:
        FormatError: the file is damaged, or a later version wrote it.
        InvalidArgument: it is about the voices of another backend.

    """
    try:
        found = _parsed(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Register(backend)
    except (OSError, AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise FormatError(
            text("The register of people cannot be read."),
            context=text(
                "File: {path}\n{said}", path=path, said=f"{type(error).__name__}: {error}"
            ),
            hint=text("Mend what was changed in it, or delete it; the names then begin anew."),
        ) from error
    found.check(backend, path)
    return found


def save(register: Register, path: Path) -> None:
    """Write a whole file or none: a line for each recording and each person.

    Raises:
        OSError: the disk is full, or the folder is missing or closed.

    """
    recordings = {
        key: {"voices": heard.voices, "people": heard.people, "seconds": heard.seconds}
        for key, heard in sorted(register.recordings.items())
    }
    people = {
        key: {"name": one.name, "seconds": round(one.seconds, 2), "voice": _packed(one.voice)}
        for key, one in register.people.items()
    }
    content = (
        f'{{\n "schema_version": {_VERSION},\n "backend": {json.dumps(register.backend)},\n'
        f' "recordings": {_lines(recordings)},\n "people": {_lines(people)}\n}}\n'
    )
    with draft(path) as beside:
        beside.write_text(content, encoding="utf-8", newline="\n")


def _parsed(held: Any) -> Register:
    if held["schema_version"] != _VERSION:
        raise ValueError(f"schema_version {held['schema_version']!r}")
    people = {
        key: Person(_name(key, one["name"]), _seconds(one["seconds"]), _unpacked(one["voice"]))
        for key, one in held["people"].items()
    }
    names = Counter(one.name for one in people.values())
    if twice := [name for name, times in names.items() if times > 1]:
        raise ValueError(f"two people are called {twice[0]!r}")
    if len({len(one.voice) for one in people.values()}) > 1:
        raise ValueError("voices of two lengths")
    recordings = {
        key: Heard(str(one["voices"]), tuple(one["people"]), tuple(map(_seconds, one["seconds"])))
        for key, one in held["recordings"].items()
        if people.keys() >= set(one["people"])  # who was deleted by hand is looked for anew
    }
    if bad := [key for key, one in recordings.items() if len(one.people) != len(one.seconds)]:
        raise ValueError(f"{bad[0]}: not as many people as seconds")
    return Register(str(held["backend"]), people, recordings)


def _name(key: str, said: Any) -> str:
    if not isinstance(said, str) or not said.strip():
        raise ValueError(f"{key} has no name")
    return said


def _seconds(said: Any) -> float:
    seconds = float(said)
    if not 0.0 <= seconds < float("inf"):
        raise ValueError(f"{said!r} is no number of seconds")
    return seconds


def _packed(voice: NDArray[np.float32]) -> str:
    return base64.b64encode(np.asarray(voice, _NUMBERS).tobytes()).decode("ascii")


def _unpacked(packed: str) -> NDArray[np.float32]:
    voice = np.frombuffer(base64.b64decode(packed, validate=True), _NUMBERS).astype(np.float32)
    if not len(voice) or not np.isfinite(voice).all():
        raise ValueError("a voice that is none")
    return voice


def _lines(entries: Mapping[str, Any]) -> str:
    rows = [
        f"  {json.dumps(key, ensure_ascii=False)}: {json.dumps(one, ensure_ascii=False)}"
        for key, one in entries.items()
    ]
    return "{\n" + ",\n".join(rows) + "\n }" if rows else "{}"
