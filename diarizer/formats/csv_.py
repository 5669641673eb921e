"""CSV: a row for each turn, for spreadsheets (RFC 4180)."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer.errors import FormatError
from diarizer.formats import (
    _blank_rows,
    _channels,
    _columns,
    _elan_table,
    _headless,
    _lines,
    _nist,
    _numbers,
    _quotes,
    _sounds,
    _spreadsheets,
    _table_left_out,
    _table_recordings,
    _table_rows,
    _tier_columns,
    _without_ends,
)
from diarizer.formats._names import packed, shown
from diarizer.formats._turns_gate import Gate
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diarizer.formats._turns_gate import Row
    from diarizer.types import Annotation

EXTENSION = ".csv"
HOLDS = frozenset({"turns", "text", "channel"})
# Of Excel on a Russian and on a Western Windows, unless it is asked for UTF-8.
CODE_PAGES = ("cp1251", "cp1252")

_COLUMNS = ("start", "end", "speaker", "text")
_MARK = "\ufeff"
# What Excel and LibreOffice part columns by, wherever they were bought.
_DELIMITERS = ",;\t|"
_MAY_BE_SEVERAL = {"recording", "source", "channel"}
_TWO = 2
_ABOVE = 5  # lines above the names of the columns, at most


def dumps(annotation: Annotation) -> str:
    """Write a header and the rows.

    Where there are letters beyond ASCII the file begins with a byte order mark: Excel takes it for
    the Windows code page otherwise, and Cyrillic becomes garbage.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    sides = any(turn.channel for turn in annotation.turns)
    writer.writerow((*_COLUMNS, "channel") if sides else _COLUMNS)
    for turn in annotation.turns:
        times = (f"{turn.span.start:.3f}", f"{turn.span.end:.3f}")
        side = (packed(turn.channel),) if sides else ()
        writer.writerow((*times, packed(turn.speaker), shown(turn.text), *side))
    content = sheet.getvalue()
    return content if content.isascii() else _MARK + content


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the rows; other columns and empty rows are left out.

    Args:
        content: of the file; commas, semicolons, tabs or bars part the columns.
        gate: what may be mended.

    Raises:
        FormatError: no column of starts, of ends or lengths, of speakers or texts; a time that is none;
            or several recordings, and none was chosen.

    """
    gate = gate or Gate()
    content = _lines.normal(content).lstrip("\n")
    if exported := _elan_table.rows(content):
        gate.say(text("The file is a table that ELAN exports; it is read as one."))
        return gate.admit(exported)
    try:
        if found := _tier_columns.rows(content, gate) or _blank_rows.rows(content, gate):
            return gate.admit(_spreadsheets.seconds(found, gate))
        uri, rows = gate.chosen(list(_rows(content, gate)), "CSV")
        return gate.admit(_spreadsheets.seconds(rows, gate), uri)
    except csv.Error as error:
        raise FormatError(
            text("The file is not a CSV."),
            context=str(error),
            hint=text("Wanted: a first line such as {line}", line=",".join(_COLUMNS)),
        ) from error


def has_names(content: str) -> bool:
    """Whether the first line names the columns that are needed."""
    head = _lines.normal(content).lstrip("\n").partition("\n")[0]
    names = _fields(head, _delimiter(head))
    missing = _missing(_columns.known(names))
    return not missing or (missing == [_table_rows.END] and len(names) > _TWO)


def _rows(content: str, gate: Gate) -> Iterator[Row]:
    head, _, rest = content.partition("\n")
    said = head.strip().lower()
    skipped = 0
    if said.startswith("sep=") and len(said) <= len("sep=;"):  # a line for Excel alone
        content, skipped = rest, 1
    if above := _title(content):
        gate.say(text("What stands above the names of the columns is left out."))
        content, skipped = content.split("\n", above)[above], skipped + above
    lines, names, columns = _opened(content, gate)
    _quotes.check(content, _delimiter(content))
    chosen = {role: some[0] for role, some in columns.items()}
    rows = [(lines.line_num + skipped, row) for row in lines if any(map(str.strip, row))]
    rows = _sounds.without_phones(rows, names, gate)
    _table_left_out.tell(chosen, names, [row for _, row in rows], gate)
    found = [_table_rows.row(number, chosen, row, len(names)) for number, row in rows]
    found = _table_rows.with_names(found, chosen, gate)
    if "recording" not in chosen:
        found = _table_recordings.named(found, [row for _, row in rows], names, chosen, gate)
    if "channel" in chosen:
        found = _channels.settled(found, "speaker" in chosen, gate)
    if not chosen.keys() & {"end", "duration"}:
        found = _without_ends.filled(found, gate)
    elif "end" not in chosen:
        _nist.check_lengths(found)
    yield from _sounds.heard(found, gate)


def _title(content: str) -> int:
    """Return how many lines with a title or a date stand above the names of the columns."""
    lines = content.split("\n", _ABOVE + 1)[: _ABOVE + 1]
    named = [not _missing(_columns.known(_fields(line, _delimiter(line)))) for line in lines]
    at = named.index(True) if True in named else 0
    return 0 if any(map(_has_times, lines[:at])) else at


def _has_times(line: str) -> bool:
    """Whether two fields are times: a row of a table without names, and no title."""
    found = 0
    for field in _fields(line, _delimiter(line)):
        with suppress(ValueError):
            _numbers.seconds(field)
            found += 1
    return found > 1


def _fields(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:  # longer than any name: a text
        return []


def _opened(
    content: str, gate: Gate
) -> tuple[Any, Sequence[str], Mapping[str, Sequence[_columns.Column]]]:
    """Return a reader that stands before the first row, the names of the columns, and their roles."""
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content))
    names = next(lines, [])
    columns = _columns.known(names)
    if _missing(columns) and (headless := _headless.columns(content)):
        delimiter, columns = headless
        gate.say(_headless.told(columns))
        lines = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
        first = next(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter))
        return lines, [str(place) for place in range(1, len(first) + 1)], columns
    columns = _with_ranges(content, columns)
    missing = _missing(columns)
    if missing == [_table_rows.END] and _without_ends.fits(content, _delimiter(content), columns):
        missing = []
    _check(columns, names, missing)
    return lines, names, columns


def _with_ranges(
    content: str, columns: dict[str, list[_columns.Column]]
) -> dict[str, list[_columns.Column]]:
    """Let a column whose cells hold two times be starts and ends."""
    if len(columns.get("start", ())) != 1 or columns.keys() & {"end", "duration"}:
        return columns
    [start] = columns["start"]
    rows = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content))
    cells = [row[start.place] for row in list(rows)[1:] if len(row) > start.place]
    if not _table_rows.are_ranges(cells):
        return columns
    return {**columns, _table_rows.END: [replace(start, role=_table_rows.END)]}


def _missing(columns: Mapping[str, object]) -> list[str]:
    """Name the columns without which a row says nothing; a length stands for an end."""
    wanted = {
        "start": columns.keys() & {"start"},
        "end": columns.keys() & {"end", "duration"},
        "speaker": columns.keys() & {"speaker", "text", "channel"},
    }
    return sorted(role for role, found in wanted.items() if not found)


def _check(
    columns: Mapping[str, Sequence[_columns.Column]], names: Sequence[str], missing: Sequence[str]
) -> None:
    context = text("Columns: {names}", names=", ".join(names) or text("none"))
    if missing:
        raise FormatError(
            text("The CSV has no column {names}.", names=", ".join(missing)),
            context=context,
            hint=text("Wanted: a first line such as {line}", line=",".join(_COLUMNS)),
        )
    several = sorted(role for role, some in columns.items() if len(some) > 1)
    if twice := [role for role in several if role not in _MAY_BE_SEVERAL]:
        raise FormatError(
            text("The CSV has several columns {names}.", names=", ".join(twice)),
            context=context,
            hint=text("Rename those that are not meant."),
        )


def _delimiter(content: str) -> str:
    """Choose what parts the first line into the columns that are needed."""
    head = content.partition("\n")[0]
    missing = {each: _missing(_columns.known(_fields(head, each))) for each in _DELIMITERS}
    for enough in ([], [_table_rows.END]):
        if found := next((each for each in _DELIMITERS if missing[each] == enough), ""):
            return found
    fewest = min(_DELIMITERS, key=lambda each: len(missing[each]))
    if len(missing[fewest]) < len(missing[","]):
        return fewest  # what lacks is told by the columns that are there
    return ";" if ";" in head else ","
