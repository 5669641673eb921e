"""Transcriber's .trs: turns of one or several speakers, in which marks of time part the text.

trans-14.dtd: ``Speaker`` has ``id`` and ``name``; ``Turn`` has ``startTime``, ``endTime`` and
``speaker``, one id or several; ``Sync`` has ``time``, ``Who`` says by ``nb`` which of several speaks
on. Comments, noises and backgrounds are empty elements between the words.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from diarizer.messages.text import plural, text
from diarizer.transcripts import markup
from diarizer.transcripts.raw import NotThisShape, RawSegment, RawTranscript, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree import ElementTree as ET

NAME = "Transcriber"
STEP = text("Open it in Transcriber and save it again.")


def fits(content: str) -> bool:
    """Whether it is such a document."""
    return markup.begins(content, "Trans")


def read(content: str) -> RawTranscript:
    """Take what is said between two marks of time, and by whom.

    Raises:
        NotThisShape: not XML, or a turn without times.

    """
    found = markup.root(content)
    names = {one.get("id", ""): one.get("name", "").strip() for one in found.iter("Speaker")}
    segments: list[RawSegment] = []
    silent = 0
    for turn in found.iter("Turn"):
        said = [one for one in _segments(turn, names) if one.text]
        silent += bool(turn.get("speaker")) and not said
        segments += said
    left = (
        plural(
            "{count} turn without a text was left out.",
            "{count} turns without a text were left out.",
            count=silent,
        ),
    )
    return RawTranscript(tuple(segments), remarks=left if silent else ())


def _segments(turn: ET.Element, names: Mapping[str, str]) -> Iterator[RawSegment]:
    times = [seconds(turn.get(name)) for name in ("startTime", "endTime")]
    if None in times:
        raise NotThisShape(
            text("A turn has no times: {speaker}", speaker=turn.get("speaker") or text("nobody"))
        )
    who = [names.get(each) or each for each in turn.get("speaker", "").split()]
    marks: list[tuple[float | None, dict[str, list[str]]]] = [(times[0], {})]
    speaker = ", ".join(who)
    marks[0][1].setdefault(speaker, []).append(turn.text or "")
    for one in turn:
        if one.tag == "Sync":
            marks.append((seconds(one.get("time")), {}))
        elif one.tag == "Who":
            numbered = {str(number): name for number, name in enumerate(who, 1)}
            speaker = numbered.get(one.get("nb", "").strip(), ", ".join(who))
        marks[-1][1].setdefault(speaker, []).append(one.tail or "")
    for (start, said), (end, _) in pairwise([*marks, (times[1], {})]):
        for name, parts in said.items():
            yield RawSegment(" ".join(" ".join(parts).split()), start, end, name)
