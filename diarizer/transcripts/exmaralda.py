"""EXMARaLDA's basic transcription (.exb): tiers of events between the points of one time line.

Its basic-transcription.dtd: ``speaker`` has ``id`` and ``abbreviation``; ``tli`` has ``id`` and perhaps
``time``, in seconds; ``tier`` has ``speaker`` and ``type``, which is "t" for what is said; ``event`` has
``start`` and ``end``, two of the points. A point without a time lies evenly between its neighbours.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer.messages.text import plural, text
from diarizer.transcripts import markup
from diarizer.transcripts.raw import NotThisShape, RawSegment, RawTranscript, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree import ElementTree as ET

NAME = "EXMARaLDA"
STEP = text("Align it with the recording in the Partitur-Editor, and save it again.")

_SAID = "t"


def fits(content: str) -> bool:
    """Whether it is such a document."""
    return markup.begins(content, "basic-transcription")


def read(content: str) -> RawTranscript:
    """Take the events of the tiers of what is said.

    Raises:
        NotThisShape: not XML, or an event without a place on the time line.

    """
    found = markup.root(content)
    points = [(one.get("id", ""), seconds(one.get("time"))) for one in found.iter("tli")]
    filled = _filled(points)
    times = dict(zip((name for name, _ in points), filled, strict=True))
    segments = [one for tier in found.iter("tier") for one in _events(tier, _names(found), times)]
    if all(one.start is not None for one in segments):  # the tiers are of one clock
        segments.sort(key=lambda one: one.start or 0.0)
    lacking = sum(
        time is None and at is not None for (_, time), at in zip(points, filled, strict=True)
    )
    left = (
        plural(
            "{count} point of the time line has no time; it lies evenly between its neighbours.",
            "{count} points of the time line have no times; they lie evenly between their neighbours.",
            count=lacking,
        ),
    )
    return RawTranscript(tuple(segments), remarks=left if lacking else ())


def _names(found: ET.Element) -> dict[str, str]:
    """Return the names of those who have one of their own."""
    named = {
        one.get("id", ""): (one.findtext("abbreviation") or "").strip()
        for one in found.iter("speaker")
    }
    counts = Counter(named.values())
    return {mark: name for mark, name in named.items() if counts[name] == 1}


def _events(
    tier: ET.Element, names: Mapping[str, str], times: Mapping[str, float | None]
) -> Iterator[RawSegment]:
    if tier.get("type") != _SAID:
        return
    mark = tier.get("speaker", "")
    who = names.get(mark) or mark
    for event in tier.iter("event"):
        said = " ".join(_said(event).split())
        sides = [event.get(side, "") for side in ("start", "end")]
        if said and not times.keys() >= set(sides):
            raise NotThisShape(text("An event has no place on the time line: {said}", said=said))
        if said:
            yield RawSegment(said, times[sides[0]], times[sides[1]], who)


def _said(event: ET.Element) -> str:
    """Return the text of an event, and what stands behind the notes in it."""
    return " ".join([event.text or "", *(one.tail or "" for one in event)])


def _filled(points: Sequence[tuple[str, float | None]]) -> list[float | None]:
    """Put a time between its neighbours where it lacks; before the first and behind the last there is none."""
    times = [time for _, time in points]
    known = [at for at, time in enumerate(times) if time is not None]
    for first, last in pairwise(known):
        begin, end = times[first] or 0.0, times[last] or 0.0
        for at in range(first + 1, last):
            times[at] = round(begin + (end - begin) * (at - first) / (last - first), 6)
    return times
