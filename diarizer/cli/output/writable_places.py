"""Whether results can be written where they are wanted, before hours of work are spent on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.errors import NoRoom
from diarizer.files.looks import is_folder
from diarizer.files.writable import behind, blocked, elsewhere, lost, takes_bytes, trial
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from diarizer.cli.output.planned_files import PlannedFiles

_FOLDER = "results"


def check(tasks: Sequence[PlannedFiles]) -> Mapping[Path, NoRoom]:
    """Return the recordings whose results cannot be written, and why.

    Raises:
        NoRoom: no recording has a place for its results.

    """
    found = _refused(tasks)
    if tasks and len(found) == len(tasks):
        raise found[tasks[0].item.file]
    return found


def _refused(tasks: Sequence[PlannedFiles]) -> dict[Path, NoRoom]:
    """Return them; each folder is tried once."""
    tried: dict[Path, OSError | None] = {}
    found: dict[Path, NoRoom] = {}
    many = len(tasks) > 1 or any(task.item.folder for task in tasks)
    for task in tasks:
        for option, path in _wanted(task):
            if takes_bytes(path):
                continue
            place = behind(path)
            if place.parent not in tried:
                tried[place.parent] = trial(place.parent)
            error = blocked(place) or tried[place.parent]
            if place != path and not is_folder(place.parent):
                error = lost(place.parent)
            if error:
                name = _FOLDER if many else path.name
                found.setdefault(task.item.file, _refusal(path, error, option, name))
    return found


def check_register(path: Path) -> None:
    """Refuse to begin where it could not be written down who is who.

    Raises:
        NoRoom: its folder takes no file.

    """
    if error := trial(path.parent):
        raise _refusal(path, error, "--output", _FOLDER)


def _refusal(path: Path, error: OSError, option: str, name: str) -> NoRoom:
    return NoRoom(
        text("The results cannot be written there, so the work is not begun."),
        context=text("File: {path}\n{said}", path=path, said=str(error)),
        hint=text('Name another place: {option} "{place}"', option=option, place=elsewhere(name)),
    )


def _wanted(task: PlannedFiles) -> list[tuple[str, Path]]:
    """Pair each file that is written with the option that names another place for it."""
    some = (
        ("--output", task.target),
        ("--embeddings", task.voices),
        ("--html", task.page),
        ("--plot", task.picture),
    )
    return [(option, path) for option, path in some if path is not None]
