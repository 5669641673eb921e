"""Labels of Audacity: start, end and a label, parted by tabs (Audacity's manual, "Labels")."""

from __future__ import annotations

from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn

EXTENSION = ".txt"
HOLDS = frozenset({"turns", "text"})

_BETWEEN = ": "


def dumps(annotation: Annotation) -> str:
    """Write a line for each turn; what is said follows the speaker."""
    return "".join(
        f"{turn.span.start:.6f}\t{turn.span.end:.6f}\t{_label(turn)}\n" for turn in annotation.turns
    )


def loads(content: str) -> Annotation:
    """Read the turns; the lines with the frequencies of a label are left out.

    Raises:
        FormatError: a line without two times before its label.

    """
    lines = [line for line in content.splitlines() if line.strip() and not line.startswith("\\")]
    turns = tuple(_turn(number, line) for number, line in enumerate(lines, 1))
    return Annotation(turns, duration=max((turn.span.end for turn in turns), default=0.0))


def _label(turn: Turn) -> str:
    parts = (turn.speaker, " ".join(turn.text.split()))
    return _BETWEEN.join(part for part in parts if part).replace("\t", " ")


def _turn(number: int, line: str) -> Turn:
    try:
        start, end, *label = line.split("\t", 2)
        span = Span(float(start), float(end))
    except ValueError as error:
        raise FormatError(
            text("Line {number} is not a label of Audacity.", number=number),
            context=line,
            hint=text(
                "Wanted: <start> TAB <end> TAB <speaker>, as File > Export > Labels writes it."
            ),
        ) from error
    speaker, _, said = "".join(label).partition(_BETWEEN)
    return Turn(span, speaker, text=said)
