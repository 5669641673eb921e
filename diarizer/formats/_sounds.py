"""Labels of a segmenter that hears no people: music, noise, silence, and what kind of voice speaks.

inaSpeechSegmenter 0.8.0 (export_funcs.py): ``labels``, ``start`` and ``stop``, parted by tabs, or a
TextGrid with a tier of its name; "noEnergy", "noise", "music", and "speech" or "male" and "female".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.formats._turns_gate import Gate, Row

_NOBODY = frozenset({"noenergy", "noise", "music"})
_VOICES = frozenset({"speech", "male", "female"})


def heard(rows: Sequence[Row], gate: Gate) -> list[Row]:
    """Return the rows without those in which nobody speaks, where all labels are those of a segmenter."""
    names = list(dict.fromkeys(row.speaker for row in rows if row.speaker))
    nobody = [name for name in names if name.lower() in _NOBODY]
    voices = [name for name in names if name.lower() in _VOICES]
    if not nobody or len(nobody) + len(voices) < len(names) or any(row.text for row in rows):
        return list(rows)
    gate.say(
        text(
            "The labels are sounds and not people: left out are {names}; kinds of voices, taken for"
            " who speaks: {voices}.",
            names=", ".join(nobody),
            voices=", ".join(voices) or text("none"),
        )
    )
    return [row for row in rows if row.speaker not in nobody]
