"""What a folder allows, tried out for real and taken away again."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from diarizer.files.held_by_others import FileHeld, number, persistently

# One folder after the other, each well within what a single name may have.
_STEP = "d" * 40
LONG = 300  # characters; the old limit of Windows is 260
_CONTENT = b"read back"


@dataclass(frozen=True, slots=True)
class FolderAbilities:
    """What could be done in a folder.

    Attributes:
        links: symbolic links can be made, and be read through.
        problem: why nothing can be written there and read back; empty where it can.
        link_problem: why a link cannot be made or read through.
    """

    links: bool = False
    problem: str = ""
    link_problem: str = ""


@dataclass(frozen=True, slots=True)
class Wait:
    """How long a new file was held by another program.

    Attributes:
        tries: how often it took; 1 where nobody held it.
        seconds: until it could be renamed and removed.
        problem: why it could not be, after all the tries.
    """

    tries: int = 1
    seconds: float = 0.0
    problem: str = ""


def try_folder(path: Path) -> FolderAbilities:
    """Write and read in `path`, or in the nearest folder above it that is there."""
    try:
        with _scratch(path) as folder:
            file = Path(folder) / "file"
            file.write_bytes(_CONTENT)
            if file.read_bytes() != _CONTENT:
                return FolderAbilities(problem="what was written is not what is read back")
            problem = _try_link(file)
            return FolderAbilities(links=not problem, link_problem=problem)
    except OSError as error:
        return FolderAbilities(problem=said(error))


def try_long_path(path: Path) -> str:
    """Why no file can be written at a path of 300 characters below `path`; empty if it can."""
    try:
        with _scratch(path) as folder:
            deep = Path(folder)
            while len(str(deep)) < LONG:
                deep /= _STEP
                deep.mkdir()
            file = deep / "file"
            file.write_bytes(_CONTENT)
            return "" if file.read_bytes() == _CONTENT else "what is read back differs"
    except OSError as error:
        return said(error)


def try_new_library(path: Path) -> Wait:
    """Write what looks like a library into `path`, rename it and remove it at once, as pip does."""
    tries = 0

    def rename() -> Path:
        nonlocal tries
        tries += 1
        return file.rename(file.with_suffix(".dll"))

    started = time.monotonic()
    try:
        with _scratch(path) as folder:
            file = Path(folder) / "setup-doctor.new"
            file.write_bytes(b"MZ" + bytes(4096))
            renamed = persistently(rename, file)
            persistently(renamed.unlink, renamed)
    except FileHeld as error:
        return Wait(error.tries, time.monotonic() - started, said(error))
    except OSError as error:
        return Wait(tries, time.monotonic() - started, said(error))
    return Wait(tries, time.monotonic() - started)


def said(error: OSError) -> str:
    """What the system said, with its number in front: the words are in the user's language."""
    known = number(error)
    words = error.strerror or str(error)
    return f"WinError {known}: {words}" if known is not None else words


def _scratch(path: Path) -> tempfile.TemporaryDirectory[str]:
    while not path.exists() and path != path.parent:
        path = path.parent
    return tempfile.TemporaryDirectory(dir=path, prefix="setup-doctor-", ignore_cleanup_errors=True)


def _try_link(file: Path) -> str:
    link = file.with_name("link")
    try:
        link.symlink_to(file)
        # Wine, and some network drives, say that they have made it, and it leads nowhere.
        return "" if link.read_bytes() == _CONTENT else "the link leads elsewhere"
    except OSError as error:
        return said(error)
