"""Whether a file could be written, found out by writing one.

The permissions that a system shows are not asked: Windows and network drives show others.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def trial(folder: Path, mark: str = "diarize") -> OSError | None:
    """Make a file in the folder, or in the one in which it would be made; return what that gave.

    Args:
        folder: where something is to stand.
        mark: a word in the name of that file, which is taken away at once.

    """
    place = folder.absolute()
    while not place.exists() and place != place.parent:
        place = place.parent
    made = place / f".{mark}.{os.getpid()}"
    try:
        made.write_bytes(b"")
        made.unlink()
    except OSError as error:
        return error
    return None


def elsewhere(name: str) -> Path:
    """Name a file that can be written: in the user's folder, or in the one for temporary files."""
    home = Path.home()
    return (home if trial(home) is None else Path(tempfile.gettempdir())) / name
