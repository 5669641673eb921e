"""Turns in the order of their file, whose clock starts anew: Whisper's subtitles are that, too.

Whoever sorts them by time puts the second part of a recording between the turns of the first. So
subtitles are moved as a transcript is, and of all others it is said.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.transcripts import clock, remarks
from diarizer.transcripts.raw import RawSegment, RawTranscript, seconds
from diarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diarizer import formats
    from diarizer.formats import Row
    from diarizer.messages.text import Text

SUBTITLES = frozenset({"srt", "vtt"})
"""What recognisers write, in order of time."""

LISTS = frozenset({"audacity", "csv", "ctm", "json", "stm"})
"""What is mostly in order of time; of tiers and RTTM nobody expects it."""


def keep(gate: formats.Gate, name: str) -> None:
    """Let the rows of a file in the format ``name`` be looked at as they come, before they are sorted."""
    if name in SUBTITLES | LISTS:
        gate.clock = lambda rows: put_right(rows, name, gate)


def put_right(rows: Sequence[Row], name: str, gate: formats.Gate) -> Sequence[Row]:
    """Move the rows of a subtitle to where their window lies; say it where that is not known."""
    back = (late for early, late in pairwise(rows) if early.start - late.start > clock.BACK)
    if (first := next(back, None)) is None:
        return rows
    # All rows of one cue begin and end together.
    cues = [list(cue) for _, cue in groupby(rows, lambda row: (row.start, row.end))]
    raw = RawTranscript(tuple(_segment(cue[0]) for cue in cues))
    try:
        moved, count = clock.rebased(raw)
    except clock.ClockRestarts:
        moved, count = raw, 1
    if not count:  # one speaker after the other
        return rows
    if name not in SUBTITLES or moved is raw:
        gate.say(_unsure(first))
        return rows
    gate.say(remarks.restarts(count))
    return [row for cue, place in zip(cues, moved.segments, strict=True) for row in _at(cue, place)]


def _segment(row: Row) -> RawSegment:
    return RawSegment("", seconds(row.start), seconds(row.end), row.speaker or row.channel)


def _at(cue: Sequence[Row], place: RawSegment) -> Iterator[Row]:
    was = _segment(cue[0])
    known = ((was.start, place.start), (was.end, place.end))
    by = next((new - old for old, new in known if old is not None and new is not None), 0.0)
    for row in cue:
        words = tuple(
            replace(word, span=Span(word.span.start + by, word.span.end + by)) for word in row.words
        )
        yield replace(row, start=row.start + by, end=row.end + by, words=words)


def _unsure(first: Row) -> Text:
    return text(
        "The turns are not in order of time, first here: {place}. They are sorted; if a new part of"
        " the recording begins there, add to its times the second at which it begins.",
        place=first.place,
    )
