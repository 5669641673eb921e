"""A package that is written down as installed, as pip does it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_down(folder: Path, name: str, version: str, record: str | None = None) -> Path:
    """Write down ``name`` in ``folder``; return where.

    Args:
        folder: site-packages, or another one on the path.
        name: as its index has it.
        version: of it.
        record: the lines of RECORD; None for a package without.

    """
    info = folder / f"{re.sub('[-.]', '_', name)}-{version}.dist-info"
    info.mkdir(parents=True)
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    if record is not None:
        (info / "RECORD").write_text(record, encoding="utf-8")
    return info
