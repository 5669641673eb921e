"""The voices of one recording as they lie beside its result: a file of numpy."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from diarizer.errors import FormatError
from diarizer.files.atomic import draft
from diarizer.messages.text import text
from diarizer.people.linking import Spoken

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from diarizer.types import Annotation

_WHOLE = {"speakers", "embeddings", "seconds", "known", "backend"}
_TABLE = 2  # dimensions


@dataclass(frozen=True, slots=True, eq=False)
class StoredVoices:
    """Who speaks in one recording, and how each of them sounds.

    Attributes:
        backend: whose directions they are.
        speakers: the names that they have in the result.
        embeddings: (k, d) of unit length.
        seconds: (k,) that each speaks.
        known: (k,) whether somebody was recognised by an enrolment, and so is no stranger.

    """

    backend: str
    speakers: tuple[str, ...]
    embeddings: NDArray[np.float32]
    seconds: NDArray[np.float64]
    known: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        voices: Mapping[str, NDArray[np.float32]],
        seconds: Mapping[str, float],
        *,
        backend: str,
        known: Collection[str] = (),
    ) -> StoredVoices:
        """Take what was found out about one recording."""
        rows = list(voices.values())
        return cls(
            backend,
            tuple(voices),
            np.stack(rows) if rows else np.empty((0, 0), np.float32),
            np.array([seconds.get(name, 0.0) for name in voices], np.float64),
            np.array([name in known for name in voices], bool),
        )

    @classmethod
    def load(cls, path: Path) -> StoredVoices:
        """Read what :meth:`save` wrote.

        Raises:
            FormatError: the file is damaged, or none of those.

        """
        try:
            with np.load(path) as held:
                lacking = _WHOLE - set(held)
                found = None if lacking else cls._checked(held)
        except (OSError, ValueError, EOFError, KeyError, SyntaxError) as error:
            raise _unusable(path, f"{type(error).__name__}: {error}") from error
        except (
            Exception
        ) as error:  # zipfile and zlib have errors of their own, which need no import
            raise _unusable(path, f"{type(error).__name__}: {error}") from error
        if found is None:
            raise _unusable(path, ", ".join(sorted(lacking)))
        return found

    @classmethod
    def _checked(cls, held: Mapping[str, NDArray[np.float32]]) -> StoredVoices:
        rows = np.asarray(held["embeddings"], np.float32)
        names = tuple(str(name) for name in held["speakers"])
        seconds, known = np.asarray(held["seconds"], np.float64), np.asarray(held["known"], bool)
        if rows.ndim != _TABLE or not len(rows) == len(names) == len(seconds) == len(known):
            raise ValueError(f"{len(names)} speakers, {rows.shape} numbers")
        if not (np.isfinite(rows).all() and np.isfinite(seconds).all()):
            raise ValueError("numbers that are none")
        return cls(str(held["backend"]), names, rows, seconds, known)

    def save(self, path: Path) -> None:
        """Write a whole file or none.

        Raises:
            OSError: the disk is full, or the folder is missing or closed.

        """
        with draft(path) as beside, beside.open("wb") as file:
            np.savez(
                file,
                speakers=np.array(self.speakers, str),
                embeddings=self.embeddings,
                seconds=self.seconds,
                known=self.known,
                backend=np.array(self.backend),
            )

    def called(self, names: Mapping[str, str]) -> StoredVoices:
        """Give the speakers other names."""
        return replace(self, speakers=tuple(names.get(name, name) for name in self.speakers))

    @property
    def strangers(self) -> tuple[str, ...]:
        """Those whom no enrolment knows, in the order of their rows."""
        return tuple(
            name for name, known in zip(self.speakers, self.known, strict=True) if not known
        )

    @property
    def spoken(self) -> Spoken:
        """The voices of the strangers."""
        return Spoken(self.embeddings[~self.known], self.seconds[~self.known])

    @property
    def fingerprint(self) -> str:
        """The same for the same voices, whatever they and their file are called."""
        held = self.embeddings.tobytes() + self.known.tobytes()
        return hashlib.sha256(held).hexdigest()[:16]


def seconds_of(found: Annotation) -> dict[str, float]:
    """Add up how long each speaks."""
    seconds = dict.fromkeys(found.speakers, 0.0)
    for turn in found.turns:
        seconds[turn.speaker] += turn.span.duration
    return seconds


def _unusable(path: Path, said: str) -> FormatError:
    return FormatError(
        text("The voices of a recording cannot be read."),
        context=text("File: {path}\n{said}", path=path, said=said),
        hint=text("Delete this file, and its recording is done anew."),
    )
