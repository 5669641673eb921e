"""What a wheel has brought, by the record that pip keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.files.of_wheels import recorded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib import metadata


@dataclass(frozen=True, slots=True)
class InstalledFile:
    """A file that a wheel brought, with the size in bytes that its RECORD gives."""

    path: Path
    size: int | None


def installed_files(
    found: metadata.Distribution, endings: tuple[str, ...]
) -> Iterator[InstalledFile]:
    """Those whose names end in one of `endings`, without the version that may stand behind `.so`."""
    for name, size in recorded(found, endings):
        yield InstalledFile(Path(str(found.locate_file(name))), size)
