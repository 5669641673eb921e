"""Whisper's TSV and whisper.cpp's CSV: a row for each segment, times in whole milliseconds.

openai-whisper 20250625, whisper/utils.py, WriteTSV: ``start``, ``end``, ``text``, parted by tabs,
nothing quoted; whisperx 3.8.6 and whisper-ctranslate2 0.5.8 write the same, stable-ts 2.19.1 without
the first line. whisper-timestamped
1.15.9 (write_csv) has seconds, with a point in them; beside a Whisper of 2022 it quotes a text with
quotes in it, and doubles them. whisper.cpp -ocsv (cli.cpp, output_csv):
``start,end,text``, or ``start,end,speaker,text``, the text quoted. pywhispercpp 1.5.1 (utils.py,
output_csv) has no first line, a blank behind each comma, and does not double a quote in the text.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import halves
from diarizer.transcripts.raw import NotThisShape, RawSegment, RawTranscript, content, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TSV, CSV, SPACED = "Whisper TSV", "whisper.cpp CSV", "pywhispercpp CSV"
STEP = text("Write it again as JSON, SRT or VTT.")

_TIMES = ("start", "end")
_ROW = re.compile(r"(\d{1,10})\t(\d{1,10})\t.*")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SPACED = re.compile(r'(\d*0), (\d*0), "(.*)"')
_FAST = 200.0  # letters in a second: speech has some 15
_SHORT = 100  # milliseconds: no whole table has shorter segments; seconds would be minutes


def shape_of(text_of: str) -> str | None:
    """Name the shape of a table; None where it is another one.

    A CSV with seconds is a spreadsheet's, and read as this program's format of that name.
    """
    text_of = _whole(text_of)
    head = [name.strip() for name in text_of.partition("\n")[0].split("\t")]
    if head == [*_TIMES, "text"] or _is_bare(text_of):
        return TSV
    lines = [line for line in text_of.splitlines() if line.strip()]
    if lines and all(map(_SPACED.fullmatch, lines)):
        return SPACED
    names = [name.strip() for name in text_of.partition("\n")[0].split(",")]
    if names not in ([*_TIMES, "text"], [*_TIMES, "speaker", "text"]):
        return None
    times = [row[name] for row in _rows(text_of, CSV) for name in _TIMES]
    # whisper.cpp counts in hundredths of a second, so that its milliseconds end in 0.
    whole = bool(times) and all(time is not None and time.strip().isdigit() for time in times)
    return CSV if whole and all(time.strip().endswith("0") for time in times) else None


def _whole(text_of: str) -> str:
    """Return the table without blank lines above and below it."""
    return re.sub(r"\A\s+|(?:\n *)+\Z", "", text_of.lstrip("\ufeff"))


def _is_bare(text_of: str) -> bool:
    """Whether it is a table without a first line; labels of Audacity have seconds."""
    rows = [_ROW.fullmatch(line) for line in text_of.splitlines() if line.strip()]
    lengths = [int(row.group(2)) - int(row.group(1)) for row in rows if row]
    return len(lengths) == len(rows) and max(lengths, default=0) >= _SHORT


def read(text_of: str, shape: str) -> RawTranscript:
    """Take the rows.

    Raises:
        NotThisShape: a row has no text, so that something is missing; or another encoding.

    """
    rows = list(_rows(_whole(text_of), shape))
    parts = 1.0 if any("." in (row[name] or "") for row in rows for name in _TIMES) else 1000.0
    # A text may hold the mark itself: TSV quotes nothing, old versions of whisper.cpp not enough.
    mark = "\t" if shape == TSV else ","
    segments = tuple(_segment(row, parts, at, mark) for at, row in enumerate(rows, 2))
    _check_unit(segments, parts)
    return RawTranscript(tuple(halves.joined(segments)))


def _check_unit(segments: Sequence[RawSegment], parts: float) -> None:
    """Refuse whole seconds where these tables have thousandths: nobody speaks so fast.

    Raises:
        NotThisShape: they are seconds.

    """
    known = [
        (one.end - one.start, len("".join(one.text.split())))
        for one in segments
        if one.start is not None and one.end is not None
    ]
    lasting, letters = (sum(some) for some in zip(*known, strict=True)) if known else (0.0, 0)
    if parts > 1 and letters > _FAST * lasting and letters < _FAST * lasting * parts:
        raise NotThisShape(
            text(
                "Its times look like seconds, and this table has milliseconds: multiply them by 1000."
            )
        )


def _rows(text_of: str, shape: str) -> Iterator[dict[str, str]]:
    sheet = io.StringIO(text_of)
    try:
        if shape == SPACED:
            rows = filter(None, map(_SPACED.fullmatch, sheet.read().splitlines()))
            yield from (dict(zip((*_TIMES, "text"), row.groups(), strict=True)) for row in rows)
        elif shape == TSV:
            names = [*_TIMES, "text"] if _is_bare(text_of) else None
            yield from csv.DictReader(sheet, names, delimiter="\t", quoting=csv.QUOTE_NONE)
        else:
            names = [name.strip() for name in sheet.readline().split(",")]
            yield from csv.DictReader(sheet, names)
    except csv.Error as error:
        raise NotThisShape(text("It is no table: {said}.", said=str(error))) from error


def _segment(row: dict[str, str], parts: float, number: int, mark: str) -> RawSegment:
    start, end = (seconds(row.get(name)) for name in _TIMES)
    if start is None and end is None and not row.get("text"):
        raise NotThisShape(text("Line {number} has neither times nor a text.", number=number))
    more = row.get(None) or ()  # type: ignore[call-overload]  # what stands behind the last column
    if more and (row.get("text") or "").strip().isdigit():  # a decimal comma moves the columns
        raise NotThisShape(
            text("Line {number} has more fields than the table has columns.", number=number)
        )
    said = mark.join([row.get("text") or "", *more])
    if mark == "\t" and '""' in said[1:-1] and _QUOTED.fullmatch(said):
        said = said[1:-1].replace('""', '"')
    speaker = (row.get("speaker") or "").strip("? ")
    return RawSegment(
        content(said),
        None if start is None else start / parts,
        None if end is None else end / parts,
        speaker,
    )
