"""Times as spreadsheets keep them: a number that counts days.

A cell that shows 0:01:02,5 holds 0.00072337963, and that is what is written where its form was
lost. Such numbers are whole milliseconds as days, and as seconds they are not.
"""

from __future__ import annotations

import math
from dataclasses import replace
from statistics import median
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats._turns_gate import NoTime
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diarizer.formats._turns_gate import Gate, Row

_DAY = 86400.0  # seconds
_FEW = 2  # times that could be so by chance
_LONG = 100.0  # that every second row lasts at least, if its numbers are no seconds
_ENDLESS = 500.0  # seconds: people who talk with each other do not each speak so long
_SLOW = 0.05  # letters in a second: speech has some 15
_OFF = 0.005  # milliseconds: nine digits of a day are a tenth of one, ten a hundredth


def seconds(rows: Sequence[Row], gate: Gate) -> Sequence[Row]:
    """Return the rows with times in seconds, and say so where they were in days."""
    check_unit(rows)
    times = [time for row in rows for time in (row.start, row.end)]
    if not _are_days([time for time in times if time]):
        return rows
    gate.say(text("The times are fractions of a day, as spreadsheets keep them: read as seconds."))
    return [
        replace(row, start=round(row.start * _DAY, 3), end=round(row.end * _DAY, 3)) for row in rows
    ]


def check_unit(rows: Sequence[Row]) -> None:
    """Refuse whole numbers at which nobody could speak so slowly, of a table or of JSON.

    Raises:
        FormatError: they are milliseconds, or frames.

    """
    talk = not any(row.text for row in rows) and len({row.speaker for row in rows}) > 1
    lengths = [row.end - row.start for row in rows if row.text or talk]
    whole = all(
        math.isfinite(time) and time == round(time) for row in rows for time in (row.start, row.end)
    )
    letters = sum(len("".join(row.text.split())) for row in rows)
    slow = letters and median(lengths) >= _LONG and letters < _SLOW * sum(lengths)
    endless = talk and len(rows) > _FEW and median(lengths) >= _ENDLESS
    if whole and (slow or endless):
        # A text may be that of a recogniser that counts so; turns alone are nothing else.
        kind = NoTime if endless else FormatError
        raise kind(
            text("The times look like milliseconds, where seconds are meant."),
            context=text("A turn lasts {length:.0f}, if that is seconds", length=median(lengths)),
            hint=text(
                "Divide them by 1000; or call the columns of a table {names}.",
                names="start_ms, end_ms",
            ),
        )


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
