"""Which column of a table says of which recording its rows are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.formats import _several

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diarizer.formats._columns import Column
    from diarizer.formats._turns_gate import Gate, Row


def named(
    rows: Sequence[Row],
    cells: Sequence[Sequence[str]],
    names: Sequence[str],
    chosen: Mapping[str, Column],
    gate: Gate,
) -> list[Row]:
    """Return the rows with their recordings, by a column that may name them.

    Args:
        rows: without their recordings.
        cells: of each row.
        names: of the columns.
        chosen: the column of each role.
        gate: is told.

    """
    place = _place(rows, cells, names, chosen, gate)
    if place is None:
        return list(rows)
    return [
        replace(row, recording=_cell(each, place)) for row, each in zip(rows, cells, strict=True)
    ]


def _place(
    rows: Sequence[Row],
    cells: Sequence[Sequence[str]],
    names: Sequence[str],
    chosen: Mapping[str, Column],
    gate: Gate,
) -> int | None:
    if source := chosen.get("source"):
        whose = [_cell(each, source.place) for each in cells if each[source.place :]]
        if _several.are_recordings(whose, [row.start for row in rows], source.name, gate):
            return source.place
    known = {column.place for column in chosen.values()}
    others = {name: at for at, name in enumerate(names) if name.strip() and at not in known}
    said = _several.Said([(row.start, row.end) for row in rows], [row.speaker for row in rows])
    columns = {name: [_cell(each, at) for each in cells] for name, at in others.items()}
    return others.get(_several.parting(columns, said, gate))


def _cell(fields: Sequence[str], place: int) -> str:
    return fields[place].strip() if place < len(fields) else ""
