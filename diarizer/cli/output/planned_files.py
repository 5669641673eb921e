"""One recording, and the files that are written about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.batch.found_recordings import FoundRecording


@dataclass(frozen=True, slots=True)
class PlannedFiles:
    """One recording and what is written about it.

    Attributes:
        item: the recording.
        format: of the turns; None where only the picture is wanted.
        target: where the turns go; None for the screen.
        voices: where the voices of the speakers go, if they are wanted.
        page: where the page goes that plays the recording, if it is wanted.
        picture: where the picture goes, if it is wanted.

    """

    item: FoundRecording
    format: str | None = None
    target: Path | None = None
    voices: Path | None = None
    page: Path | None = None
    picture: Path | None = None

    @property
    def files(self) -> tuple[Path, ...]:
        """Everything that is written."""
        wanted = (self.target, self.voices, self.page, self.picture)
        return tuple(path for path in wanted if path is not None)

    @property
    def fresh(self) -> bool:
        """Whether everything is there already, and newer than the recording."""
        return bool(self.files) and all(_newer(path, self.item.file) for path in self.files)


def _newer(path: Path, recording: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_mtime >= recording.stat().st_mtime
    except OSError:
        return False
