"""Files that are there as a whole or not at all."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.files.held_by_others import persistently
from diarizer.files.writable import behind, blocked, opened, takes_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 200  # bytes: of the 255 that a name may have, the draft's own needs some more
_BEGINNING = 40  # letters, of four bytes at most


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Name a file beside ``path`` to write to, which takes its place when the block has ended well.

    When the block raises, or is stopped by Ctrl-C, what was at ``path`` before stays as it was. A link
    stays one: what it leads to is replaced. So does a device or a pipe, which is given the bytes.

    Raises:
        OSError: the disk is full, the folder is missing or closed, another program keeps the old
            file open, or that is closed to writing.

    """
    if takes_bytes(path):
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(folder, "draft")
            yield whole
            with whole.open("rb") as source, opened(path) as sink:
                shutil.copyfileobj(source, sink)
        return
    place = behind(path)
    beside = place.with_name(f".{short(place.name)}.{os.getpid()}")
    try:
        yield beside
        if error := blocked(place):
            raise error
        persistently(lambda: beside.replace(place), path)
    finally:
        beside.unlink(missing_ok=True)


def short(name: str) -> str:
    """Return a name to which something can be added; one that nearly is too long is cut."""
    whole = os.fsencode(name)
    if len(whole) <= _LONGEST:
        return name
    return f"{name[:_BEGINNING]}.{hashlib.sha256(whole).hexdigest()[:16]}"
