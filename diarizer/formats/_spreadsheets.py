"""Times as spreadsheets keep them: a number that counts days.

A cell that shows 0:01:02,5 holds 0.00072337963, and that is what is written where its form was
lost. Such numbers are whole milliseconds as days, and as seconds they are not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diarizer.formats._turns_gate import Gate, Row

_DAY = 86400.0  # seconds
_FEW = 2  # times that could be so by chance
_OFF = 0.005  # milliseconds: nine digits of a day are a tenth of one, ten a hundredth


def seconds(rows: Sequence[Row], gate: Gate) -> Sequence[Row]:
    """Return the rows with times in seconds, and say so where they were in days."""
    times = [time for row in rows for time in (row.start, row.end)]
    if not _are_days([time for time in times if time]):
        return rows
    gate.say(text("The times are fractions of a day, as spreadsheets keep them: read as seconds."))
    return [
        replace(row, start=round(row.start * _DAY, 3), end=round(row.end * _DAY, 3)) for row in rows
    ]


def _are_days(times: Sequence[float]) -> bool:
    """Whether all of them are whole milliseconds of a day, and not one is of a second.

    >>> _are_days([62.5 / 86400, 64 / 86400]), _are_days([0.5, 0.75])
    (True, False)
    """
    if len(times) < _FEW or not all(0.0 < time < 1.0 for time in times):
        return False
    return _are_whole(time * _DAY for time in times) and not any(
        _are_whole([time]) for time in times
    )


def _are_whole(times: Iterable[float]) -> bool:
    return all(abs(time * 1000 - round(time * 1000)) < _OFF for time in times)
