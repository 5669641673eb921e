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

    # A name, and marks under the names of their fields.
    Person = tuple[str, tuple[tuple[str, str], ...]]
    Names = dict[str, dict[str, str]]  # under marks, for each field that has those

_LISTS = ("speakers", "participants")
_TALKING = frozenset({*_LISTS, "parties", "attendees", "speakernames", "speakermap"})
_ANYBODY = frozenset({"people", "persons", "members", "users"})
_OTHERS = _TALKING | _ANYBODY
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


class _Given(str):
    """A name that was put in the place of a mark, and is none itself, though it may look like one."""

    __slots__ = ()


def named(document: Any) -> Any:
    """Return a document whose turns have the names that it lists; two who are called alike stay two.

    >>> document = {"speakers": [{"id": 7, "name": "Anna"}], "segments": [{"speaker": 7}]}
    >>> named(document)["segments"]
    [{'speaker': 'Anna'}]
    """
    if not isinstance(document, dict):
        return document
    names = _names([list(_listed(document.get(name))) for name in _LISTS])
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
    voiced: list[Person] = []
    names = _names([*_everywhere(document, 0, voiced), voiced])
    marks = set(_marks(document, 0)) if names else set()
    known = {_name_of(names, *one) for one in marks}
    if not any(known):
        return document
    called = {name for some in names.values() for name in some.values()}
    whole = all(_name_of(names, field, mark) or mark in called for field, mark in marks)
    return _put(document, names, 0) if whole else document


def _names(lists: list[list[Person]]) -> Names:
    """Return the name under each mark of each field; what would be the mark of two is none."""
    often: Counter[str] = Counter()
    for people in lists:  # who is in two lists is one
        often |= Counter(name for name, _ in dict.fromkeys(people))
    found: Names = {}
    for field in ("", *_MARKS):
        owners: dict[str, set[str]] = {}
        for name, marks in (person for people in lists for person in people):
            shown = name if often[name] == 1 else f"{name} ({marks[0][1]})"
            for mark in (mark for key, mark in marks if key == field):
                owners.setdefault(mark, set()).add(shown)
        if owners:
            found[field] = {
                mark: next(iter(some)) if len(some) == 1 else "" for mark, some in owners.items()
            }
    return found


def _name_of(names: Names, field: str, mark: str) -> str:
    """Return who has a mark: by the field of the same name, by another of who speaks, or by any."""
    of_speakers = ("speakerid", "spkid") if field.startswith(("speaker", "spk")) else ()
    asked = (names.get(each, {}).get(mark) for each in (field, "", *of_speakers, *_MARKS))
    return next((name for name in asked if name is not None), "")


def _everywhere(value: Any, depth: int, voiced: list[Person]) -> Iterator[list[Person]]:
    """Yield the people of each list; gather those whom only turns name."""
    if depth > _DEEP or not isinstance(value, (list, dict)):
        return
    if isinstance(value, dict) and (person := _voiced(value)):
        voiced.append(person)
    pairs = value.items() if isinstance(value, dict) else (("", one) for one in value)
    for key, each in pairs:
        if (bare := _bare(key)) in _OTHERS:
            people = list(_listed(each))
            yield people if bare in _TALKING else [one for one in people if not _counts(one)]
        yield from _everywhere(each, depth + 1, voiced)


def _counts(person: Person) -> bool:
    """Whether numbers alone tell somebody apart: those of users of a site are no numbers of voices."""
    return all(mark.isdigit() for _, mark in person[1])


def _voiced(entry: Mapping[str, Any]) -> Person | None:
    """Return who says an entry of Podlove, which has a number as ``speaker`` and the name as ``voice``."""
    mark, voice = str(entry.get("speaker")), entry.get("voice")
    named = isinstance(voice, str) and bool(voice.strip()) and not voice.strip().isdigit()
    return (str(voice).strip(), (("speaker", mark),)) if named and mark.isdigit() else None


def _marks(value: Any, depth: int) -> Iterator[tuple[str, str]]:
    """Yield what turns call those who speak, and the field of it."""
    if depth > _DEEP:
        return
    for one in value if isinstance(value, list) else ():
        yield from _marks(one, depth + 1)
    for key, each in value.items() if isinstance(value, dict) else ():
        if _bare(key) in _WHO and _is_mark(each):
            yield _bare(key), str(each)
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
    return isinstance(value, (str, int)) and not isinstance(value, (bool, _Given))


def _put(value: Any, names: Names, depth: int) -> Any:
    if depth > _DEEP:
        return value
    if isinstance(value, list):
        return [_put(one, names, depth + 1) for one in value]
    if not isinstance(value, dict):
        return value
    return {key: _with_name(key, one, names, depth) for key, one in value.items()}


def _with_name(key: Any, one: Any, names: Names, depth: int) -> Any:
    if (bare := _bare(key)) in _OTHERS:
        return one
    if bare in _WHO and _is_mark(one):
        name = _name_of(names, bare, str(one))
        return _Given(name) if name else one
    return _put(one, names, depth + 1)
