"""Files that are there as a whole or not at all."""

from __future__ import annotations

import hashlib
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from diarizer.files.held_by_others import persistently

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LONGEST = 200  # bytes: of the 255 that a name may have, the draft's own needs some more
_BEGINNING = 40  # letters, of four bytes at most


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Name a file beside ``path`` to write to, which takes its place when the block has ended well.

    When the block raises, or is stopped by Ctrl-C, what was at ``path`` before stays as it was.

    Raises:
        OSError: the disk is full, the folder is missing or closed, or another program keeps the
            old file open.

    """
    beside = path.with_name(f".{_short(path.name)}.{os.getpid()}")
    try:
        yield beside
        persistently(lambda: beside.replace(path), path)
    finally:
        beside.unlink(missing_ok=True)


def _short(name: str) -> str:
    """Return a name to which something can be added; one that nearly is too long is cut."""
    whole = os.fsencode(name)
    if len(whole) <= _LONGEST:
        return name
    return f"{name[:_BEGINNING]}.{hashlib.sha256(whole).hexdigest()[:16]}"
