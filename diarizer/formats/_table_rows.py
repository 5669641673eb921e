"""One row of a table: its cells as times, a name and a text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _clock, _labels, _numbers
from diarizer.formats._names import unpacked
from diarizer.formats._turns_gate import Row
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from diarizer.formats._columns import Column
    from diarizer.formats._turns_gate import Gate

END = "end"
_TIME = r"\d[\d:;]*(?:[.,]\d+)?"
_RANGE = re.compile(
    rf"\s*({_TIME})\s*s?\s*(?:-->|->|→|[-–—~]|\bto\b|\bbis\b|\bдо\b)\s*({_TIME})\s*s?\s*"
)
_SIDES = {"start": 1, END: 2}
_SEVERAL = 2  # names: "Dr: Who" alone is one


def is_range(cell: str) -> bool:
    """Whether a cell holds two times, as NVivo's timespans do.

    >>> is_range("0:00.0 - 0:05.2"), is_range("0:05.2"), is_range("-5")
    (True, False, False)
    """
    return bool(_both(cell)) and (":" in cell or ";" in cell or " " in cell.strip() or ">" in cell)


def _both(cell: str) -> re.Match[str] | None:
    # Blanks may stand in several places of the pattern, which of many tries each way to part them.
    return _RANGE.fullmatch(" ".join(cell.split()))


def are_ranges(cells: Iterable[str]) -> bool:
    """Whether all cells that are not empty hold two times."""
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(map(is_range, filled))


def with_names(rows: list[Row], columns: Mapping[str, Column], gate: Gate) -> list[Row]:
    """Part labels that hold a name and what it says, as the regions of a sound editor may.

    Where a table has no other column for what is said, and a few names begin all of its labels.
    """
    labels = [each.speaker for each in rows]
    names = _labels.before_colons(labels) if "text" not in columns else []
    if len(names) < _SEVERAL or len(set(labels)) <= len(names):
        return rows
    shown = ", ".join(names)
    gate.say(text("Names before what is said are taken for who speaks: {names}.", names=shown))
    pairs = (next(iter(_labels.of_cues([label], names))) for label in labels)
    return [
        replace(one, speaker=who, text=said) for one, (who, said) in zip(rows, pairs, strict=True)
    ]


def row(number: int, columns: Mapping[str, Column], fields: Sequence[str], width: int) -> Row:
    """Make a row of the turns.

    Args:
        number: of its line, for errors.
        columns: of each role.
        fields: its cells.
        width: how many names of columns there are.

    Raises:
        FormatError: no times.

    """
    # One column may hold the times of both sides.
    of_both = END in columns and columns[END].place == columns["start"].place

    def said(role: str) -> str:
        column = columns.get(role)
        return fields[column.place].strip() if column and column.place < len(fields) else ""

    def time(role: str) -> float:
        # A decimal comma in a row that commas part makes a field too many. A cell without a time is
        # what pandas writes of NaN: the gate refuses or mends it.
        more = any(field.strip() for field in fields[width:])
        cell = said(role)
        if of_both and role in _SIDES and (both := _both(cell)):
            cell = both[_SIDES[role]]
        return _numbers.seconds("" if more else cell or "nan") * columns[role].unit

    # A table may have neither; then its ends are found later.
    ending = next((role for role in (END, "duration") if role in columns), "start")
    try:
        start, end = time("start"), time(ending)
    except ValueError as error:
        raise _timeless(number, columns, fields, ending, [said("start"), said(ending)]) from error
    end = start + end if ending == "duration" else end
    place = text("Line {number}", number=number)
    who, whose, side = unpacked(said("speaker")), said("recording"), unpacked(said("channel"))
    return Row(place, start, end, who, said("text"), recording=whose, channel=side)


def _timeless(
    number: int,
    columns: Mapping[str, Column],
    fields: Sequence[str],
    ending: str,
    cells: Sequence[str],
) -> FormatError:
    if any(map(_clock.DAY.search, cells)):
        return _clock.of_the_day(", ".join(fields), number)
    if any(map(_clock.FRAMES.match, cells)):
        hint = text("Export it again as SRT or JSON, or with times such as 0:01:02.500.")
        return _clock.counts_frames("CSV", number, ", ".join(fields), hint)
    return FormatError(
        text("Line {number} of the CSV has no times.", number=number),
        context=", ".join(fields),
        hint=text(
            "Wanted: seconds, or 0:01:02.500, in the columns {start} and {end}.",
            start=columns["start"].name,
            end=columns[ending].name if ending != "start" else END,
        ),
    )
