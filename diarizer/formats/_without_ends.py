"""A table that says when each begins to speak, and not until when: as in a transcript, until the next."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer.formats import _numbers
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diarizer.formats._columns import Column
    from diarizer.formats._turns_gate import Gate, Row

_SEVERAL = 2  # rows that are needed: one has no next


def fits(content: str, delimiter: str, columns: Mapping[str, Sequence[Column]]) -> bool:
    """Whether no other column can be ends or lengths that are called otherwise.

    Numbers that count the rows, and those up to 1, chances, are neither.
    """
    _, *rows = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    rows = [row for row in rows if any(map(str.strip, row))]
    known = {column.place for some in columns.values() for column in some}
    others = {place for row in rows for place in range(len(row))} - known
    return len(rows) >= _SEVERAL and not any(
        _may_be_times([row[place].strip() for row in rows if place < len(row)]) for place in others
    )


def _may_be_times(cells: Iterable[str]) -> bool:
    try:
        numbers = [_numbers.seconds(cell) for cell in cells if cell]
    except ValueError:
        return False
    counts = all(other == one + 1 for one, other in pairwise(numbers))
    return bool(numbers) and not counts and max(numbers) > 1


def filled(rows: Sequence[Row], gate: Gate) -> list[Row]:
    """Let each end where the next of its recording begins, and say so; the last is a moment."""
    starts: dict[str, list[float]] = {}
    for row in sorted(rows, key=lambda row: row.start):
        starts.setdefault(row.recording, []).append(row.start)
    found = []
    for row in rows:
        known = starts[row.recording]
        later = bisect_right(known, row.start)
        found.append(replace(row, end=known[later] if later < len(known) else row.start))
    gate.is_open = True
    gate.say(
        text(
            "The table has no ends: each row ends where the next begins, and the last of a recording"
            " where it begins, or with the recording, if that is given, too."
        )
    )
    return found
