"""People whom a document lists once, with a number or a mark by which its turns call them.

Adobe Premiere's transcripts have ``speakers`` of ``id``, a UUID, and ``name``; so have Rev's, with
numbers. Others have an object of names under their marks: ``{"S1": "Anna"}``.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LISTS = ("speakers", "participants")
_MARKS = ("id", "spkid", "speaker_id", "speakerId", "uuid", "key", "label")
_NAMES = ("name", "displayName", "display_name", "speaker_name", "speakerName")
_WHO = frozenset({"speaker", "speaker_id", "speakerId", "spk", "speaker_label"})
_DEEP = 8  # lists and objects within each other


def named(document: Any) -> Any:
    """Return a document whose turns have the names that it lists; two who are called alike stay two.

    >>> document = {"speakers": [{"id": 7, "name": "Anna"}], "segments": [{"speaker": 7}]}
    >>> named(document)["segments"]
    [{'speaker': 'Anna'}]
    """
    if not isinstance(document, dict):
        return document
    known = [pair for name in _LISTS for pair in _listed(document.get(name))]
    often = Counter(name for _, name in known)
    names = {mark: name if often[name] == 1 else f"{name} ({mark})" for mark, name in known}
    if not names:
        return document
    return {
        key: value if key in _LISTS else _put(value, names, 0) for key, value in document.items()
    }


def _listed(listed: Any) -> Iterator[tuple[str, str]]:
    """Yield the mark and the name of each person."""
    if isinstance(listed, dict):
        for mark, one in listed.items():
            name = _name(one) if isinstance(one, dict) else one
            if isinstance(name, str) and name.strip():
                yield str(mark), name.strip()
    people = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    for one in people:
        mark = next((one[key] for key in _MARKS if _is_mark(one.get(key))), None)
        if mark is not None and (name := _name(one)):
            yield str(mark), name


def _name(one: Mapping[str, Any]) -> str:
    names = (one.get(key) for key in _NAMES)
    return next((name.strip() for name in names if isinstance(name, str) and name.strip()), "")


def _is_mark(value: Any) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _put(value: Any, names: Mapping[str, str], depth: int) -> Any:
    if depth > _DEEP:
        return value
    if isinstance(value, list):
        return [_put(one, names, depth + 1) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: names.get(str(one), one)
        if key in _WHO and _is_mark(one)
        else _put(one, names, depth + 1)
        for key, one in value.items()
    }
