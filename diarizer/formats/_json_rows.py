"""Turns that a line of a script saved as bare rows: ``[[0.5, 2.0, "SPEAKER_00"], ...]``.

A third field may as well be what is said, as in faster-whisper's rows of before 0.3. So rows are turns
only where each third field is what programs call somebody, or where a few short ones come again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diarizer.formats._turns_gate import Gate

_MACHINE = re.compile(r"(?:speaker|spk|спикер)[ _-]?\w{1,4}|[^\W\d_]|\d{1,3}", re.IGNORECASE)
_FIELDS = 3
_WORDS = 4  # of a name
_SEVERAL = 4  # rows that are needed, so that nothing is taken for a rule that happened once


def segments(rows: Any, gate: Gate) -> list[Mapping[str, Any]]:
    """Return a segment for each row; none where they are not rows, or may hold what is said."""
    if not rows or not isinstance(rows, list):
        return []
    if not all(isinstance(row, list) and len(row) == _FIELDS for row in rows):
        return []
    at = 2 if all(isinstance(row[2], str) for row in rows) else 0
    names = [row[at] for row in rows]
    times = [row[:2] if at else row[1:] for row in rows]
    if not all(isinstance(name, str) for name in names) or not all(
        isinstance(time, (int, float)) for pair in times for time in pair
    ):
        return []
    if not (all(map(_MACHINE.fullmatch, names)) or _come_again(names)):
        return []
    order = "start, end, speaker" if at else "speaker, start, end"
    gate.say(text("The rows have no names of fields; they are read as: {fields}.", fields=order))
    return [
        {"start": start, "end": end, "speaker": name}
        for name, (start, end) in zip(names, times, strict=True)
    ]


def _come_again(names: list[str]) -> bool:
    few = 2 * len(set(names)) <= len(names) >= _SEVERAL
    return few and all(len(name.split()) <= _WORDS for name in names)
