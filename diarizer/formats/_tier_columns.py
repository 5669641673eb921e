"""A table with a column for each person: what stands in it is what that person says in those times.

ELAN 6, File > Export As > Tab-delimited Text with "Separate column for each tier": begins, ends and
lengths in one to four notations ("Begin Time - ss.msec"), then a column named as each tier. With
"Repeat values" an annotation stands in each row that it spans. People write such tables themselves,
``start,end,Anna,Boris``; they are taken for that only where hardly a row has two of these cells.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.formats import _columns, _lines, _numbers, _quotes
from diarizer.formats._names import unpacked
from diarizer.formats._turns_gate import Row
from diarizer.messages.text import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.formats._turns_gate import Gate

_OF_ELAN = re.compile(r"(Begin|End) Time - (hh:mm:ss\.ms|ss\.msec|msec)")
_BESIDE = re.compile(r"(?:Begin Time|End Time|Duration) - .*")
_EXACT = ("ss.msec", "hh:mm:ss.ms", "msec")
_NEAR = 0.002  # seconds: each is rounded by itself
_SEVERAL = 2
_ALONE = 0.75  # of the rows of somebody's own table: in them one person speaks


@dataclass(frozen=True, slots=True)
class _Table:
    """Where the times stand, in which unit, and which columns are people."""

    delimiter: str
    start: int
    end: int
    unit: float
    people: dict[int, str]


def fits(content: str) -> bool:
    """Whether the first line names times and people, and the rows say what they say."""
    try:
        return _table(content) is not None
    except csv.Error:  # a field without an end, which whoever reads the table refuses
        return False


def rows(content: str, gate: Gate) -> list[Row]:
    """Return a row for each cell that holds something; none where it is another table.

    Raises:
        FormatError: a quote is not closed, so that rows would be what is said.

    """
    table = _table(content)
    if table is None:
        return []
    if not _is_bare(content, table.delimiter):
        _quotes.check(_lines.normal(content).lstrip("\n"), table.delimiter)
    found: list[Row] = []
    last: dict[int, int] = {}  # of each person, the place of the row that was found last
    repeated = 0
    for number, cells in _cells(content, table.delimiter):
        try:
            start, end = (
                _numbers.seconds(cells[at]) * table.unit for at in (table.start, table.end)
            )
        except (ValueError, IndexError):
            return []
        for at, said in _said(cells, table):
            before = found[last[at]] if at in last else None
            if before and before.text == said and abs(before.end - start) <= _NEAR:
                found[last[at]] = Row(before.place, before.start, end, before.speaker, said)
                repeated += 1
                continue
            last[at] = len(found)
            place = text("Line {number}", number=number)
            found.append(Row(place, start, end, unpacked(table.people[at]), said))
    _tell(table, repeated, gate)
    return found


def _tell(table: _Table, repeated: int, gate: Gate) -> None:
    names = ", ".join(table.people.values())
    gate.say(text("A column each is taken for what one person says: {names}.", names=names))
    if repeated:
        gate.say(
            plural(
                "{count} cell that goes on with the same text as the row before is one with it.",
                "{count} cells that go on with the same text as the row before are one with it.",
                count=repeated,
            )
        )


def _table(content: str) -> _Table | None:
    head = _lines.normal(content).lstrip("\n").partition("\n")[0]
    for delimiter in "\t,;|":
        names = [name.strip() for name in next(csv.reader([head], delimiter=delimiter), [])]
        table = _of_elan(names, delimiter) or _of_people(names, delimiter, content)
        if table:
            return table
    return None


def _of_elan(names: Sequence[str], delimiter: str) -> _Table | None:
    found = {match[0]: at for at, name in enumerate(names) if (match := _OF_ELAN.fullmatch(name))}
    for notation in _EXACT:
        begin, end = (found.get(f"{side} Time - {notation}") for side in ("Begin", "End"))
        if begin is None or end is None:
            continue
        times = [at for at, name in enumerate(names) if _BESIDE.fullmatch(name)]
        people = {at: name for at, name in enumerate(names) if at > max(times) and name}
        first = min(times) == 0  # else a column of tiers stands before the times
        unit = 0.001 if notation == "msec" else 1.0
        return _Table(delimiter, begin, end, unit, people) if people and first else None
    return None


def _of_people(names: Sequence[str], delimiter: str, content: str) -> _Table | None:
    known = _columns.known(names)
    if known.keys() != {"start", "end"} or any(len(some) > 1 for some in known.values()):
        return None
    start, end = known["start"][0], known["end"][0]
    others = {at: name for at, name in enumerate(names) if at not in {start.place, end.place}}
    if len(others) < _SEVERAL or not all(others.values()) or start.unit != end.unit:
        return None
    table = _Table(delimiter, start.place, end.place, start.unit, others)
    lines = [_said(cells, table) for _, cells in _cells(content, delimiter)]
    alone = sum(len(some) == 1 for some in lines)
    whose = {at for some in lines for at, _ in some}
    words = all(not _is_number(said) for some in lines for _, said in some)
    sure = len(lines) >= _SEVERAL and alone >= _ALONE * len(lines) and all(lines)
    return table if sure and words and len(whose) >= _SEVERAL else None


def _said(cells: Sequence[str], table: _Table) -> list[tuple[int, str]]:
    return [
        (at, " ".join(cells[at].split()))
        for at in table.people
        if at < len(cells) and cells[at].strip()
    ]


def _cells(content: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    whole = _lines.normal(content)
    skipped = len(whole) - len(whole.lstrip("\n"))
    sheet = io.StringIO(whole[skipped:], newline="")
    if _is_bare(content, delimiter):
        lines = csv.reader(sheet, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        lines = csv.reader(sheet, delimiter=delimiter)
    next(lines, None)
    for cells in lines:
        if any(map(str.strip, cells)):
            yield lines.line_num + skipped, cells


def _is_bare(content: str, delimiter: str) -> bool:
    """Whether quotes are what is said: ELAN parts cells by tabs alone, and one quote may stand in each line."""
    odd = any(line.count('"') % 2 for line in content.splitlines())
    return delimiter == "\t" and odd


def _is_number(cell: str) -> bool:
    try:
        _numbers.seconds(cell)
    except ValueError:
        return False
    return True
