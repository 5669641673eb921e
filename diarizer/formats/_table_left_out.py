"""Columns of a table that are not read, and are told where they may name who speaks, or be what is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _columns
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diarizer.formats._columns import Column
    from diarizer.formats._turns_gate import Gate

_SAYS = frozenset(
    (
        *("description", "comment", "comments", "note", "notes", "message", "dialogue", "dialog"),
        *("line", "lyrics", "описание", "комментарий", "примечание", "kommentar", "beschreibung"),
    )
)
_WORDS = 3  # that make a sentence and no name
_TIME_FORMAT = "time format"  # of Adobe Audition's markers
_DECIMAL = frozenset({"decimal", ""})


def tell(
    chosen: Mapping[str, Column], names: Sequence[str], rows: Sequence[Sequence[str]], gate: Gate
) -> None:
    """Say which columns are left out that a reader may miss.

    Raises:
        FormatError: one of them says that the times are no seconds.

    """
    known = {column.place for column in chosen.values()}
    others = [at for at, name in enumerate(names) if at not in known and name.strip()]
    cells = {at: [row[at].strip() for row in rows if at < len(row)] for at in others}
    _check_times([names[at] for at in others], list(cells.values()))
    named = _columns.recognised(names)
    if more := [one.name for one in named if one.role == "speaker" and one.place not in known]:
        gate.say(
            text(
                "Several columns may name who speaks: {taken} is taken, and not {others}.",
                taken=chosen["speaker"].name,
                others=", ".join(more),
            )
        )
    if "speaker" not in chosen and others:
        shown = ", ".join(names[at] for at in others)
        gate.say(text("No column is known to name who speaks; left out: {names}.", names=shown))
    said = [names[at] for at in others if _is_said(names[at], cells[at])]
    if said and "speaker" in chosen and "text" not in chosen:
        gate.say(text("Left out, though it may be what is said: {names}.", names=", ".join(said)))


def _is_said(name: str, cells: Sequence[str]) -> bool:
    """Whether a column is called so, and has something in it, or most of its cells are sentences."""
    if name.strip().lower() in _SAYS:
        return any(cells)
    said = [cell for cell in cells if len(cell.split()) >= _WORDS]
    return 2 * len(said) > len(cells) and 2 * len(set(said)) > len(said)


def _check_times(names: Sequence[str], columns: Sequence[Sequence[str]]) -> None:
    for name, cells in zip(names, columns, strict=True):
        others = sorted({cell for cell in cells if cell.lower() not in _DECIMAL})
        if name.strip().lower() == _TIME_FORMAT and others:
            raise FormatError(
                text("The times of the CSV are no seconds."),
                context=f"{name}: {', '.join(others)}",
                hint=text("Choose Decimal as the time format in Audition, and export it again."),
            )
