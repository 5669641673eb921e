"""What is at a path, as far as one may look.

pathlib raises where a folder may not be entered or a name is longer than the system takes: what was
typed would end in a traceback. Whoever opens such a path afterwards hears from the system why.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def is_folder(path: Path) -> bool:
    """Whether a folder is seen there."""
    try:
        return path.is_dir()
    except OSError:
        return False


def is_file(path: Path) -> bool:
    """Whether a file is seen there."""
    try:
        return path.is_file()
    except OSError:
        return False


def is_there(path: Path) -> bool:
    """Whether anything is seen there."""
    try:
        return path.exists()
    except OSError:
        return False


def closed(path: Path) -> OSError | None:
    """Return why one cannot look there; None where one can, and where nothing is."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        return error
    return None
