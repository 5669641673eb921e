"""Tables in JSON: columns beside rows, a list for each column, rows below their names, turns by speaker.

pandas 3 writes ``{"columns": [...], "index": [...], "data": [[...]]}`` with orient="split", and
``{"start": {"0": 0.5}, ...}`` by itself; scripts save ``df.to_dict("list")``, rows below a row of names,
or ``{"Anna": [[0.5, 2.0]], ...}``.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from diarizer.formats import _columns
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    Records = list[dict[str, Any]]

_MACHINE = re.compile(r"(?:speaker|spk|спикер)[ _-]?\w{1,4}", re.IGNORECASE)
_PAIR = 2
_NAME = 40  # letters of the longest name
_WORDS = 4  # of a name
_OVERLAP = 0.5  # seconds: the edges of words are no surer
_NOT_OF_SEGMENTS = frozenset({"start", "end", "segments", "duration", "language", "task"})
# Hugging Face's diarizers, README: a row for each recording.
_DATA_SET = {"timestamps_start": "start", "timestamps_end": "end", "speakers": "speaker"}
_OF_SPAN = frozenset({"start", "end", "confidence"})
_FIELDS = {(0, 1): "start, end, {}, {}", (1, 2): "{}, start, end, {}", (2, 3): "{}, {}, start, end"}


def as_records(document: Any) -> tuple[Any, Text | None]:
    """Return a list of objects where the document is a table, and what has to be said of it.

    >>> as_records({"columns": ["start", "end", "speaker"], "data": [[0.5, 2, "A"]]})[0]
    [{'start': 0.5, 'end': 2, 'speaker': 'A'}]
    >>> as_records({"A": [[0.5, 2]], "B": [[3, 4]]})[0][0]
    {'start': 0.5, 'end': 2, 'speaker': 'A'}
    """
    if isinstance(document, dict):
        if records := _of_columns(document) or _by_speaker(document):
            return records, None
        is_torn = _are_names(document.get("columns"))  # whose rows are no transcript by themselves
        return ({"columns": document["columns"]} if is_torn else document), None
    if isinstance(document, list) and document and all(map(_has_times_in_words, document)):
        segments = [{**_span_of(one["words"]), **one} for one in document]
        if all("speaker" in one for one in document) or _is_one_clock(segments):
            return segments, None
    if isinstance(document, list) and document and all(isinstance(row, list) for row in document):
        if _are_names(document[0]) and len({len(row) for row in document}) == 1:
            return _named(document[0], document[1:]), None
        if found := _bare(document):
            return found
    return document, None


def _has_times_in_words(one: Any) -> bool:
    """Whether it is a segment of which only the words say when, and no answer about a recording."""
    if not isinstance(one, dict) or one.keys() & _NOT_OF_SEGMENTS:
        return False
    words = one.get("words")
    return isinstance(words, list) and bool(words) and all(map(_is_timed, words))


def _is_one_clock(segments: Sequence[dict[str, Any]]) -> bool:
    """Whether each begins behind the one before it: several recordings begin anew."""
    return all(one["end"] - _OVERLAP <= other["start"] for one, other in pairwise(segments))


def _is_timed(word: Any) -> bool:
    if not isinstance(word, dict) or not isinstance(word.get("word", word.get("text")), str):
        return False
    return _is_number(word.get("start")) and _is_number(word.get("end"))


def _span_of(words: Sequence[Any]) -> dict[str, Any]:
    said = [str(word.get("word", word.get("text"))) for word in words]
    between = "" if any(one[:1].isspace() for one in said) else " "
    return {
        "start": min(word["start"] for word in words),
        "end": max(word["end"] for word in words),
        "text": between.join(said).strip(),
    }


def _named(names: Sequence[Any], rows: Sequence[Sequence[Any]]) -> Records:
    return [dict(zip(map(str, names), row, strict=True)) for row in rows]


def _are_names(names: Any) -> bool:
    """Whether these are columns of turns."""
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return False
    known = _columns.known(names).keys()
    return (
        "start" in known and bool(known & {"end", "duration"}) and bool(known & {"speaker", "text"})
    )


def _of_columns(document: dict[str, Any]) -> Records:
    rows = document.get("data")
    names = document.get("columns")
    if isinstance(names, list) and _are_names(names) and isinstance(rows, list):
        fits = all(isinstance(row, list) and len(row) == len(names) for row in rows)
        return _named(names, rows) if fits else []
    document = _of_data_set(document)
    columns = list(document.values())
    if not _are_names([str(name) for name in document]):
        return []
    if all(isinstance(column, dict) for column in columns):
        if any(column.keys() != columns[0].keys() for column in columns):
            return []
        columns = [list(column.values()) for column in columns]
    if not all(isinstance(column, list) and len(column) == len(columns[0]) for column in columns):
        return []
    return _named(list(document), list(zip(*columns, strict=True)))


def _of_data_set(document: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of a row of a data set for diarizers, by our names and without the sound."""
    if not document.keys() >= _DATA_SET.keys():
        return document
    return {ours: document[name] for name, ours in _DATA_SET.items()}


def _by_speaker(document: dict[str, Any]) -> Records:
    several = len(document) > 1 or any(map(_MACHINE.fullmatch, document))
    if not several or not all(isinstance(some, list) for some in document.values()):
        return []
    if not all(_is_span(one) for some in document.values() for one in some):
        return []
    return [
        {
            **(one if isinstance(one, dict) else dict(zip(("start", "end"), one, strict=True))),
            "speaker": name,
        }
        for name, some in document.items()
        for one in some
    ]


def _is_span(one: Any) -> bool:
    if isinstance(one, dict):
        return {"start", "end"} <= one.keys() <= _OF_SPAN
    return isinstance(one, list) and len(one) == _PAIR and all(map(_is_number, one))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _bare(rows: list[list[Any]]) -> tuple[Records, Text] | None:
    """Read rows of two times, who speaks and what is said, if only one of them can be a name."""
    kinds = {tuple(map(_is_number, row)) for row in rows}
    words = [[one for one in row if isinstance(one, str)] for row in rows]
    if len(kinds) != 1 or any(len(one) != _PAIR for one in words):
        return None
    places = tuple(at for at, number in enumerate(next(iter(kinds))) if number)
    if places not in _FIELDS or len(rows[0]) != 2 * _PAIR:
        return None
    columns = list(zip(*words, strict=True))
    names = [at for at, column in enumerate(columns) if all(map(_may_be_name, column))]
    if len(names) > 1:
        again = [at for at in names if len(set(columns[at])) < len(columns[at])]
        names = again if len(again) == 1 else []
    if len(names) != 1:
        return None
    order = ("speaker", "text") if names[0] == 0 else ("text", "speaker")
    found = [
        {"start": row[places[0]], "end": row[places[1]], **dict(zip(order, said, strict=True))}
        for row, said in zip(rows, words, strict=True)
    ]
    fields = _FIELDS[places].format(*order)
    return found, text(
        "The rows have no names of fields; they are read as: {fields}.", fields=fields
    )


def _may_be_name(cell: str) -> bool:
    return len(cell) <= _NAME and len(cell.split()) <= _WORDS and not re.search(r"[.?!…]$", cell)
