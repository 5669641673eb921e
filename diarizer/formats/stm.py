"""STM: who says what, when; the reference that speech recognition is scored against.

NIST, sclite of the Scoring Toolkit: `recording channel speaker start end <labels> text`.
"""

from __future__ import annotations

from diarizer.errors import FormatError
from diarizer.formats._fields import field
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn

EXTENSION = ".stm"
HOLDS = frozenset({"turns", "text"})

_COMMENT = ";;"
_TEXT_FIELD = 5  # recording channel speaker start end text


def dumps(annotation: Annotation) -> str:
    """Write a line for each turn; it ends after the times where nobody wrote down what is said."""
    uri = field(annotation.uri or "recording")
    return "".join(_line(uri, turn) for turn in annotation.turns)


def loads(content: str) -> Annotation:
    """Read the turns of one recording.

    Raises:
        FormatError: a line with too few fields or no times, or a second recording.

    """
    lines = [
        line for line in content.splitlines() if line.strip() and not line.startswith(_COMMENT)
    ]
    uris = {line.split()[0] for line in lines}
    if len(uris) > 1:
        raise FormatError(
            text("The STM holds more than one recording."),
            context=text("Recordings: {names}", names=", ".join(sorted(uris))),
            hint=text("Split it into one file per recording."),
        )
    turns = tuple(_turn(number, line) for number, line in enumerate(lines, 1))
    end = max((turn.span.end for turn in turns), default=0.0)
    return Annotation(turns, next(iter(uris), ""), end)


def _line(uri: str, turn: Turn) -> str:
    times = f"{turn.span.start:.3f} {turn.span.end:.3f}"
    said = " ".join(turn.text.split())
    return f"{uri} 1 {field(turn.speaker)} {times} {said}".rstrip() + "\n"


def _turn(number: int, line: str) -> Turn:
    fields = line.split(None, _TEXT_FIELD)
    try:
        _, _, speaker, start, end, *rest = fields
        span = Span(float(start), float(end))
    except ValueError as error:
        raise FormatError(
            text("Line {number} is not a line of an STM.", number=number),
            context=line,
            hint=text("Wanted: <recording> 1 <speaker> <start> <end> <text>"),
        ) from error
    said = "".join(rest).strip()
    if said.startswith("<") and ">" in said:  # <o,f0,male>: conditions, not words
        said = said.partition(">")[2].strip()
    return Turn(span, "" if speaker == "_" else speaker, text=said)
