"""UEM: which stretch of a recording is scored, what scoring tools read beside an RTTM.

NIST, "The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan": `uri 1 start end`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _nist
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import text
from diarizer.types import Annotation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

EXTENSION = ".uem"
HOLDS = frozenset({"uri", "duration"})

_FIRST = "1"
_TOLD = 5  # stretches that are named
_TIMES = 2  # the last two of four fields


def dumps(annotation: Annotation) -> str:
    """Write the whole recording as one stretch: what nobody says counts, too."""
    uri = _nist.field(annotation.uri or "recording")
    return f"{uri} 1 0.000 {annotation.duration:.3f}\n" if annotation.duration else ""


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the end of the last stretch as the duration; a UEM knows no speakers.

    Args:
        content: of the file.
        gate: what may be mended, and which recording is meant.

    Raises:
        FormatError: a line without four fields and two times, or more than one recording.

    """
    gate = gate or Gate()
    uri, rows = gate.chosen(_rows(content), "UEM")
    _tell(rows, gate)
    return Annotation((), uri, gate.admit(rows, uri).duration)


def _tell(rows: Sequence[Row], gate: Gate) -> None:
    """Say where there is more in it than the end of the recording."""
    if len(rows) > 1 or any(row.start > 0 or row.channel != _FIRST for row in rows):
        some = ", ".join(f"{row.channel}: {row.start:g}-{row.end:g}" for row in rows[:_TOLD])
        gate.say(
            text(
                "Of the stretches that are scored (channel: seconds) only the last end is kept:"
                " {stretches}.",
                stretches=some + (", ..." if len(rows) > _TOLD else ""),
            )
        )


def regions(content: str, gate: Gate | None = None) -> dict[str, tuple[Span, ...]]:
    """Read the stretches of each recording, in order of time.

    Raises:
        FormatError: a line without four fields and two times.

    """
    gate = gate or Gate()
    found: dict[str, list[Row]] = {}
    for row in _rows(content):
        found.setdefault(row.recording, []).append(row)
    return {
        uri: tuple(turn.span for turn in gate.admit(rows, uri).turns) for uri, rows in found.items()
    }


def _rows(content: str) -> list[Row]:
    return [_row(number, fields) for number, fields in _nist.lines(content)]


def _row(number: int, fields: list[str]) -> Row:
    try:
        channel = _channel(fields)
        start, end = map(_nist.number, fields[channel + 1 :])
    except ValueError as error:
        raise FormatError(
            text("Line {number} is not a line of a UEM.", number=number),
            context=" ".join(fields),
            hint=text("Wanted: <uri> 1 <start> <end>"),
        ) from error
    return Row(
        text("Line {number}", number=number),
        start,
        end,
        recording=_nist.name(" ".join(fields[:channel])),
        channel=_nist.name(fields[channel]),
    )


def _channel(fields: list[str]) -> int:
    """Find the channel in front of the two times; what is before it is the recording.

    Raises:
        ValueError: too few fields, or too many.

    """
    channel = len(fields) - _TIMES - 1
    if channel < 1 or (channel > 1 and not _nist.is_channel(fields[channel])):
        raise ValueError("no channel")
    return channel
