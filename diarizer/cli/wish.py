"""What the command line asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Wish:
    """The options of one call.

    Attributes:
        format: of what is written; None where nothing but the picture is wanted.
        output: a file, or a folder for several.
        num_speakers: how many speak.
        min_speakers: how many speak at least.
        max_speakers: how many speak at most.

    """

    format: str | None = None
    output: Path | None = None
    num_speakers: int | None = None
    min_speakers: int | None = None
    max_speakers: int | None = None
