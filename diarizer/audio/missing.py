"""What was named is not there, or no file at all: a name that is wrong, a folder, an address."""

from __future__ import annotations

import os
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from diarizer.addressed import addressed
from diarizer.errors import AudioNotFound, AudioUnreadable
from diarizer.files.looks import is_folder
from diarizer.messages.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.errors import AudioError
    from diarizer.messages.text import Text


def streams(path: Path) -> bool:
    """Whether what is at a path gives its bytes once: to open it may wait for ever."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode) or stat.S_ISCHR(mode)


def no_file(path: Path) -> AudioUnreadable:
    """Say that a recording is read here and there, and so has to be a file."""
    return AudioUnreadable(
        text("This is a pipe or a device, and a recording is read from a file, more than once."),
        context=text("Path: {path}", path=path),
        hint=text(
            "Save what comes through it to a file first, or give it to the command: {command}",
            command="... | diarize -",
        ),
    )


def not_opened(path: Path, error: OSError) -> AudioError:
    """Say why ``path`` could not be opened, and what to do."""
    sentence = text("This is an address, and recordings are read from files: nothing is fetched.")
    if of_address := addressed(path, AudioNotFound, sentence, _fetched):
        return of_address
    if isinstance(error, FileNotFoundError):
        return AudioNotFound(
            text("There is no such file."),
            context=text("File: {path}", path=path),
            hint=text("Check the name and the folder."),
        )
    if is_folder(path) and (closed := _closed(path)):
        return unread_folder(path, closed)
    if is_folder(path):
        return AudioUnreadable(
            text("This is a folder, not a recording."),
            context=text("Folder: {path}", path=path),
            hint=text("Name a file in it."),
        )
    return AudioUnreadable(
        text("The file cannot be opened."),
        context=text("File: {path}\n{said}", path=path, said=error.strerror or str(error)),
        hint=text("Close the program that uses it, or check the permissions."),
    )


def unread_folder(folder: Path, error: OSError) -> AudioUnreadable:
    """Say that nobody knows which recordings are in ``folder``, and why."""
    return AudioUnreadable(
        text("The folder may not be read, so what is in it is left out."),
        context=text("Folder: {folder}\n{said}", folder=folder, said=error.strerror or str(error)),
        hint=text("May this user read it? Ask whose it is, or copy it to a folder of yours."),
    )


def _closed(folder: Path) -> OSError | None:
    try:
        os.scandir(folder).close()
    except OSError as error:
        return error
    return None


def _fetched(where: str) -> Text:
    """Give the command that downloads a file, or what a page plays."""
    quoted = where.replace('"', "%22")
    is_file = PurePosixPath(where.partition("?")[0]).suffix
    program = "curl -L -O" if is_file and "?" not in where else "yt-dlp -x"
    return text("Download it first: {command}", command=f'{program} "{quoted}"')
