"""JSON of no known shape: the list in it whose entries say something at a time, wherever it lies.

Every service calls its lists and fields otherwise, and there are more of them than shapes. What they
have in common: a list of objects, each with a text, a time, and perhaps who speaks, which may stand in
the object around the list, too. Which fields were taken is said. Words that lie within what is said, with
times of the same clock, are its words.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer import formats
from diarizer.messages.text import text
from diarizer.transcripts import entry_fields, spoken
from diarizer.transcripts.entry_lists import Group
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diarizer.messages.text import Text
    from diarizer.types import Annotation

NAME = "JSON"
STEP = text("Save it with a start and an end of each entry.")

_DEEP = 14  # lists and objects within each other
_MOST = 0.9  # of the entries with a text, which have a time
_ALIKE = 0.8  # of the letters of the other, at least
_NEAR = 0.5  # seconds that a word lies beside its entry
_FEW = 3  # entries in which nobody need speak twice
_FILES = ("audio_filepath", "audio_file", "audio_path", "audio", "wav", "clip", "path")
_OF_A_LOG = frozenset({"level", "levelname", "severity", "logger", "loglevel"})


def found(document: Any) -> RawTranscript | None:
    """Read what a document says; None where nothing in it says something at a time."""
    groups: dict[tuple[str, ...], Group] = {}
    _walk(document, (), (), groups)
    known = [one for one in groups.values() if _is_understood(one)]
    outer = [one for one in known if not any(_is_within(one, other) for other in known)]
    outer = _together(outer)
    if not outer:
        return None
    best = max(outer, key=lambda one: (len(set(one.names)) > 1, one.letters))
    if best.path[:1] == ("",) and not _goes_on(best, document):
        return None
    files = {formats.recording_of(one) or _file(one) for one in best.own}
    if len(files) > 1:  # of several recordings, or of a clip for each entry
        return None
    if best.are_words and not best.end and not best.length:  # labels of points, as of a map
        return None
    inner = [one for one in known if _is_within(one, best) and one.are_words]
    told = tuple(_told(best, [one for one in outer if one is not best]))
    if best.are_words:
        listed = zip(best.texts, best.times, best.names, strict=True)
        each = (spoken.Spoken(RawWord(said, *at), who) for said, at, who in listed)
        return RawTranscript(tuple(spoken.segments(each)), remarks=told)
    words = _words(best, inner[0]) if inner else {}
    rows = zip(best.texts, best.times, best.names, best.own, strict=True)
    segments = (RawSegment(said, *at, who, words.get(id(own), ())) for said, at, who, own in rows)
    return RawTranscript(tuple(one for one in segments if one.text), remarks=told)


def _together(groups: Sequence[Group]) -> list[Group]:
    """Make one of the lists that lie beside each other and are alike: one for each who speaks."""
    found: list[Group] = []
    for one in groups:
        at = next((at for at, other in enumerate(found) if other.is_beside(one)), None)
        if at is None:
            found.append(one)
        else:
            found[at] = found[at].joined(one)
    return found


def _walk(
    value: Any,
    path: tuple[str, ...],
    around: tuple[Mapping[str, Any], ...],
    groups: dict[tuple[str, ...], Group],
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
            _walk(each, (*path, str(key)), (*around, value), groups)
    for one in map(_unpacked, value) if isinstance(value, list) else ():
        if isinstance(one, dict):
            whole = formats.with_names(one)
            group = groups.setdefault(path, Group(path))
            group.own.append(whole)
            group.entries.append(entry_fields.fields_of(whole))
            group.around.append(around)
            for key, each in whole.items():
                _walk(each, (*path, "", str(key)), (*around, whole), groups)


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


def _is_understood(group: Group) -> bool:
    """Find its fields; False where its entries say nothing, or not when."""
    entries = group.entries
    if any(one.keys() & _OF_A_LOG for one in entries):
        return False
    group.said = _most(entries, entry_fields.SAID, entry_fields.said_in, len(entries) / 2)
    beside = group.said != "words" and any(isinstance(one.get("words"), str) for one in entries)
    if not group.said or beside:  # words that might say something else
        return False
    spoken_in = [one for one in entries if entry_fields.said_in(one, group.said).strip()]
    group.start = _timed(spoken_in, entry_fields.START, _MOST)
    group.end = _timed(spoken_in, entry_fields.END, 0.5)
    group.length = _timed(spoken_in, entry_fields.LENGTH, 0.5)
    starts = {entry_fields.time_of(one, group.start) for one in spoken_in}
    if not group.start or (len(spoken_in) > 1 and len(starts) == 1):
        return False
    group.who = _who(group)
    return True


def _most(
    entries: Sequence[entry_fields.Fields], names: Sequence[str], read: Any, least: float
) -> str:
    counts = {name: sum(bool(read(one, name).strip()) for one in entries) for name in names}
    return next((name for name in names if counts[name] and counts[name] >= least), "")


def _timed(entries: Sequence[entry_fields.Fields], names: Sequence[str], share: float) -> str:
    for name in names:
        count = sum(entry_fields.time_of(one, name) is not None for one in entries)
        if count and count >= share * len(entries):
            return name
    return ""


def _who(group: Group) -> str:
    """Name the field of who speaks: one that is known, one whose values come again, or the channel."""
    alike = {name for one in group.entries for name in one if "speaker" in name or "spk" in name}
    others = sorted(alike - {*entry_fields.WHO})
    for name in (*entry_fields.WHO, *others, *entry_fields.PERHAPS, *entry_fields.SIDES):
        if name in {group.start, group.end, group.said}:
            continue
        group.who = name
        names = [one for one in group.names if one]
        several = len(set(names))
        again = len(names) >= 2 * several or several == 1 or len(names) <= _FEW
        is_known = name in entry_fields.WHO
        if 2 * len(names) < max(1, len(group.entries)) or not (is_known or again):
            continue
        if several > 1 or is_known:
            return name
    return ""


def _is_within(one: Group, other: Group) -> bool:
    return one.path[: len(other.path) + 1] == (*other.path, "")


def _file(one: Mapping[str, Any]) -> str:
    return next((str(one[name]) for name in _FILES if isinstance(one.get(name), str)), "")


def _goes_on(group: Group, documents: Sequence[Any]) -> bool:
    """Whether a list of whole documents is of one recording: each goes on where the one before it ends."""
    starts = [start for start, _ in group.times if start is not None]
    whole = any(
        one.keys() & {*entry_fields.LENGTH} and not one.keys() & {*entry_fields.START}
        for one in map(entry_fields.fields_of, spoken.dicts(documents))
    )
    return not whole and starts == sorted(set(starts))


def _words(group: Group, inner: Group) -> dict[int, tuple[RawWord, ...]]:
    """Return the words of each entry; none where one lies elsewhere, as those of another clock do."""
    spans = {id(own): at for own, at in zip(group.own, group.times, strict=True)}
    words: dict[int, list[RawWord]] = {}
    for said, at, around in zip(inner.texts, inner.times, inner.around, strict=True):
        holder = next((id(one) for one in reversed(around) if id(one) in spans), None)
        start, end = spans.get(holder or 0, (None, None))
        if holder is None or start is None or at[0] is None:
            return {}
        if not start - _NEAR <= at[0] <= (end if end is not None else at[0]) + _NEAR:
            return {}
        words.setdefault(holder, []).append(RawWord(f" {said}", *at))
    return {holder: tuple(some) for holder, some in words.items()}


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


def _told(best: Group, others: Sequence[Group]) -> Iterator[Text]:
    names = (best.said, best.start, best.end or best.length, best.who)
    place = ".".join(name for name in best.path if name)
    shown = ", ".join(filter(None, names))
    yield text(
        "The shape of the JSON is not known; taken by the names of its fields: {fields}.",
        fields=f"{place}: {shown}" if place else shown,
    )
    if not best.who:
        yield text("Nothing in it is known to name who speaks.")
    if others:
        left = ", ".join(".".join(filter(None, one.path)) for one in others)
        yield text("Left out, though something is said there, too: {names}.", names=left)
