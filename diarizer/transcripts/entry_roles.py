"""Which fields of the entries of a list say when, until when, what, and who."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.transcripts import entry_fields, entry_signs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.transcripts.entry_lists import Group

_MOST = 0.9  # of the entries with a text, which have a time
_HALF = 0.5
_FEW = 3  # entries in which nobody need speak twice, and all may be alike


def understood(group: Group) -> Group | None:
    """Find the fields of a list; None where its entries say nothing, or not when."""
    group = _finished(group)
    entries = group.entries
    group.said, group.instead = _said(entries)
    beside = group.said != "words" and any(isinstance(one.get("words"), str) for one in entries)
    if not group.said or beside:  # words that might say something else
        return None
    listed = zip(entries, group.texts, strict=True)
    telling = [one for one, said in listed if said]
    group.start = _timed(telling, entry_fields.START, _MOST)
    group.end = _timed(telling, entry_fields.END, _HALF)
    group.length = _timed(telling, entry_fields.LENGTH, _HALF)
    starts = {entry_fields.time_of(one, group.start) for one in telling}
    if not group.start or (len(telling) > 1 and len(starts) == 1):
        return None
    if group.length and not group.end and group.is_odd:
        group.length = ""
    group.who = _who(group)
    return group


def _finished(group: Group) -> Group:
    """Leave out what later entries take back; where all may be, nothing is."""
    kept = [
        not any(map(entry_fields.is_unfinished, (one, *map(group.told_by, around))))
        for one, around in zip(group.entries, group.around, strict=True)
    ]
    if all(kept) or not any(kept):
        return group
    group = group.only(kept)
    group.unfinished = kept.count(False)
    return group


def _said(entries: Sequence[entry_fields.Fields]) -> tuple[str, tuple[str, ...]]:
    """Name the field of what is said, and those that tell it where it is empty."""
    texts = {}
    for name in entry_fields.SAID:
        listed = [entry_fields.said_in(one, name).strip() for one in entries]
        if any(listed):
            texts[name] = listed
    most = [name for name, some in texts.items() if sum(map(bool, some)) >= _HALF * len(entries)]
    # What is the same in all is rather a kind, or a state.
    telling = [name for name in most if len(entries) <= _FEW or len(set(texts[name])) > 1]
    said = next(iter(telling or most), "")
    if not said:
        return "", ()
    empty = [at for at, one in enumerate(texts[said]) if not one]
    others = [name for name in texts if name != said and name not in entry_signs.OF_ANYTHING]
    return said, tuple(name for name in others if any(texts[name][at] for at in empty))


def _timed(entries: Sequence[entry_fields.Fields], names: Sequence[str], share: float) -> str:
    for name in names:
        count = sum(entry_fields.time_of(one, name) is not None for one in entries)
        if count and count >= share * len(entries):
            return name
    return ""


def _who(group: Group) -> str:
    """Name the field of who speaks: one that is known, one whose values come again, or the channel."""
    there = group.fields
    others = sorted(name for name in there - {*entry_fields.WHO} if entry_fields.may_name(name))
    for name in (*entry_fields.WHO, *others, *entry_fields.PERHAPS, *entry_fields.SIDES):
        if name not in there or name in {group.start, group.end, group.said}:
            continue
        group.who = name
        names = [one for one in group.names if one]
        several = len(set(names))
        again = len(names) >= 2 * several or several == 1 or len(names) <= _FEW
        is_known = name in entry_fields.WHO or entry_signs.are_of_talks(names)
        if 2 * len(names) < max(1, len(group.entries)) or not (is_known or again):
            continue
        if several > 1 or is_known:
            return name
    return ""
