"""Words alone, under names of their own, beside whoever begins to speak: 3Play, Speechmatics v1.

3Play's JSON: ``words`` as pairs of milliseconds, in a text, and a word; ``speakers`` as pairs likewise, or
as an object of names under milliseconds, from which on each speaks. Speechmatics' first format: ``words``
of ``time``, ``duration`` and ``name``, in seconds and as texts, marks among them; ``speakers`` of the same
three, which are turns.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawTranscript, RawWord, content, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Begun = tuple[float, str]  # when, and who

NAME = "3Play or Speechmatics"
STEP = text("Save the whole answer, with the times of the words.")

_MILLI = 1000.0
_NAMED = frozenset({"time", "duration", "name"})
_PAIR = 2
_FAST = 50.0  # milliseconds of a word, on the average
_NEAR = 0.01  # seconds: each is rounded by itself
_NOBODY = "UU"


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are such words."""
    listed = document.get("words")
    if not isinstance(listed, list) or not listed:
        return False
    if all(map(_is_pair, listed)):
        return _go_on([float(one[0]) for one in listed])
    if not all(isinstance(one, dict) and one.keys() >= _NAMED for one in listed):
        return False
    times = [seconds(one["time"]) or 0.0 for one in listed]
    return times == sorted(times)


def _go_on(times: list[float]) -> bool:
    """Whether these are milliseconds in which words can be said, and not how often each comes."""
    ordered = all(one <= other for one, other in pairwise(times))
    return ordered and times[-1] - times[0] >= _FAST * (len(times) - 1)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the words, each said by whoever began last."""
    begun = sorted(_begun(document.get("speakers")))
    starts = [start for start, _ in begun]
    found = []
    for word in _words(document["words"]):
        at = bisect_right(starts, (word.start or 0.0) + _NEAR) - 1
        is_mark = not any(map(str.isalnum, word.text))
        found.append(spoken.Spoken(word, begun[at][1] if at >= 0 else "", is_mark))
    return RawTranscript(tuple(spoken.segments(found)))


def _words(listed: list[Any]) -> Iterator[RawWord]:
    for one in listed:
        if isinstance(one, dict):
            start, length = seconds(one["time"]), seconds(one["duration"])
            end = None if start is None or length is None else round(start + length, 6)
            yield RawWord(content(one["name"]), start, end)
        else:
            yield RawWord(content(one[1]), spoken.parts(seconds(one[0]), _MILLI))


def _begun(listed: Any) -> Iterator[Begun]:
    pairs = list(listed.items()) if isinstance(listed, dict) else listed
    for one in pairs if isinstance(pairs, list) else ():
        is_turn = isinstance(one, dict)
        if is_turn or _is_pair(one):
            time = seconds(one.get("time")) if is_turn else spoken.parts(seconds(one[0]), _MILLI)
            who = spoken.speaker(one.get("name") if is_turn else one[1]).removesuffix(":")
            if time is not None:
                yield time, "" if who == _NOBODY else who


def _is_pair(one: Any) -> bool:
    return (
        isinstance(one, (list, tuple))
        and len(one) == _PAIR
        and isinstance(one[1], str)
        and str(one[0]).isdecimal()
        and seconds(one[0]) is not None
    )
