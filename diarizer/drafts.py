"""Files that are there as a whole or not at all."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = (0.05, 0.2, 0.5, 1.0)
"""Seconds between the attempts: on Windows a scanner or an indexer opens every new file for a moment."""


@contextmanager
def draft(path: Path) -> Iterator[Path]:
    """Name a file beside ``path`` to write to, which takes its place when the block has ended well.

    When the block raises, or is stopped by Ctrl-C, what was at ``path`` before stays as it was.

    Raises:
        OSError: the disk is full, the folder is missing or closed, or another program keeps the
            old file open.

    """
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield beside
        _put(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _put(beside: Path, path: Path) -> None:
    for seconds in _PATIENCE:
        with suppress(PermissionError):
            beside.replace(path)
            return
        time.sleep(seconds)
    beside.replace(path)
