"""Whether entries that say something at a time are of a recording in which somebody speaks.

Much that is no transcript has a text and a number that could be a time: logs, maps, calendars, programs
cut into tokens. It is taken for a transcript where something tells of speech: who speaks, what the list
is called, or entries that last as long as their text takes to say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from diarizer.transcripts import entry_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diarizer.transcripts.entry_lists import Group

_OF_OTHERS = frozenset(
    [
        *("level", "levelname", "severity", "logger", "loglevel", "pid", "facility"),  # of a log
        *("lat", "lon", "lng", "latitude", "longitude", "coordinates", "geometry"),  # of a map
        *("bbox", "box", "boundingbox", "boundingregions", "boundingpoly"),  # of a picture
    ]
)
_OF_SPEECH = re.compile(
    r"transcri|utteran|sentence|segment|phrase|caption|subtitle|speech|speak|spoken|dialog|monolog"
    r"|conversation|onebest|asr$|^stt|^turns?$|^words?$"
)
_ROLES = frozenset(
    ("agent", "customer", "client", "user", "bot", "assistant", "system", "operator", "caller")
)
OF_ANYTHING = frozenset(
    ("value", "message", "msg", "body", "token", "term", "w", "word", "words", "res")
)
"""Fields of what is said that may say anything else as well."""

_SLOW, _USUAL, _FAST = 1.0, (3.0, 40.0), 100.0  # letters in a second
_IN_SECONDS = 0.05  # letters in a second, if milliseconds are taken for seconds
_SELDOM = 0.002  # of the time: lengths in seconds among starts in milliseconds
_BESIDE = 4  # marks around a text
_MOST = 0.9
_DEEP = 4  # lists and objects within each other


def are_of_talks(names: Sequence[str]) -> bool:
    """Whether these are roles in a talk; not so where there are none."""
    return bool(names) and all(one.lower() in _ROLES for one in names)


def is_speech(group: Group) -> bool:
    """Whether a list is what somebody says."""
    if any(entry_fields.plain(str(key)) in _OF_OTHERS for one in group.own for key in one):
        return False
    if _counts_letters(group):
        return False
    pace = _pace(group)
    if pace is not None and not _SLOW <= pace <= _FAST:
        return False
    named = group.who in entry_fields.WHO or (group.who and entry_fields.may_name(group.who))
    place = [entry_fields.plain(name) for name in group.path]
    if named or any(map(_OF_SPEECH.search, [*place, group.said, group.who])):
        return True
    if are_of_talks([one for one in group.names if one]):
        return True
    lasting = pace is not None and _USUAL[0] < pace <= _USUAL[1]
    return lasting and group.said not in OF_ANYTHING


def _pace(group: Group) -> float | None:
    """Return how many letters are said in a second; None where no ends tell, or in milliseconds."""
    known = [
        (start, end, len("".join(said.split())))
        for said, (start, end) in zip(group.texts, group.times, strict=True)
        if start is not None and end is not None and end > start and said
    ]
    if not known:
        return None
    lasting = sum(end - start for start, end, _ in known)
    pace = sum(letters for *_, letters in known) / lasting
    whole = all(start % 1 == 0 == end % 1 for start, end, _ in known)
    if whole and pace < _IN_SECONDS:
        return None  # the clock asks whether they are milliseconds
    until = max(end for _, end, _ in known) - min(start for start, *_ in known)
    return pace if lasting >= _SELDOM * until else 0.0


def _counts_letters(group: Group) -> bool:
    """Whether its times are places of letters in a text: each entry "lasts" as long as it is written."""
    known = [(start, end) for start, end in group.times if start is not None]
    if len(known) < len(group.texts) or len(known) <= 1:
        return False
    if any(at is not None and at % 1 for times in known for at in times):
        return False
    following = [*(start for start, _ in known[1:]), None]
    spans = [
        (start, later if end is None else end, len(said))
        for (start, end), later, said in zip(known, following, group.texts, strict=True)
    ]
    beside = [0 <= end - start - count <= _BESIDE for start, end, count in spans if end is not None]
    return sum(beside) >= _MOST * len(beside)


def is_broken(best: Group, groups: Mapping[tuple[str, ...], Group]) -> bool:
    """Whether something stands among its entries, or for a text, that could hold words and is not read."""
    ways = [groups.get(best.path[:at]) for at in range(len(best.path) + 1)]
    if any(one is not None and one.is_mixed for one in ways):
        return True
    said = {best.said, *best.instead}
    silent = (one for one, text_of in zip(best.own, best.texts, strict=True) if not text_of)
    return any(_may_say(one, said, 0) for one in silent)


def _may_say(value: Any, fields: set[str], depth: int) -> bool:
    """Whether a list or an object stands in one of these fields, however deep."""
    if depth > _DEEP or not isinstance(value, (list, dict)):
        return False
    if isinstance(value, list):
        return any(_may_say(one, fields, depth + 1) for one in value)
    return any(
        (isinstance(each, (list, dict)) and entry_fields.plain(str(key)) in fields)
        or _may_say(each, fields, depth + 1)
        for key, each in value.items()
    )
