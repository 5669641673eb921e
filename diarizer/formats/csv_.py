"""CSV: a row for each turn, for spreadsheets (RFC 4180)."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _lines, _numbers, _spreadsheets
from diarizer.formats._names import packed, shown, unpacked
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer.types import Annotation

EXTENSION = ".csv"
HOLDS = frozenset({"turns", "text"})
CODE_PAGE = "cp1251"  # of Excel on a Russian Windows, unless it is asked for UTF-8

_COLUMNS = ("start", "end", "speaker", "text")
_NEEDED = frozenset(_COLUMNS[:3])
_MARK = "\ufeff"
# What Excel and LibreOffice part columns by, wherever they were bought.
_DELIMITERS = ",;\t|"


def dumps(annotation: Annotation) -> str:
    """Write a header and the rows.

    Where there are letters beyond ASCII the file begins with a byte order mark: Excel takes it for
    the Windows code page otherwise, and Cyrillic becomes garbage.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for turn in annotation.turns:
        times = (f"{turn.span.start:.3f}", f"{turn.span.end:.3f}")
        writer.writerow((*times, packed(turn.speaker), shown(turn.text)))
    content = sheet.getvalue()
    return content if content.isascii() else _MARK + content


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the rows; other columns and empty rows are left out.

    Args:
        content: of the file; commas, semicolons, tabs or bars part the columns.
        gate: what may be mended.

    Raises:
        FormatError: no column ``start``, ``end`` or ``speaker``, or a time that is none.

    """
    gate = gate or Gate()
    content = _lines.normal(content).lstrip("\n")
    try:
        return gate.admit(_spreadsheets.seconds(list(_rows(content)), gate))
    except csv.Error as error:
        raise FormatError(
            text("The file is not a CSV."),
            context=str(error),
            hint=text("Wanted: a first line such as {line}", line=",".join(_COLUMNS)),
        ) from error


def _rows(content: str) -> Iterator[Row]:
    head, _, rest = content.partition("\n")
    said = head.strip().lower()
    skipped = 0
    if said.startswith("sep=") and len(said) <= len("sep=;"):  # a line for Excel alone
        content, skipped = rest, 1
    lines = csv.reader(io.StringIO(content, newline=""), delimiter=_delimiter(content))
    names = [name.strip().lower() for name in next(lines, [])]
    if missing := _NEEDED - set(names):
        raise FormatError(
            text("The CSV has no column {names}.", names=", ".join(sorted(missing))),
            context=text("Columns: {names}", names=", ".join(names) or text("none")),
            hint=text("Wanted: a first line such as {line}", line=",".join(_COLUMNS)),
        )
    if twice := sorted(name for name in _COLUMNS if names.count(name) > 1):
        raise FormatError(
            text("The CSV has several columns {names}.", names=", ".join(twice)),
            context=text("Columns: {names}", names=", ".join(names)),
            hint=text("Rename those that are not meant."),
        )
    for fields in lines:
        if any(field.strip() for field in fields):
            yield _row(lines.line_num + skipped, names, fields)


def _delimiter(content: str) -> str:
    """Choose what parts the first line into the columns that are needed."""
    head = content.partition("\n")[0]
    for delimiter in _DELIMITERS:
        names = next(csv.reader([head], delimiter=delimiter), [])
        if {name.strip().lower() for name in names} >= _NEEDED:
            return delimiter
    return ";" if ";" in head else ","


def _row(number: int, names: Sequence[str], fields: Sequence[str]) -> Row:
    found = dict(zip(names, fields, strict=False))
    try:
        # A decimal comma in a row that commas part makes a field too many.
        more = any(field.strip() for field in fields[len(names) :])
        start, end = (_numbers.seconds("" if more else found[name]) for name in _COLUMNS[:2])
    except (ValueError, KeyError) as error:
        raise FormatError(
            text("Line {number} of the CSV has no times.", number=number),
            context=", ".join(fields),
            hint=text("Wanted: seconds in the columns start and end."),
        ) from error
    place = text("Line {number}", number=number)
    speaker = unpacked(found.get("speaker", "").strip())
    return Row(place, start, end, speaker, found.get("text", "").strip())
