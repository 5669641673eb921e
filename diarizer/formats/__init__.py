"""The ways to write turns down: one file each, found by looking into this folder.

Each has ``EXTENSION``, what it ``HOLDS``, ``dumps(annotation) -> str`` and
``loads(content) -> Annotation``. One whose ``loads`` also takes a ``gate`` hands it what it
has found, line by line; see `_turns_gate`.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from diarizer.errors import FormatError
from diarizer.formats._encodings import decoded
from diarizer.formats._files import columns, dumps, load, loads, save
from diarizer.formats._names import file_name
from diarizer.formats._recognition import recognised
from diarizer.formats._turns_gate import Gate, NoTime, SeveralRecordings
from diarizer.messages.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.types import Annotation


__all__ = [
    "FORMATS",
    "Format",
    "Gate",
    "NoTime",
    "SeveralRecordings",
    "columns",
    "decoded",
    "dumps",
    "file_name",
    "get",
    "load",
    "loads",
    "of",
    "recognised",
    "save",
]


class Format(Protocol):
    """A file of this folder.

    Attributes:
        EXTENSION: of its files, with the dot.
        HOLDS: what of an annotation is still there after writing and reading: ``turns`` (when and
            who), ``text`` (what is said), ``words`` (with their times), ``confidence``, ``uri`` (the
            name of the recording), ``duration``.

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
