"""People whom a document lists once, with a number or a mark by which its turns call them.

Adobe Premiere's transcripts have ``speakers`` of ``id``, a UUID, and ``name``; so have Rev's, with
numbers. Others have an object of names under their marks: ``{"S1": "Anna"}``. Gong's ``parties`` have an
``id`` and a ``speakerId``, of which its turns have the latter; Podlove says both in each entry. A list that
lies deeper, or is called otherwise, is of these people where it knows every mark that the turns have.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Person = tuple[
        str, tuple[tuple[str, str], ...]
    ]  # a name, and marks under the names of their fields

_LISTS = ("speakers", "participants")
_OTHERS = frozenset(
    {
        *(
            "speakers",
            "participants",
            "parties",
            "attendees",
            "people",
            "persons",
            "members",
            "users",
        ),
        *("speakernames", "speakermap"),
    }
)
_MARKS = (
    "id",
    "spkid",
    "speakerid",
    "participantid",
    "personid",
    "uuid",
    "key",
    "label",
    "speaker",
)
_NAMES = ("name", "displayname", "speakername", "fullname", "participantname", "username", "label")
_WHO = frozenset(
    {
        *("speaker", "speakerid", "spk", "spkid", "speakerlabel", "speakertag"),
        *("participantid", "participant", "personid"),
    }
)
_DEEP = 8  # lists and objects within each other
_SEPARATORS = re.compile(r"[\W_]+")


def named(document: Any) -> Any:
    """Return a document whose turns have the names that it lists; two who are called alike stay two.

    >>> document = {"speakers": [{"id": 7, "name": "Anna"}], "segments": [{"speaker": 7}]}
    >>> named(document)["segments"]
    [{'speaker': 'Anna'}]
    """
    if not isinstance(document, dict):
        return document
    people = [person for name in _LISTS for person in _listed(document.get(name))]
    names = _names(people)
    if not names:
        return document
    return {
        key: value if key in _LISTS else _put(value, names, 0) for key, value in document.items()
    }


def named_throughout(document: Any) -> Any:
    """Do the same with lists wherever they lie, if they know every mark that turns have.

    >>> document = {"call": {"parties": [{"id": 1, "name": "Anna"}]}, "said": [{"speakerId": 1}]}
    >>> named_throughout(document)["said"]
    [{'speakerId': 'Anna'}]
    """
    document = named(document)
    names = _names(list(_everywhere(document, 0)))
    marks = set(_marks(document, 0)) if names else set()
    if not marks & names.keys() or not marks <= {*names, *names.values()}:
        return document
    return _put(document, names, 0)


def _names(people: list[Person]) -> dict[str, str]:
    """Return the name under each mark; what would be the mark of two is none."""
    people = list(dict.fromkeys(people))
    often = Counter(name for name, _ in people)
    found: dict[str, str] = {}
    for field in ("", *_MARKS):
        owners: dict[str, set[str]] = {}
        for name, marks in people:
            shown = name if often[name] == 1 else f"{name} ({marks[0][1]})"
            for mark in (mark for key, mark in marks if key == field):
                owners.setdefault(mark, set()).add(shown)
        alone = {mark: next(iter(some)) for mark, some in owners.items() if len(some) == 1}
        found = {**alone, **found}
    return found


def _everywhere(value: Any, depth: int) -> Iterator[Person]:
    """Yield the people of all lists."""
    if depth > _DEEP or not isinstance(value, (list, dict)):
        return
    if isinstance(value, dict) and (person := _voiced(value)):
        yield person
    pairs = value.items() if isinstance(value, dict) else (("", one) for one in value)
    for key, each in pairs:
        if _bare(key) in _OTHERS:
            yield from _listed(each)
        yield from _everywhere(each, depth + 1)


def _voiced(entry: Mapping[str, Any]) -> Person | None:
    """Return who says an entry of Podlove, which has a number as ``speaker`` and the name as ``voice``."""
    mark, voice = str(entry.get("speaker")), entry.get("voice")
    named = isinstance(voice, str) and bool(voice.strip()) and not voice.strip().isdigit()
    return (str(voice).strip(), (("speaker", mark),)) if named and mark.isdigit() else None


def _marks(value: Any, depth: int) -> Iterator[str]:
    """Yield what turns call those who speak."""
    if depth > _DEEP:
        return
    for one in value if isinstance(value, list) else ():
        yield from _marks(one, depth + 1)
    for key, each in value.items() if isinstance(value, dict) else ():
        if _bare(key) in _WHO and _is_mark(each):
            yield str(each)
        elif _bare(key) not in _OTHERS:
            yield from _marks(each, depth + 1)


def _listed(listed: Any) -> Iterator[Person]:
    """Yield the name and the marks of each person."""
    if isinstance(listed, dict):
        for mark, one in listed.items():
            name = _name(_plain(one)) if isinstance(one, dict) else one
            if isinstance(name, str) and name.strip():
                yield name.strip(), (("", str(mark)),)
    people = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    for one in map(_plain, people):
        marks = tuple((key, str(one[key])) for key in _MARKS if _is_mark(one.get(key)))
        if marks and (name := _name(one)):
            yield name, marks


def _plain(one: Mapping[str, Any]) -> dict[str, Any]:
    return {_bare(key): value for key, value in one.items()}


def _bare(name: Any) -> str:
    return _SEPARATORS.sub("", str(name)).lower()


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
        key: one
        if _bare(key) in _OTHERS
        else names.get(str(one), one)
        if _bare(key) in _WHO and _is_mark(one)
        else _put(one, names, depth + 1)
        for key, one in value.items()
    }
