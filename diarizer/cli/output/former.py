"""Turns of an earlier run that are to be replaced: a person may have corrected them."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from diarizer.cli import stderr
from diarizer.files.atomic import short
from diarizer.files.held_by_others import persistently
from diarizer.files.looks import is_file
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
    if path is None or not is_file(path):
        yield
        return
    aside = _copied(path)
    try:
        yield
    finally:
        if not (_same(path, aside) and _removed(aside)):
            stderr.say(
                text("{path} was there already; it is kept as {aside}", path=path, aside=aside.name)
            )


def _copied(path: Path) -> Path:
    """Copy it to a name that is not there yet: what was kept before stays, too.

    Another run may look for such a name at the same time, so it is taken as it is found.
    """
    held = path.read_bytes()
    for number in count(1):
        ending = f"{_ENDING}{number}" if number > 1 else _ENDING
        aside = path.with_name(short(path.name) + ending)
        try:
            file = aside.open("xb")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(held)
        except BaseException:  # the disk is full, or Ctrl-C: half of it is of no use
            _removed(aside)
            raise
        return aside
    raise AssertionError  # there is always one number more


def _same(path: Path, aside: Path) -> bool:
    try:
        return path.read_bytes() == aside.read_bytes()
    except OSError:
        return False


def _removed(aside: Path) -> bool:
    try:
        persistently(aside.unlink, aside)
    except OSError:
        return False
    return True
