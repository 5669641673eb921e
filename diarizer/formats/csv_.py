"""CSV: a row for each turn, for spreadsheets (RFC 4180)."""

from __future__ import annotations

import csv
import io

from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn

EXTENSION = ".csv"
HOLDS = frozenset({"turns", "text"})

_COLUMNS = ("start", "end", "speaker", "text")
_MARK = "\ufeff"


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
        writer.writerow((*times, turn.speaker, turn.text))
    content = sheet.getvalue()
    return content if content.isascii() else _MARK + content


def loads(content: str) -> Annotation:
    """Read the rows; other columns are left out, and commas or semicolons part them.

    Raises:
        FormatError: no column ``start``, ``end`` or ``speaker``, or a time that is none.

    """
    content = content.removeprefix(_MARK)
    head = content.partition("\n")[0]
    # Excel writes semicolons where the decimal mark is a comma.
    rows = csv.DictReader(io.StringIO(content), delimiter=";" if ";" in head else ",")
    if missing := set(_COLUMNS[:3]) - set(rows.fieldnames or ()):
        raise FormatError(
            text("The CSV has no column {names}.", names=", ".join(sorted(missing))),
            context=text(
                "Columns: {names}", names=", ".join(rows.fieldnames or ()) or text("none")
            ),
            hint=text("Wanted: a first line such as {line}", line=",".join(_COLUMNS)),
        )
    turns = tuple(_turn(number, row) for number, row in enumerate(rows, 2))
    return Annotation(turns, duration=max((turn.span.end for turn in turns), default=0.0))


def _turn(number: int, row: dict[str, str]) -> Turn:
    try:
        start, end = (float(row[name].replace(",", ".")) for name in _COLUMNS[:2])
    except (ValueError, AttributeError) as error:
        raise FormatError(
            text("Line {number} of the CSV has no times.", number=number),
            context=str(row),
            hint=text("Wanted: seconds in the columns start and end."),
        ) from error
    return Turn(Span(start, end), row["speaker"] or "", text=row.get("text") or "")
