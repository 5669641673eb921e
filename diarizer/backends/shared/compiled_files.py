"""Whether the compiled files of a package are whole, without loading one.

A library that an interrupted installation has cut is not always refused by the loader: on Linux
its pages are mapped, and the process dies on the first that is not there. What the wheel wrote
down about itself tells before.
"""

from __future__ import annotations

import csv
import re
from importlib import metadata
from typing import TYPE_CHECKING

from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_NATIVE = (".so", ".pyd", ".dll", ".dylib")
# Of a library of Linux: `libgomp-24e2ab19.so.1.0.0`.
_VERSION = re.compile(r"(?<=\.so)(?:\.\d+)+$")


def damage(package: str) -> Text | None:
    """Name the first compiled file of an installed package that is cut or gone.

    Returns:
        one sentence; None where all are whole, nobody wrote down their sizes, or another build of
        the package lies in the same folder.

    """
    try:
        distribution = metadata.distribution(package)
    except metadata.PackageNotFoundError:
        return None
    for name, size in _recorded(distribution.read_text("RECORD") or ""):
        try:
            found = distribution.locate_file(name).stat().st_size  # type: ignore[attr-defined]
        except OSError:
            return text("{name} is gone", name=name)
        if found != size and (name, found) not in _of_others(package):
            return text(
                "{name} is cut ({found} bytes instead of {size})", name=name, found=found, size=size
            )
    return None


def _of_others(package: str) -> set[tuple[str, int]]:
    """Return the compiled files of the packages that are called like this one, and more: for cards."""
    others = (
        each
        for each in metadata.distributions()
        if str(each.metadata["Name"] or "").lower().startswith(f"{package}-")
    )
    return {file for each in others for file in _recorded(each.read_text("RECORD") or "")}


def _recorded(record: str) -> Iterator[tuple[str, int]]:
    # Most of the thousands of lines are headers and modules, and not worth parsing.
    native = (line for line in record.splitlines() if any(end in line for end in _NATIVE))
    for row in csv.reader(native):
        if len(row) < 3 or not row[2].isdigit():  # noqa: PLR2004, path, hash, size
            continue
        if _VERSION.sub("", row[0]).endswith(_NATIVE):
            yield row[0], int(row[2])
