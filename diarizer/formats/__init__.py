"""The ways to write turns down: one file each, found by looking into this folder.

Each has ``EXTENSION``, ``dumps(annotation) -> str`` and ``loads(text) -> Annotation``.
"""

from __future__ import annotations

import os
import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from diarizer.errors import FormatError

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.types import Annotation


class Format(Protocol):
    """A file of this folder."""

    EXTENSION: str

    def dumps(self, annotation: Annotation) -> str:
        """Write the text of a file."""
        ...

    def loads(self, text: str) -> Annotation:
        """Read the text of a file.

        Raises:
            FormatError: the text is not in this format.

        """
        ...


FORMATS = tuple(sorted(module.name.rstrip("_") for module in pkgutil.iter_modules(__path__)))
"""The names of all formats."""


def get(name: str) -> Format:
    """Find the format ``name``, as in :data:`FORMATS`.

    Raises:
        FormatError: there is none of that name.

    """
    if name not in FORMATS:
        raise FormatError(
            f"There is no format named {name!r}.",
            context=f"Known: {', '.join(FORMATS)}",
            hint="Choose one of them.",
        )
    # `json_.py` is not `json.py`, which would hide the standard library from its neighbours.
    return cast("Format", import_module(f"{__name__}.{_file(name)}"))


def save(annotation: Annotation, path: Path, name: str | None = None) -> Path:
    """Write a whole file or none, and return its path.

    Args:
        annotation: what to write.
        path: where to; its folder exists.
        name: of the format; what the ending of ``path`` says when None.

    Raises:
        FormatError: there is no such format.
        OSError: the disk is full, or the folder is missing or closed.

    """
    text = get(name or path.suffix.removeprefix(".").lower()).dumps(annotation)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with draft.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def _file(name: str) -> str:
    found = {module.name for module in pkgutil.iter_modules(__path__)}
    return name if name in found else f"{name}_"
