"""Turns of an earlier run that are to be replaced: a person may have corrected them."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from diarizer.cli import stderr
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ENDING = ".old"  # no reader of turns takes such a file for one of its own


@contextmanager
def kept(path: Path | None) -> Iterator[None]:
    """Keep what is at ``path``, under another name, where something else stands there afterwards.

    Raises:
        OSError: it could not be kept; then it is still where it was.

    """
    if path is None or not path.is_file():
        yield
        return
    held = path.read_bytes()
    aside = _free(path)
    aside.write_bytes(held)
    try:
        yield
    finally:
        if path.is_file() and path.read_bytes() == held:
            aside.unlink()
        else:
            stderr.say(
                text("{path} was there already; it is kept as {aside}", path=path, aside=aside.name)
            )


def _free(path: Path) -> Path:
    """Name a file that is not there yet: what was kept before stays, too."""
    numbers = (f"{_ENDING}{number}" if number > 1 else _ENDING for number in count(1))
    names = (path.with_name(path.name + ending) for ending in numbers)
    return next(name for name in names if not name.exists())
