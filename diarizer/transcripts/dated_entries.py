"""JSON whose entries are dated: when they were said by the calendar, and not in a recording.

So Google Meet, Read AI and bots of meetings answer. Nothing tells when the recording began.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from diarizer.transcripts import entry_fields
from diarizer.transcripts.raw import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterator

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}.{0,20}")
_DEEP = 8  # lists and objects within each other
_FEW = 2  # entries


def first(document: Any) -> str:
    """Return the first date of a list whose entries are said by somebody at one; empty where there is none.

    >>> first([{"name": "A", "text": "hi", "time": "2024-05-01T10:00:02Z"}] * 2)
    '2024-05-01T10:00:02Z'
    """
    return next(_dates(document, 0), "")


def _dates(value: Any, depth: int) -> Iterator[str]:
    if depth > _DEEP or not isinstance(value, (dict, list)):
        return
    if isinstance(value, list) and len(value) >= _FEW:
        dates = [_date(one) for one in value]
        if all(dates):
            yield dates[0]
    for one in value.values() if isinstance(value, dict) else value:
        yield from _dates(one, depth + 1)


def _date(one: Any) -> str:
    """Return when an entry was said, if it tells that by the calendar, what, and perhaps by whom."""
    fields = entry_fields.fields_of(one) if isinstance(one, dict) else {}
    if not any(entry_fields.said_in(fields, name).strip() for name in entry_fields.SAID):
        return ""
    if not fields.keys() & {*entry_fields.WHO, *entry_fields.PERHAPS, *_SOURCES}:
        return ""
    times = (str(fields[name]) for name in _STARTS if name in fields)
    return next((time for time in times if _DATE.fullmatch(time) or _is_late(time)), "")


_STARTS = (*entry_fields.START, "createdat")
_SOURCES = ("source",)  # the microphone, or the others


def _is_late(time: str) -> bool:
    return time.replace(".", "", 1).isdecimal() and float(time[:20]) > LONGEST
