"""Call Analytics of Amazon Transcribe: what each side of a call says, in milliseconds.

Its guide, "Call Analytics output": ``Transcript`` of ``ParticipantRole``, ``Content``,
``BeginOffsetMillis``, ``EndOffsetMillis`` and ``Items`` of ``Type`` "pronunciation", which have such
offsets, or "punctuation", which have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Amazon Transcribe Call Analytics"
STEP = text("Save the whole answer, with the times of the words.")

_MILLI = 1000.0
_SIDES = ("BeginOffsetMillis", "EndOffsetMillis")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether what is said has such offsets."""
    return any(_SIDES[0] in one for one in spoken.dicts(document.get("Transcript")))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take what each side says."""
    return RawTranscript(
        tuple(
            RawSegment(
                content(one.get("Content")),
                *_times(one),
                spoken.speaker(spoken.first(one, "ParticipantRole", "ParticipantId")),
                tuple(_words(one)),
            )
            for one in spoken.dicts(document["Transcript"])
        )
    )


def _words(one: Mapping[str, Any]) -> Iterator[RawWord]:
    for item in spoken.dicts(one.get("Items")):
        if item.get("Type") == "pronunciation":
            yield RawWord(content(item.get("Content")), *_times(item))


def _times(one: Mapping[str, Any]) -> tuple[float | None, float | None]:
    start, end = (spoken.parts(one.get(side), _MILLI) for side in _SIDES)
    return start, end
