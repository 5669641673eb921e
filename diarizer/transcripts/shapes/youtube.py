"""YouTube's json3: events with times in milliseconds, as yt-dlp saves them.

yt-dlp --sub-format json3: ``events`` of ``tStartMs``, ``dDurationMs`` and ``segs``; a seg has
``utf8`` and, where words are heard by a machine, ``tOffsetMs``. An event with ``aAppend`` only ends a
line, one without ``segs`` opens a window. A caption stays until the next but one, so that it ends
where the next begins.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "YouTube json3"
STEP = text("Take the captions as VTT: yt-dlp --sub-format vtt.")

_MILLI = 1000.0


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are events with such times."""
    return any("tStartMs" in one for one in spoken.dicts(document.get("events")))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the captions that say something."""
    found = [one for one in map(_segment, spoken.dicts(document["events"])) if one.text.strip()]
    ended = [_until(one, other) for one, other in pairwise(found)]
    return RawTranscript((*ended, *found[-1:]))


def _segment(event: Mapping[str, Any]) -> RawSegment:
    start = spoken.parts(event.get("tStartMs"), _MILLI)
    length = spoken.parts(event.get("dDurationMs"), _MILLI)
    end = None if start is None or length is None else start + length
    segs = spoken.dicts(event.get("segs"))
    said = " ".join("".join(content(one.get("utf8")) for one in segs).split())
    timed = start is not None and any("tOffsetMs" in one for one in segs)
    return RawSegment(said, start, end, words=tuple(_words(segs, start or 0.0)) if timed else ())


def _words(segs: list[Mapping[str, Any]], start: float) -> Iterator[RawWord]:
    for one in segs:
        later = spoken.parts(one.get("tOffsetMs", 0), _MILLI)
        said = content(one.get("utf8"))
        if said.strip():
            yield RawWord(said, None if later is None else start + later)


def _until(one: RawSegment, other: RawSegment) -> RawSegment:
    if one.end is None or other.start is None or not (one.start or 0.0) < other.start < one.end:
        return one
    return replace(one, end=other.start)
