"""Lists of texts with one time each, as people's own scripts, bots of meetings and npm packages write them.

``timestamp``, ``time`` or ``ts``: a number, ``00:01:02``, a pair of these, or ``00:01:02 - 00:01:05`` in
one text; where it is a start alone, each lasts until the next. Or ``offset`` and ``duration`` (npm's
youtube-transcript): in seconds, or in milliseconds where they are whole and last so long.
"""

from __future__ import annotations

import re
from statistics import median
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.field_names import TEXTS
from diarizer.transcripts.raw import (
    RawSegment,
    RawTranscript,
    content,
    is_segment,
    seconds,
    speaker_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Times = tuple[float | None, float | None]

NAME = "JSON"
STEP = text("Save it with a start and an end of each entry.")

_LISTS = ("", "segments", "entries", "messages", "utterances", "captions", "cues")
_COUNTED = ("offset", "duration")
_STAMPS = ("timestamp", "time", "ts", "interval", "time_in_call_secs")
_OF_A_LOG = frozenset({"level", "levelname", "severity", "logger", "log_level"})
_BETWEEN = re.compile(r"\s*(?:-->|->|[-\u2013\u2014\u2192])\s*")
_MILLISECONDS = 100.0  # lasted by a usual entry: of seconds, one and a half minutes


def fits(document: Mapping[str, Any]) -> bool:
    """Whether all entries have a text and such a time, and none has times of another name."""
    listed = _entries(document)
    return bool(listed) and all(
        any(isinstance(one.get(name), str) for name in TEXTS)
        and (_times(one)[0] is not None or _is_counted(one))
        and not is_segment(one)
        and not one.keys() & _OF_A_LOG
        for one in listed
    )


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take each entry."""
    listed = _entries(document)
    per_second = _per_second(listed)
    return RawTranscript(tuple(_segments(listed, per_second)))


def _segments(listed: list[Mapping[str, Any]], per_second: float) -> Iterator[RawSegment]:
    for one in listed:
        said = content(spoken.first(one, *TEXTS))
        start, end = _times(one)
        if start is None:
            start, lasting = (spoken.parts(one.get(of), per_second) for of in _COUNTED)
            end = None if start is None or lasting is None else round(start + lasting, 6)
        yield RawSegment(said, start, end, speaker_of(one))


def _entries(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return next((found for name in _LISTS if (found := spoken.dicts(document.get(name)))), [])


def _is_counted(one: Mapping[str, Any]) -> bool:
    return all(spoken.parts(one.get(name), 1.0) is not None for name in _COUNTED)


def _per_second(listed: list[Mapping[str, Any]]) -> float:
    """Return how many of what offsets and durations count a second has."""
    counted = [float(one[name]) for one in listed if _is_counted(one) for name in _COUNTED]
    whole = all(value.is_integer() for value in counted)
    return 1000.0 if whole and counted and median(counted[1::2]) >= _MILLISECONDS else 1.0


def _times(one: Mapping[str, Any]) -> Times:
    """Read a time, or a start and an end."""
    stamp = spoken.first(one, *_STAMPS)
    pair: Any = _BETWEEN.split(stamp.strip(), maxsplit=1) if isinstance(stamp, str) else stamp
    if isinstance(stamp, str) and any(seconds(side) is None for side in pair):
        pair = None  # a date has dashes, too
    sides = (
        [*pair, None][:2] if isinstance(pair, list) and len(pair) <= len("--") else [stamp, None]
    )
    start, end = (seconds(side) for side in sides)
    return start, end
