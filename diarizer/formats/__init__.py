"""The ways to write turns down: one file each, found by looking into this folder.

Each has ``EXTENSION``, what it ``HOLDS``, ``dumps(annotation) -> str`` and
``loads(content) -> Annotation``.
"""

from __future__ import annotations

import codecs
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from diarizer.errors import FormatError
from diarizer.files.atomic import draft
from diarizer.messages.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.types import Annotation


class Format(Protocol):
    """A file of this folder.

    Attributes:
        EXTENSION: of its files, with the dot.
        HOLDS: what of an annotation is still there after writing and reading: ``turns`` (when and
            who), ``text`` (what is said), ``words`` (with their times).

    """

    EXTENSION: str
    HOLDS: frozenset[str]

    def dumps(self, annotation: Annotation) -> str:
        """Write the text of a file."""
        ...

    def loads(self, content: str) -> Annotation:
        """Read the text of a file.

        Raises:
            FormatError: the text is not in this format.

        """
        ...


_FILES = {
    # `json_.py` is not `json.py`, which would hide the standard library from its neighbours.
    module.name.rstrip("_"): module.name
    for module in pkgutil.iter_modules(__path__)
    if not module.name.startswith("_")
}
FORMATS = tuple(sorted(_FILES))
"""The names of all formats."""

# Praat saves UTF-16 as soon as there is one letter beyond ASCII.
_MARKS = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def get(name: str) -> Format:
    """Find the format ``name``, as in :data:`FORMATS`.

    Raises:
        FormatError: there is none of that name.

    """
    if name not in FORMATS:
        raise FormatError(
            text("There is no format named {name!r}.", name=name),
            context=text("Known: {known}", known=", ".join(FORMATS)),
            hint=text("Choose one of them."),
        )
    return cast("Format", import_module(f"{__name__}.{_FILES[name]}"))


def of(path: Path) -> str:
    """Name the format of a file by its ending; ``.txt`` is what Audacity calls its labels.

    Raises:
        FormatError: no format has that ending.

    """
    endings = {get(name).EXTENSION.lower(): name for name in FORMATS}
    if path.suffix.lower() not in endings:
        raise FormatError(
            text("No format has this ending."),
            context=text(
                "File: {path}\nKnown: {known}", path=path, known=", ".join(sorted(endings))
            ),
            hint=text("Choose one of those endings, or name the format with --format."),
        )
    return endings[path.suffix.lower()]


def load(path: Path, name: str | None = None) -> Annotation:
    """Read a file of turns.

    Args:
        path: UTF-8, or UTF-16 with its mark.
        name: of the format; what the ending of ``path`` says when None.

    Raises:
        FormatError: not in that format, or not text.
        OSError: the file cannot be read.

    """
    reader = get(name or of(path))
    data = path.read_bytes()
    encoding = next((_MARKS[mark] for mark in _MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        return reader.loads(data.decode(encoding).replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise FormatError(
            text("The file is not text in UTF-8."),
            context=text("File: {path}\n{said}", path=path, said=str(error)),
            hint=text("Save it again as UTF-8."),
        ) from error


def save(annotation: Annotation, path: Path, name: str | None = None) -> Path:
    """Write a whole file or none, and return its path.

    Args:
        annotation: what to write.
        path: where to; its folder exists.
        name: of the format; what the ending of ``path`` says when None.

    Raises:
        FormatError: there is no such format, or it cannot hold this.
        OSError: the disk is full, or the folder is missing or closed.

    """
    content = get(name or of(path)).dumps(annotation)
    with draft(path) as beside:
        beside.write_text(content, encoding="utf-8", newline="\n")
    return path
