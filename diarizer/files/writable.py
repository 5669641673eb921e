"""Whether a file could be written, found out by writing one.

The permissions that a system shows are not asked: Windows and network drives show others.
"""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from pathlib import Path
from typing import BinaryIO

from diarizer.files.looks import is_there

_LONGEST = 255  # bytes of a name
_FILES = frozenset({Path("/dev/fd"), Path("/proc/self/fd")})  # of this process, by their numbers
_STREAMS = frozenset({Path("/dev"), *_FILES})  # of /dev/stdout, whatever it leads to
_NUMBERS = {Path("/dev/stdout"): 1, Path("/dev/stderr"): 2}


def trial(folder: Path, mark: str = "diarize") -> OSError | None:
    """Make a file in the folder, or in the one in which it would be made; return what that gave.

    Args:
        folder: where something is to stand.
        mark: a word in the name of that file, which is taken away at once.

    """
    place = folder.absolute()
    while not is_there(place) and place != place.parent:
        if os.path.islink(place):  # noqa: PTH114, a name that is too long does not raise here
            return lost(place)
        place = place.parent
    made = place / f".{mark}.{os.getpid()}"
    try:
        made.write_bytes(b"")
        made.unlink()
    except OSError as error:
        return error
    return None


def blocked(path: Path) -> OSError | None:
    """Return why no file can stand at ``path``, whatever its folder takes.

    Its name is longer than the system has them, a folder is called so, or the file that is there is
    closed to writing: POSIX would let a new one take its place all the same.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        return error
    if stat.S_ISDIR(mode):
        return IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not os.access(path, os.W_OK):
        return PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return None


def behind(path: Path) -> Path:
    """Return what a link leads to, which is what is written; any other path as it is."""
    try:
        return path.resolve() if path.is_symlink() else path
    except (OSError, RuntimeError):  # before Python 3.13 the latter of links in a circle
        return path


def lost(folder: Path) -> OSError:
    """Return what to say of a folder to which a link leads, and which is not there: none is made."""
    return FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))


def takes_bytes(path: Path) -> bool:
    """Whether a device or a pipe is there, which takes what it is given and stays what it is."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return path.parent in _STREAMS or not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def opened(path: Path) -> BinaryIO:
    """Open what takes bytes. A stream of this process may lead to a file, of which nothing is cut off.

    Raises:
        OSError: it does not take any.

    """
    number = _NUMBERS.get(path)
    if path.parent in _FILES and path.name.isdecimal():
        number = int(path.name)
    return path.open("wb") if number is None else os.fdopen(os.dup(number), "wb")


def elsewhere(name: str) -> Path:
    """Name a file that can be written: in the user's folder, or in the one for temporary files."""
    if len(os.fsencode(name)) > _LONGEST:
        name = f"result{Path(name).suffix}"
    home = Path.home()
    return (home if trial(home) is None else Path(tempfile.gettempdir())) / name
