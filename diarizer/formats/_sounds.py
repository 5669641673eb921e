"""Labels that are no people and no words: music, noise, silence, and the sounds of words.

inaSpeechSegmenter 0.8.0 (export_funcs.py): ``labels``, ``start`` and ``stop``, parted by tabs, or a
TextGrid with a tier of its name; "noEnergy", "noise", "music", and "speech" or "male" and "female".
The CSV of Montreal Forced Aligner 3 (``Begin,End,Label,Type,Speaker``) has the sounds of each word below
all words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.messages.text import plural, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.formats._turns_gate import Gate, Row

_NOBODY = frozenset({"noenergy", "noise", "music"})
_VOICES = frozenset({"speech", "male", "female"})


_TYPES = frozenset({"words", "phones"})
_TYPE = "type"


def without_phones(
    lines: Sequence[tuple[int, list[str]]], names: Sequence[str], gate: Gate
) -> list[tuple[int, list[str]]]:
    """Return the lines of a table that are words, where a column tells words from their sounds."""
    at = next((at for at, name in enumerate(names) if name.strip().lower() == _TYPE), len(names))
    types = {row[at].strip().lower() if at < len(row) else "" for _, row in lines}
    if types != _TYPES:
        return list(lines)
    words = [line for line in lines if line[1][at].strip().lower() == "words"]
    gate.say(
        plural(
            "{count} row that is a sound of a word was left out.",
            "{count} rows that are sounds of words were left out.",
            count=len(lines) - len(words),
        )
    )
    return words


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
