"""The lists at one place of a JSON document, as one list of entries that say something at a time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from diarizer.transcripts import entry_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WORDS = 1.4  # in an entry on the average: below that it is a word
_AROUND = ("speaker", "spk", "participant")  # what the objects around an entry call who speaks
_ROLES = ("role", "user", "who", "name")


@dataclass
class Group:
    """The lists that lie at one place of a document, as one.

    Attributes:
        path: the names down to it; "" stands for the entries of a list.
        lists: what the list of each is called, where several were made one.
        own: its entries as they are.
        entries: the same, by plain names.
        around: the objects in which each lies.
        start: the field of the time; likewise ``end``, ``length``, ``said`` and ``who``.

    """

    path: tuple[str, ...]
    lists: list[str] = field(default_factory=list)
    own: list[Mapping[str, Any]] = field(default_factory=list)
    entries: list[entry_fields.Fields] = field(default_factory=list)
    around: list[tuple[Mapping[str, Any], ...]] = field(default_factory=list)
    start: str = ""
    end: str = ""
    length: str = ""
    said: str = ""
    who: str = ""

    @property
    def texts(self) -> list[str]:
        """What each says."""
        return [entry_fields.said_in(one, self.said).strip() for one in self.entries]

    @property
    def letters(self) -> int:
        """How much is said in it."""
        return sum(map(len, self.texts))

    @property
    def are_words(self) -> bool:
        """Whether its entries are words."""
        said = [one for one in self.texts if one]
        return sum(len(one.split()) for one in said) < _WORDS * len(said)

    @property
    def names(self) -> list[str]:
        """Who says each; the nearest object around it tells, where it does not itself."""
        if not self.who:
            return self.lists or [""] * len(self.entries)
        return [
            entry_fields.name_in(one, self.who) or _around(self.who, around)
            for one, around in zip(self.entries, self.around, strict=True)
        ]

    @property
    def times(self) -> list[tuple[float | None, float | None]]:
        """When each begins and ends."""
        found = [self._time(one) for one in self.entries]
        later = zip(found, found[2:], strict=False)
        beyond = sum((end or 0.0) > (start or 0.0) for (_, end), (start, _) in later)
        # Lengths in another unit than the starts would have everybody speak at once.
        is_odd = bool(self.length) and not self.end and 2 * beyond > len(found)
        return [(start, None) for start, _ in found] if is_odd else found

    def joined(self, other: Group) -> Group:
        """Return this list and one beside it, whose entries are alike, as one."""
        mine, others = (one.lists or [one.path[-1]] * len(one.entries) for one in (self, other))
        return replace(
            self,
            lists=[*mine, *others],
            own=[*self.own, *other.own],
            entries=[*self.entries, *other.entries],
            around=[*self.around, *other.around],
        )

    def is_beside(self, other: Group) -> bool:
        """Whether another list has the same fields, and lies in the same object."""
        same = (self.start, self.end, self.length, self.said, self.who)
        if same != (other.start, other.end, other.length, other.said, other.who):
            return False
        return (
            bool(self.path)
            and len(self.path) == len(other.path)
            and self.path[:-1] == other.path[:-1]
        )

    def _time(self, one: entry_fields.Fields) -> tuple[float | None, float | None]:
        start = entry_fields.time_of(one, self.start)
        end = entry_fields.time_of(one, self.end) if self.end else None
        if end is None and start is not None and self.length:
            lasting = entry_fields.time_of(one, self.length)
            end = None if lasting is None else round(start + lasting, 6)
        return start, end


def _around(name: str, around: Sequence[Mapping[str, Any]]) -> str:
    if not name.startswith(_AROUND) and name not in {*entry_fields.SIDES, *_ROLES}:
        return ""
    for one in reversed(around):
        known = {key: each for key, each in one.items() if not isinstance(each, list)}
        if found_name := entry_fields.name_in(entry_fields.fields_of(known), name):
            return found_name
    return ""
