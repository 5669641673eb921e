"""Rows of two times and a label that blanks part: pyannote's ``.lab``, HTK's, and what scripts print.

pyannote.core, Annotation.to_lab: ``0.500 2.000 SPEAKER_00``. The HTK Book, "HTK Label Files": start and
end are whole numbers of 100 ns, and labels of sounds or words are as frequent as those of people. So
labels count as people only where a few come again and their rows last as people speak.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _lines
from diarizer.formats._names import unpacked
from diarizer.formats._turns_gate import Row
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.formats._turns_gate import Gate

_ROW = re.compile(r"[ \t]*(\d+(?:\.\d+)?)[ \t]+(\d+(?:\.\d+)?)[ \t]+(\S.*?)[ \t]*")
_MACHINE = re.compile(r"(?:speaker|spk|спикер)[ _-]?\w{1,4}", re.IGNORECASE)
_TICKS = 1e7  # in a second
_LONG = 1e5  # of the shortest row in ticks: a hundredth of a second
_SHORT = 0.35  # seconds: so long is the usual word, and no turn of a conversation
_SEVERAL = 2  # rows of each name, on the average
_WORDS = 4  # of a name
_NUMBER = re.compile(r"[-+]?\d+[.,]\d")  # another column of numbers
_SILENCES = frozenset({"sil", "sp", "spn", "pau", "h#", "<sil>", "silence"})


class NoPeople(FormatError):  # noqa: N818, it says what is wrong
    """The labels are no people."""


def rows(content: str, gate: Gate) -> list[Row]:
    """Return a turn for each row; none where a line is another one, or labels may be what is said.

    Raises:
        NoPeople: the labels are sounds or words.

    """
    lines = [(number, _ROW.fullmatch(line)) for number, line in _lines.numbered(content)]
    taken = [(number, match.groups()) for number, match in lines if match]
    if len(taken) < max(_SEVERAL, len(lines)) or "\t" in content:  # labels of Audacity
        return []
    labels = [label for _, (_, _, label) in taken if label.lower() not in _SILENCES]
    if any(len(label.split()) > _WORDS or _NUMBER.match(label) for label in labels):
        return []
    again = len(labels) >= _SEVERAL * len(set(labels))
    if not (again or all(map(_MACHINE.fullmatch, labels))):
        return []
    unit = _unit([fields for _, fields in taken])
    found = [
        Row(text("Line {number}", number=number), float(start) / unit, float(end) / unit, label)
        for number, (start, end, label) in taken
    ]
    if any(row.end < row.start for row in found):
        return []
    _check(found, content)
    _tell(unit, gate)
    return [
        Row(row.place, row.start, row.end, unpacked(row.speaker))
        for row in found
        if row.speaker.lower() not in _SILENCES
    ]


def _tell(unit: float, gate: Gate) -> None:
    gate.say(text("The lines are two times and a name; they are read as turns."))
    if unit == _TICKS:
        gate.say(
            text("The times are whole numbers of 100 ns, as HTK writes them: read as seconds.")
        )


def _unit(fields: Sequence[Sequence[str]]) -> float:
    """Return how many of what is counted a second has: HTK has whole numbers, and none is small."""
    whole = all(start.isdigit() and end.isdigit() for start, end, _ in fields)
    lengths = [float(end) - float(start) for start, end, _ in fields]
    return _TICKS if whole and min(lengths) >= _LONG else 1.0


def _check(rows: Sequence[Row], content: str) -> None:
    lengths = [row.end - row.start for row in rows if row.speaker.lower() not in _SILENCES]
    if lengths and median(lengths) < _SHORT:
        raise NoPeople(
            text("The labels are rather sounds or words than people."),
            context=text(
                "A label lasts {length:.2f} s. The first: {line}",
                length=median(lengths),
                line=content.strip().partition("\n")[0],
            ),
            hint=text("Save who speaks as: <start> TAB <end> TAB <speaker>."),
        )
