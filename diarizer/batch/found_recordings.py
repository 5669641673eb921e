"""Which files of a folder are recordings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.audio.missing import unread_folder
from diarizer.errors import AudioNotFound
from diarizer.files.looks import closed, is_file, is_folder
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ENDINGS = frozenset(
    (
        *(".3gp", ".aac", ".ac3", ".aif", ".aifc", ".aiff", ".amr", ".ape", ".asf", ".au", ".avi"),
        *(".caf", ".flac", ".flv", ".m4a", ".m4b", ".m4v", ".mka", ".mkv", ".mov", ".mp2", ".mp3"),
        *(".mp4", ".mpeg", ".mpg", ".mts", ".oga", ".ogg", ".ogv", ".opus", ".ra", ".sph", ".ts"),
        *(".voc", ".w64", ".wav", ".webm", ".wma", ".wmv", ".wv"),
    )
)
# What the containers of sound and video begin with, for files whose ending says something else.
_BEGINNINGS = (
    *(b"RF64", b"OggS", b"fLaC", b"ID3", b"#!AMR", b"NIST_1A", b"\x1aE\xdf\xa3", b"caff", b".snd"),
    *(b"MAC ", b"wvpk", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b"\x00\x00\x01\xba"),
)
# Two families of containers hold pictures as well, and say so further on.
_SOUNDING = (b"WAVE", b"AVI ", b"AIFF", b"AIFC")
_PICTURES = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
# At the root of every drive, and closed.
_OF_SYSTEMS = frozenset(("$recycle.bin", "system volume information", "lost+found"))


@dataclass(frozen=True, slots=True)
class FoundRecording:
    """One recording that was asked for.

    Attributes:
        file: where it is.
        folder: that was named and holds it; None when the file itself was named.

    """

    file: Path
    folder: Path | None = None

    @property
    def inside(self) -> Path:
        """The path below the folder that was named; the bare name without one."""
        return self.file.relative_to(self.folder) if self.folder else Path(self.file.name)


def collected(paths: Iterable[Path]) -> list[FoundRecording]:
    """List every recording of folders and their folders, by name, beside the files that are named.

    A recording is known by its ending, or by what it begins with. What is hidden is left alone. A
    folder that may not be read stands for what may be in it, and fails with its reason.

    Raises:
        AudioNotFound: a folder without recordings.
        AudioUnreadable: a folder that was named may not be read.

    """
    items: dict[Path, FoundRecording] = {}
    for path in paths:
        for item in _within(path) if is_folder(path) else [FoundRecording(path)]:
            items.setdefault(item.file, item)
    return list(items.values())


def _within(folder: Path) -> Iterator[FoundRecording]:
    closed_ones: list[OSError] = []
    found = sorted(path for path in _files(folder, closed_ones.append) if _is_recording(path))
    for error in closed_ones:
        place = Path(error.filename)
        if place == folder:
            raise unread_folder(folder, error)
        if not _leads_elsewhere(place):
            found.append(place)
    if not found:
        raise AudioNotFound(
            text("There is no recording in the folder."),
            context=text("Folder: {folder}", folder=folder),
            hint=text("Name a folder with recordings or videos in it, or a file."),
        )
    return (FoundRecording(path, folder) for path in found)


def _files(folder: Path, closed_one: Callable[[OSError], None]) -> Iterator[Path]:
    # Path.rglob breaks off where a folder disappears while it is read, or may not be read.
    for place, folders, names in os.walk(folder, onerror=closed_one):
        folders[:] = [name for name in folders if not _is_left_alone(name)]
        yield from (Path(place, name) for name in names if not name.startswith("."))


def _is_left_alone(folder: str) -> bool:
    """Whether it is hidden, or the system's own: what was thrown away is not asked for."""
    return folder.startswith(".") or folder.lower() in _OF_SYSTEMS


def _leads_elsewhere(folder: Path) -> bool:
    """Whether it is a junction: before Python 3.12 os.walk enters "My Music", which is closed to all."""
    try:
        return bool(getattr(folder.lstat(), "st_reparse_tag", 0))
    except OSError:
        return False


def _is_recording(path: Path) -> bool:
    # What is called a recording and may not be looked at fails with its reason.
    if not (is_file(path) or closed(path)):
        return False
    return path.suffix.lower() in _ENDINGS or _begins_like_one(path)


def _begins_like_one(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return False  # what cannot be read and is not called a recording is no concern of ours
    kind = head[8:12]
    if head[4:8] == b"ftyp":
        return kind not in _PICTURES
    return head.startswith(_BEGINNINGS) or (head[:4] in {b"RIFF", b"FORM"} and kind in _SOUNDING)
