"""RTTM: one line a turn, ten fields, what every scoring tool reads.

NIST, "The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan", appendix A.
"""

from __future__ import annotations

import math

from diarizer.errors import FormatError
from diarizer.formats._fields import field
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn

EXTENSION = ".rttm"
HOLDS = frozenset({"turns"})

_OTHERS = ("SPKR-INFO", "SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH")
_TYPES = frozenset(("SPEAKER", *_OTHERS, "FILLER", "EDIT", "SU", "IP", "CB", "A/P"))
_SPEAKER_FIELD = 7  # SPEAKER uri channel start duration <NA> <NA> speaker ...


def dumps(annotation: Annotation) -> str:
    """Write a ``SPEAKER`` line for each turn; empty when nobody speaks.

    Fields are parted by spaces, so a space in a name becomes an underscore.
    """
    uri = field(annotation.uri or "recording")
    return "".join(
        f"SPEAKER {uri} 1 {turn.span.start:.3f} {_length(turn.span):.3f}"
        f" <NA> <NA> {field(turn.speaker)} {_sure(turn)} <NA>\n"
        for turn in annotation.turns
    )


def loads(content: str) -> Annotation:
    """Read the turns of one recording; the duration is where the last turn ends.

    Raises:
        FormatError: a line has too few fields or no times, or a second recording begins.

    """
    numbered = ((number, line.split()) for number, line in enumerate(content.splitlines(), 1))
    lines = [(number, fields) for number, fields in numbered if fields and fields[0][:2] != ";;"]
    if wrong := next((line for line in lines if line[1][0] not in _TYPES), None):
        raise _bad_line(*wrong)
    spoken = [(number, fields) for number, fields in lines if fields[:1] == ["SPEAKER"]]
    uris = {fields[1] for _, fields in spoken if len(fields) > 1}
    if len(uris) > 1:
        raise FormatError(
            text("The RTTM holds more than one recording."),
            context=text("Recordings: {names}", names=", ".join(sorted(uris))),
            hint=text("Split it into one file per recording."),
        )
    turns = tuple(_turn(number, fields) for number, fields in spoken)
    end = max((turn.span.end for turn in turns), default=0.0)
    return Annotation(turns, next(iter(uris), ""), end)


def _turn(number: int, fields: list[str]) -> Turn:
    try:
        start, duration = float(fields[3]), float(fields[4])
        speaker = fields[_SPEAKER_FIELD]
    except (IndexError, ValueError) as error:
        raise _bad_line(number, fields) from error
    if not (math.isfinite(start) and math.isfinite(duration) and start >= 0 and duration >= 0):
        raise _bad_line(number, fields)
    return Turn(Span(start, round(start + duration, 6)), speaker, _confidence(fields))


def _sure(turn: Turn) -> str:
    return "<NA>" if turn.confidence is None else f"{turn.confidence:.3f}"


def _confidence(fields: list[str]) -> float | None:
    """Read what another program may have left out, or counts otherwise."""
    try:
        chance = float(fields[_SPEAKER_FIELD + 1])
    except (IndexError, ValueError):
        return None
    return chance if 0.0 <= chance <= 1.0 else None


def _bad_line(number: int, fields: list[str]) -> FormatError:
    return FormatError(
        text("Line {number} is not an RTTM line.", number=number),
        context=" ".join(fields),
        hint=text("Wanted: SPEAKER <uri> 1 <start> <duration> <NA> <NA> <speaker> <NA> <NA>"),
    )


def _length(span: Span) -> float:
    # From the rounded start, so that the rounded end is where it should be.
    return max(0.0, round(span.end, 3) - round(span.start, 3))
