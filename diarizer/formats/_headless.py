"""A table without a line of names: which columns are times, who speaks, and what is said.

Only where one reading is possible: the times are the one pair of columns in which no row ends before
it starts, and of the others one at most is words.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer.formats import _numbers, _table_rows
from diarizer.formats._columns import Column
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Table = Sequence[Sequence[str]]

_DELIMITERS = ",;|\t"
_LOOKED_AT = 400  # rows
_SEVERAL = 2  # rows that are needed, so that nothing is taken for a rule that happened once
_NAME = 40  # letters of the longest name
_WORDS = 2.0  # of a name, on the average
# Whole milliseconds and what is said: a transcript.
_OF_PYWHISPERCPP = re.compile(r'(?:\d*0, \d*0, ".*"\n*)+')
_FILE = re.compile(r"[\\/]|\.\w{2,4}$")


def columns(content: str) -> tuple[str, dict[str, list[Column]]] | None:
    """Return what parts the columns, and which is which; None where that cannot be told."""
    if _OF_PYWHISPERCPP.fullmatch(content.strip("\n")):
        return None
    for delimiter in _DELIMITERS:
        lines = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
        rows = [row for row, _ in zip(lines, range(_LOOKED_AT), strict=False) if any(row)]
        if len(rows) >= _SEVERAL and len({len(row) for row in rows}) == 1:
            if (ranges := _ranges(rows)) is not None:
                return (delimiter, ranges) if ranges else None
            found = list(_times(rows))
            # Labels of Audacity are that, too: two times, a tab, and a label.
            if len(found) != 1 or (delimiter == "\t" and found == [0]) or _is_split(rows):
                continue
            if (named := _named(rows, found[0], found[0] + 1)) and len(named) > _SEVERAL:
                return delimiter, _as_columns(named)
    return None


def begins_with_range(content: str) -> bool:
    """Whether the first of several fields, parted by tabs, holds two times."""
    first, mark, _ = content.lstrip("\n").partition("\t")
    return bool(mark) and _table_rows.is_range(first)


def _ranges(rows: Table) -> dict[str, list[Column]] | None:
    """Read a table with a column of two times; nothing where the others cannot be told, None without one."""
    places = [at for at in range(len(rows[0])) if _table_rows.are_ranges(row[at] for row in rows)]
    if len(places) != 1:
        return None
    named = _named(rows, places[0], places[0])
    return _as_columns(named) if named and len(named) > _SEVERAL else {}


def _as_columns(named: dict[str, int]) -> dict[str, list[Column]]:
    return {role: [Column(role, place, 1.0, str(place + 1))] for role, place in named.items()}


def told(found: dict[str, list[Column]]) -> Text:
    """Say which column was taken for what."""
    said = ", ".join(f"{role} {some[0].place + 1}" for role, some in found.items())
    return text(
        "The table has no line of names; by what is in them, columns are: {said}.", said=said
    )


def _times(rows: Table) -> Iterator[int]:
    """Yield the first of two columns that can be starts and ends."""
    width = len(rows[0])
    numbers = [[_number(row[place]) for row in rows] for place in range(width)]
    for place, (starts, ends) in enumerate(pairwise(numbers)):
        if any(one is None or other is None for one, other in zip(starts, ends, strict=True)):
            continue
        known = [(one or 0.0, other or 0.0) for one, other in zip(starts, ends, strict=True)]
        if all(one <= other for one, other in known) and not _counts([one for one, _ in known]):
            yield place


def _is_split(rows: Table) -> bool:
    """Whether columns may be halves of numbers that had a decimal comma."""
    cells = [cell.strip() for row in rows for cell in row if _number(cell) is not None]
    return all(cell.isdigit() for cell in cells) and len(cells) > _SEVERAL * len(rows)


def _counts(numbers: Sequence[float]) -> bool:
    """Whether they number the rows."""
    return all(number == place + numbers[0] for place, number in enumerate(numbers))


def _number(content: str) -> float | None:
    try:
        return _numbers.seconds(content.strip())
    except ValueError:
        return None


def _named(rows: Table, start: int, end: int) -> dict[str, int] | None:
    """Return the place of each role; None where two of them could be the same."""
    found = {"start": start, "end": end}
    kept = [[row[place].strip() for row in rows] for place in range(len(rows[0]))]
    others = [
        place
        for place, cells in enumerate(kept)
        if place not in found.values()
        and any(cell and _number(cell) is None for cell in cells)
        and not _is_file(cells)
    ]
    words = [place for place in others if _are_words(kept[place])]
    names = [place for place in others if place not in words]
    if len(words) > 1 or len(names) > 1:
        return None
    return (
        found
        | dict(zip(("text",), words, strict=False))
        | dict(zip(("speaker",), names, strict=False))
    )


def _is_file(cells: Sequence[str]) -> bool:
    """Whether it is the recording, in every row."""
    return len(set(cells)) == 1 and bool(_FILE.search(cells[0]))


def _are_words(cells: Sequence[str]) -> bool:
    """Whether somebody says that; a name is short, and mostly comes again."""
    several = sum(len(cell.split()) for cell in cells) / len(cells)
    return several > _WORDS or max(map(len, cells)) > _NAME
