"""What a wheel has brought, by the RECORD that pip keeps of it."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib import metadata

# Of a library of Linux: `libavformat-4639def2.so.62.12.102`.
_VERSION = re.compile(r"(?<=\.so)(?:\.\d+)+$")


def recorded(
    found: metadata.Distribution, endings: tuple[str, ...]
) -> Iterator[tuple[str, int | None]]:
    """Those whose names end in one of `endings`, without the version that may stand behind `.so`.

    Args:
        found: an installed distribution.
        endings: in small letters, with their dot: `(".so", ".pyd")`.

    Yields:
        the name as RECORD has it (`found.locate_file` makes a path of it), and the size in bytes,
        None where RECORD gives none, or conda installed it, which changes libraries after that was
        written. Nothing where there is no RECORD.

    """
    changed = (found.read_text("INSTALLER") or "").strip().lower() == "conda"
    # By lines first: torch has 13,000 files, and metadata makes a path of each.
    record = (found.read_text("RECORD") or "").splitlines()
    small = [line.lower() for line in record]
    places = {at for ending in endings for at, line in enumerate(small) if ending in line}
    lines = (record[at] for at in sorted(places))
    for name, _, size in (row for row in csv.reader(lines) if len(row) == 3):  # noqa: PLR2004, as wheels have it
        if _VERSION.sub("", name.lower()).endswith(endings):
            yield name, int(size) if size.isdigit() and not changed else None
