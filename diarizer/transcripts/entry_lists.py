"""The lists at one place of a JSON document, as one list of entries that say something at a time."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import compress
from typing import TYPE_CHECKING, Any

from diarizer.transcripts import entry_fields, scripts

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

_WORDS = 1.4  # in an entry on the average: below that it is a word
_AROUND = ("speaker", "spk", "participant")  # what the objects around an entry call who speaks
_ROLES = ("role", "user", "who", "name")
_SEVERAL = 3  # letters of a script without blanks in a word, at most on the average
_POINT = 0.1  # seconds that something takes which has no end
_MOST = 0.5  # of the time in which either speaks: so long two people do not speak at once
# What lists of the same recording are called, and people are not.
_NO_PEOPLE = re.compile(
    r"(?:sentences?|segments?|words?|tokens?|lines?|items?|paragraphs?|phrases?|utterances?|chapters?"
    r"|topics?|notes?|highlights?|summary|summaries|questions?|actions?|actionitems|transcript"
    r"|transcripts|captions?|subtitles?|comments?|chat|keywords?|original|translations?|translated)"
)
_MORE = 1.5  # times as many letters
_LESSER = re.compile(
    r"translat|summar|chapter|topic|highlight|interim|partial|note|action|question|keyword|chat|comment",
    re.IGNORECASE,
)


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
        instead: fields that tell what is said where ``said`` is empty.
        unfinished: how many entries were left out, since later ones take them back.
        is_mixed: whether something that is no object stands among its entries.
        shared: what the objects around entries say, by their ids; one for all lists of a document.

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
    instead: tuple[str, ...] = ()
    unfinished: int = 0
    is_mixed: bool = False
    shared: dict[int, entry_fields.Fields] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        """What each says."""
        names = (self.said, *self.instead)
        said = ((entry_fields.said_in(one, name).strip() for name in names) for one in self.entries)
        return [next(filter(None, each), "") for each in said]

    @property
    def letters(self) -> int:
        """How much is said in it."""
        return sum(map(len, self.texts))

    @property
    def are_words(self) -> bool:
        """Whether its entries are words."""
        said = [one for one in self.texts if one]
        return sum(map(_words_in, said)) < _WORDS * len(said)

    @property
    def names(self) -> list[str]:
        """Who says each; the nearest object around it tells, where it does not itself."""
        if not self.who:
            return self.lists or [""] * len(self.entries)
        return [
            entry_fields.name_in(one, self.who) or self._around(around)
            for one, around in zip(self.entries, self.around, strict=True)
        ]

    @property
    def fields(self) -> set[str]:
        """All fields that its entries have, or the objects around them tell."""
        around = {id(one): one for some in self.around for one in some}.values()
        return set().union(*self.entries, *map(self.told_by, around))

    def told_by(self, one: Mapping[str, Any]) -> entry_fields.Fields:
        """Return what an object around entries says of all of them: it is asked once in a document."""
        if id(one) not in self.shared:
            self.shared[id(one)] = _told_around(one)
        return self.shared[id(one)]

    @property
    def times(self) -> list[tuple[float | None, float | None]]:
        """When each begins and ends."""
        return [self._time(one) for one in self.entries]

    @property
    def is_odd(self) -> bool:
        """Whether by their lengths everybody would speak at once: they count another unit."""
        found = self.times
        beyond = sum(
            (end or 0.0) > (start or 0.0)
            for (_, end), (start, _) in zip(found, found[2:], strict=False)
        )
        return 2 * beyond > len(found) - 2 > 0

    def only(self, kept: Sequence[bool]) -> Group:
        """Return it with some of its entries."""
        own = list(compress(self.own, kept))
        entries = list(compress(self.entries, kept))
        around = list(compress(self.around, kept))
        return replace(self, own=own, entries=entries, around=around)

    def _around(self, around: Sequence[Mapping[str, Any]]) -> str:
        """Return who speaks in the nearest object that tells."""
        if not self.who.startswith(_AROUND) and self.who not in {*entry_fields.SIDES, *_ROLES}:
            return ""
        told = (entry_fields.name_in(self.told_by(one), self.who) for one in reversed(around))
        return next(filter(None, told), "")

    def _time(self, one: entry_fields.Fields) -> tuple[float | None, float | None]:
        start = entry_fields.time_of(one, self.start)
        end = entry_fields.time_of(one, self.end) if self.end else None
        if end is None and start is not None and self.length:
            lasting = entry_fields.time_of(one, self.length)
            end = None if lasting is None else round(start + lasting, 6)
        return start, end


def named_rows(value: Any, path: Sequence[str]) -> Any:
    """Return words that are lists, two times and a text in any order, as objects; anything else as it is.

    They lie within an entry; elsewhere two numbers and a text may be anything.

    >>> named_rows([[500, 900, "Hello"]], ("segments", "", "words"))
    [{'start': 500, 'end': 900, 'word': 'Hello'}]
    """
    rows = [_row(one) for one in value] if isinstance(value, list) and "" in path else []
    return rows if rows and all(rows) else value


def _row(one: Any) -> dict[str, Any]:
    if not isinstance(one, list) or len(one) != len(("start", "end", "word")):
        return {}
    times = [each for each in one if isinstance(each, (int, float)) and not isinstance(each, bool)]
    said = [each for each in one if isinstance(each, str)]
    if len(said) != 1 or len(times) != len(("start", "end")) or times[0] > times[1]:
        return {}
    return {"start": times[0], "end": times[1], "word": said[0]}


def is_within_any(one: Group, places: Container[tuple[str, ...]]) -> bool:
    """Whether a list lies in an entry of one at those places."""
    return any(name == "" and one.path[:at] in places for at, name in enumerate(one.path))


def holds_more(group: Group, groups: Sequence[Group]) -> bool:
    """Whether the entries of a list hold a list that says much more: then they are no entries of a talk.

    So are the videos of Azure's Video Indexer, where one text on a picture lies beside what is said.
    """
    inner = (one for one in groups if is_within_any(one, {group.path}) and not is_lesser(one))
    return max((one.letters for one in inner), default=0) > _MORE * group.letters


def is_lesser(group: Group) -> bool:
    """Whether a list is called as summaries, translations and guesses are."""
    return any(map(_LESSER.search, group.path))


def together(groups: Sequence[Group]) -> list[Group]:
    """Make one of the lists that lie in the same object and are alike: one for each who speaks."""
    alike: dict[tuple[object, ...], list[Group]] = {}
    for one in groups:
        key = (one.path[:-1], one.start, one.end, one.length, one.said, one.instead, one.who)
        alike.setdefault(key if one.path else (id(one),), []).append(one)
    found = []
    for some in alike.values():
        found += [_joined(some)] if len(some) > 1 and _are_people(some) else some
    return found


def _joined(groups: Sequence[Group]) -> Group:
    first = groups[0]
    return replace(
        first,
        lists=[one.path[-1] for one in groups for _ in one.entries],
        own=[each for one in groups for each in one.own],
        entries=[each for one in groups for each in one.entries],
        around=[each for one in groups for each in one.around],
        unfinished=sum(one.unfinished for one in groups),
    )


def _are_people(groups: Sequence[Group]) -> bool:
    """Whether each list can be what one person says: those of a translation would speak at once."""
    if any(_NO_PEOPLE.fullmatch(entry_fields.plain(one.path[-1])) for one in groups):
        return False
    lasting = [_lasting(one.times) for one in groups]
    at_once = sum(lasting) - _lasting([each for one in groups for each in one.times])
    return at_once <= _MOST * (sum(lasting) - max(lasting))


def _lasting(times: Sequence[tuple[float | None, float | None]]) -> float:
    """Return how long anybody speaks."""
    known = [(start, max(end or 0.0, start + _POINT)) for start, end in times if start is not None]
    whole, last = 0.0, 0.0
    for start, end in sorted(known):
        whole += max(0.0, end - max(start, last))
        last = max(last, end)
    return whole


def _words_in(said: str) -> int:
    units = len(scripts.units(said))
    blanks = len(said.split())
    return max(blanks, units // _SEVERAL if units > blanks else blanks)


def _told_around(one: Mapping[str, Any]) -> entry_fields.Fields:
    near = {key: each for key, each in one.items() if not isinstance(each, list) and _is_flat(each)}
    fields = entry_fields.fields_of(near)
    return {name: each for name, each in fields.items() if name in entry_fields.AROUND}


def _is_flat(value: Any) -> bool:
    inner = value.values() if isinstance(value, dict) else ()
    return not any(isinstance(each, (dict, list)) for each in inner)
