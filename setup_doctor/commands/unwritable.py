"""What was to be written cannot stand where it was asked for: why, and where it could."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.files.looks import is_there
from diarizer.files.writable import blocked, elsewhere, trial
from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from setup_doctor.messages.text import Text


class UnwritableError(Exception):
    """A file cannot be written.

    Attributes:
        sentence: which, and what the system said.
        step: what to do next.
    """

    def __init__(self, path: Path, error: OSError, step: Text) -> None:
        why = error.strerror or str(error)
        self.sentence = text("{path} cannot be written: {why}.", path=str(path), why=why)
        self.step = step
        super().__init__(str(self.sentence))


def tried(path: Path, option: str) -> None:
    """See that a file can be made at `path`, before minutes of work are spent on it.

    Raises:
        UnwritableError: it cannot; `option` would name another place.
    """
    error: OSError | None = None
    if not is_there(path):
        error = blocked(path) or trial(path.parent, "setup-doctor")
    elif path.is_file():  # a pipe or a device takes what it is given
        try:
            path.open("ab").close()
        except OSError as closed:
            error = closed
    if error is not None:
        raise named_otherwise(path, error, option)


def named_otherwise(path: Path, error: OSError, option: str) -> UnwritableError:
    """What `error` says of `path`, with a place that takes a file."""
    place = elsewhere(path.name)
    step = text('Name another place: {option} "{place}"', option=option, place=str(place))
    return UnwritableError(path, error, step)
