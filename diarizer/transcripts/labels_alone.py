"""Labels of Audacity or of a table that are no names: what is said, without who says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.messages.text import Text
    from diarizer.types import Annotation

_AUD = ".aud"  # as WhisperX calls labels of Audacity
FORMATS = {".tsv": "csv", _AUD: "audacity"}
"""Of files of turns that no format calls so."""

_FEW = 5  # names that a table may have without anything that is said


def spoken(found: Annotation, path: Path) -> tuple[Annotation, tuple[Text, ...]]:
    """Take labels for what is said where they are too many to be names, or a recogniser's."""
    names = {turn.speaker for turn in found.turns}
    many = len(names) > max(_FEW, len(found.turns) / 2) or path.suffix.lower() == _AUD
    if not many or any(turn.text for turn in found.turns):
        return found, ()
    turns = tuple(replace(turn, speaker="", text=turn.speaker) for turn in found.turns)
    said = text("The file has labels alone; they are taken for what is said.")
    return replace(found, turns=turns), (said,)
