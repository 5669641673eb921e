"""JSON of no known shape: the list in it whose entries say something at a time, wherever it lies.

Every service calls its lists and fields otherwise, and there are more of them than shapes. What they
have in common: a list of objects, each with a text, a time, and perhaps who speaks, which may stand in
the object around the list, too. Which fields were taken is said. Words that lie within what is said, with
times of the same clock, are its words.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from diarizer import formats
from diarizer.messages.text import text
from diarizer.transcripts import (
    entry_fields,
    entry_files,
    entry_lists,
    entry_roles,
    entry_signs,
    entry_words,
    spoken,
)
from diarizer.transcripts.entry_lists import Group
from diarizer.transcripts.raw import RawTranscript, RawWord

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from diarizer.messages.text import Text
    from diarizer.types import Annotation

    Times = tuple[float | None, float | None]
    Row = tuple[str, Times, str, Mapping[str, Any]]

NAME = "JSON"
STEP = text("Save it with a start and an end of each entry.")
NOBODY = text("Nothing in it is known to name who speaks.")

_DEEP = 14  # lists and objects within each other
_ALIKE = 0.8  # of the letters of the other, at least
_SHOWN = 9  # names of lists


def found(document: Any) -> RawTranscript | None:
    """Read what a document says; None where nothing in it says something at a time."""
    groups: dict[tuple[str, ...], Group] = {}
    _walk(formats.with_all_names(document), (), (), groups, {})
    known = [one for one in map(entry_roles.understood, groups.values()) if one]
    known = [one for one in known if not entry_lists.holds_more(one, known)]
    places = {one.path for one in known}
    outer = [one for one in known if not entry_lists.is_within_any(one, places)]
    outer = [one for one in entry_lists.together(outer) if entry_signs.is_speech(one)]
    if not outer:
        return None
    best = _best(outer)
    if best.path[:1] == ("",) and not _goes_on(best, document):
        return None
    if entry_files.are_several(best) or entry_signs.is_broken(best, groups):
        return None
    if best.are_words and not (best.end or best.length or best.who):  # labels, as of a map
        return None
    inner = [one for one in known if entry_lists.is_within_any(one, {best.path}) and one.are_words]
    rows, again = _once(best)
    rows, sums = entry_words.without_sums(rows)
    named = bool(best.who) or bool(inner and inner[0].who)
    told = tuple(
        _told(best, [one for one in outer if one is not best], (again, sums), is_named=named)
    )
    if best.are_words:
        each = (spoken.Spoken(RawWord(said, *at), who) for said, at, who, _ in rows)
        return RawTranscript(tuple(spoken.segments(each)), remarks=told)
    words = entry_words.within(best, inner[0]) if inner else {}
    segments = entry_words.segments(rows, words, is_named=not best.who)
    return RawTranscript(tuple(one for one in segments if one.text), remarks=told)


def _best(groups: Sequence[Group]) -> Group:
    """Choose a list: no summary or translation, with people rather than without, and the longest."""
    whole = [one for one in groups if not entry_lists.is_lesser(one)] or list(groups)
    most = max(one.letters for one in whole)

    def told(one: Group) -> tuple[bool, int]:
        return len(set(one.names)) > 1 and 2 * one.letters >= most, one.letters

    best = max(whole, key=told)
    starts = [start for start, _ in best.times]
    return next(  # of a copy in another language, and what it was made of, the first
        one
        for one in whole
        if one is best or (one.names == best.names and [start for start, _ in one.times] == starts)
    )


def _once(group: Group) -> tuple[list[Row], int]:
    """Return its entries, each once: channels may repeat each other, and then name nobody."""
    seen: dict[tuple[str, Times], str] = {}
    rows: list[Row] = []
    again = others = 0
    for said, at, who, own in zip(group.texts, group.times, group.names, group.own, strict=True):
        if said and (said, at) in seen:
            again += 1
            others += seen[said, at] != who
            continue
        seen[said, at] = who
        rows.append((said, at, who, own))
    if 2 * others > len(rows):
        group.who, group.lists = "", []
        rows = [(said, at, "", own) for said, at, _, own in rows]
    return rows, again


def _walk(
    value: Any,
    path: tuple[str, ...],
    around: tuple[Mapping[str, Any], ...],
    groups: dict[tuple[str, ...], Group],
    shared: dict[int, entry_fields.Fields],
) -> None:
    """Gather the objects of all lists, by their place."""
    value = _unpacked(value)
    if len(path) > _DEEP:
        return
    if _is_counted(value):
        value = list(value.values())
    if isinstance(value, dict):
        value = formats.with_names(value)
        for key, each in value.items():
            _walk(
                entry_fields.best_of(key, each), (*path, str(key)), (*around, value), groups, shared
            )
    value = entry_lists.named_rows(value, path)
    if isinstance(value, list) and value and all(map(spoken.dicts, value)):
        value = list(chain.from_iterable(value))  # the words of each sentence, as tl;dv has them
    for one in map(_unpacked, value) if isinstance(value, list) else ():
        if isinstance(one, (str, list, bool, int, float)):
            groups.setdefault(path, Group(path, shared=shared)).is_mixed = True
        if isinstance(one, dict):
            whole = formats.with_names(one)
            group = groups.setdefault(path, Group(path, shared=shared))
            group.own.append(whole)
            group.entries.append(entry_fields.fields_of(whole))
            group.around.append(around)
            for key, each in whole.items():
                below = entry_fields.best_of(key, each)
                _walk(below, (*path, "", str(key)), (*around, whole), groups, shared)


def _is_counted(value: Any) -> bool:
    """Whether an object stands for a list: its names are numbers, and all of it are objects."""
    if not isinstance(value, dict) or not value:
        return False
    return all(str(key).isdigit() and isinstance(one, dict) for key, one in value.items())


def _unpacked(value: Any) -> Any:
    """Read JSON that stands in a text, as iFlytek answers."""
    if not isinstance(value, str) or value[:1] not in {"[", "{"} or value[-1:] not in {"]", "}"}:
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _goes_on(group: Group, documents: Sequence[Any]) -> bool:
    """Whether a list of whole documents is of one recording: each goes on where the one before it ends."""
    starts = [start for start, _ in group.times if start is not None]
    whole = any(
        one.keys() & {*entry_fields.LENGTH} and not one.keys() & {*entry_fields.START}
        for one in map(entry_fields.fields_of, spoken.dicts(documents))
    )
    return not whole and starts == sorted(set(starts))


def with_names(found: Annotation, other: Annotation) -> Annotation:
    """Return what was found with the names of the other, where both say the same; else the other."""
    texts = [[turn.text for turn in one.turns] for one in (found, other)]
    if texts[0] != texts[1]:
        return other
    pairs = zip(found.turns, other.turns, strict=True)
    return replace(found, turns=tuple(replace(one, speaker=who.speaker) for one, who in pairs))


def tells_more(found: Annotation, other: Annotation) -> bool:
    """Whether the other says the same, and who of several says it."""
    names = {turn.speaker for turn in other.turns if turn.speaker}
    letters, same = (len("".join(turn.text for turn in one.turns)) for one in (found, other))
    return len(names) > 1 and _ALIKE * letters <= same <= letters / _ALIKE


def _told(
    best: Group, others: Sequence[Group], left_out: tuple[int, int], *, is_named: bool
) -> Iterator[Text]:
    again, sums = left_out
    said = "/".join((best.said, *best.instead))
    names = (said, best.start, best.end or best.length, best.who)
    place = ".".join(name for name in (best.path[:-1] if best.lists else best.path) if name)
    shown = ", ".join(filter(None, names))
    yield text(
        "The shape of the JSON is not known; taken by the names of its fields: {fields}.",
        fields=f"{place}: {shown}" if place else shown,
    )
    if best.lists and not best.who:
        lists = _few(best.lists)
        yield text("Each of its lists is taken for one who speaks: {names}.", names=lists)
    elif not is_named:
        yield NOBODY
    if best.unfinished:
        yield text(
            "Left out as not final, since later ones say it again: {count}.", count=best.unfinished
        )
    if again:
        yield text(
            "Entries that say the same at the same time are taken once: {count}.", count=again
        )
    if sums:
        yield text(
            "Left out, since they repeat what others within their time say: {count}.", count=sums
        )
    if others:
        left = _few(".".join(filter(None, one.path)) for one in others)
        yield text("Left out, though something is said there, too: {names}.", names=left)


def _few(names: Iterable[str]) -> str:
    """Name some, and that there are more."""
    listed = list(dict.fromkeys(names))
    return ", ".join([*listed[:_SHOWN], *("…" for _ in listed[_SHOWN : _SHOWN + 1])])
