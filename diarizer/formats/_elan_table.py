"""ELAN's "Tab-delimited Text" and Praat-like tables of it: a tier, perhaps a participant, times, a value.

ELAN 6, File > Export As > Tab-delimited Text. Begins, ends and lengths stand in one to three notations
each, ``00:00:02.500``, ``2.5`` and ``2500``; so that a row tells by itself which columns they are. A
line of names ("Tier", "Participant", "Begin Time - hh:mm:ss.ms", ...) may stand above.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.formats import _lines, _numbers
from diarizer.formats._turns_gate import Row
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = re.compile(r"\bBegin Time - (?:hh:mm:ss|ss\.msec|msec)")
_TIME = re.compile(r"\d+(?:\.\d+)?|\d+:\d{2}:\d{2}\.\d{3}")
_SIDES = 3  # begin, end, length
_SHORT = 0.1  # seconds: no whole table has shorter turns
_NEAR = 0.002  # seconds: each is rounded by itself
_SEVERAL = 2  # lines, so that nothing is taken for a rule that happened once


def rows(content: str) -> list[Row]:
    """Return the annotations; none where a line is another one. Who has a participant is called so."""
    lines = [(number, line.split("\t")) for number, line in _lines.numbered(content)]
    if lines and _HEAD.search("\t".join(lines[0][1])):
        lines = lines[1:]
    elif len(lines) < _SEVERAL:
        return []
    found = [row for number, fields in lines if (row := _row(number, fields))]
    longest = max((row.end - row.start for row in found), default=0.0)
    # Whole seconds would be milliseconds here.
    return found if len(found) == len(lines) and longest >= _SHORT else []


def _row(number: int, fields: Sequence[str]) -> Row | None:
    cells = [field.strip() for field in fields]
    times = [
        at for at, cell in enumerate(cells) if 0 < at < len(cells) - 1 and _TIME.fullmatch(cell)
    ]
    notations, rest = divmod(len(times), _SIDES)
    if not times or rest or times != list(range(times[0], times[0] + len(times))):
        return None
    start, end, length = (_seconds(cells[times[0] + side * notations]) for side in range(_SIDES))
    names, said = cells[: times[0]], cells[times[-1] + 1 :]
    if abs(end - start - length) > _NEAR or len(names) > _SEVERAL or not names[0]:
        return None
    who = next(filter(None, reversed(names)))
    return Row(text("Line {number}", number=number), start, end, who, " ".join(filter(None, said)))


def _seconds(cell: str) -> float:
    """Read a time: only milliseconds have neither a colon nor a point."""
    return int(cell) / 1000 if cell.isdigit() else _numbers.seconds(cell)
