"""Which recording a turn of a list in JSON is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.formats import _columns, _numbers, _several

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diarizer.formats._turns_gate import Gate

_RECORDINGS = (
    *("recording", "uri", "file", "filename", "file_name"),
    *("recording_id", "session_id"),  # of Lhotse, of SegLST
)
_OURS = frozenset({"start", "end", "speaker", "text", "words", "confidence", "channel"})


def named(listed: Any, gate: Gate) -> tuple[list[Mapping[str, Any]], bool]:
    """Return the segments, each with the recording that it names, if they name any."""
    names = list(map(recording_of, listed))
    if not any(names):
        sources = list(map(_source, listed))
        names = [name for _, name in sources]
        called = next((column for column, name in sources if name), "")
        starts = [one.get("start") if isinstance(one, dict) else None for one in listed]
        if not _several.are_recordings(names, starts, called, gate):
            names = _parting(listed, gate)
    if not any(names):
        return listed, False
    return [{**one, "recording": name} for one, name in zip(listed, names, strict=True)], True


def _parting(listed: Any, gate: Gate) -> list[str]:
    """Return the name of the recording of each turn, by whatever field has a clock for each of its values."""
    if not listed or not all(isinstance(one, dict) for one in listed):
        return []
    try:
        spans = [(_seconds(one["start"]), _seconds(one["end"])) for one in listed]
        speakers = [str(one.get("speaker") or "") for one in listed]
    except (KeyError, TypeError, ValueError):  # whoever makes turns of them says what is wrong
        return []
    fields = set.intersection(*(set(one) for one in listed)) - _OURS
    columns = {
        name: [str(one[name]) for one in listed]
        for name in sorted(fields)
        if all(isinstance(one[name], (str, int)) for one in listed)
    }
    column = _several.parting(columns, _several.Said(spans, speakers), gate)
    return columns.get(column, [])


def _seconds(value: Any) -> float:
    return _numbers.seconds(value) if isinstance(value, str) else float(value)


def recording_of(one: Any) -> str:
    """Return the name that a turn, or a segment of a transcript, has for its recording."""
    known = (one.get(name) for name in _RECORDINGS) if isinstance(one, dict) else ()
    return next((name for name in known if isinstance(name, str)), "")


def _source(one: Any) -> tuple[str, str]:
    """Return what names a file, or a meeting, which may as well be one for each turn, and its name."""
    columns = _columns.known([str(name) for name in one]) if isinstance(one, dict) else {}
    known = ((column.name, one.get(column.name)) for column in columns.get("source", ()))
    return next(((column, name) for column, name in known if isinstance(name, str)), ("", ""))
