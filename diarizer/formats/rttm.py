"""RTTM: one line a turn, ten fields, what every scoring tool reads.

NIST, "The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan", appendix A.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _channels, _nist
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import plural, text

if TYPE_CHECKING:
    from diarizer.types import Annotation, Span, Turn

EXTENSION = ".rttm"
HOLDS = frozenset({"turns", "confidence", "uri", "channel"})

_OTHERS = ("SPKR-INFO", "SEGMENT", "NOSCORE", "NO_RT_METADATA", "LEXEME", "NON-LEX", "NON-SPEECH")
_TYPES = frozenset(("SPEAKER", *_OTHERS, "FILLER", "EDIT", "SU", "IP", "CB", "A/P"))
_EMPTY = frozenset({"SPEAKER", "SPKR-INFO"})  # nothing is lost with the latter
_NONE = "<NA>"
_FIELDS = 10  # SPEAKER uri channel start duration <NA> <NA> speaker <NA> <NA>
_START, _NAME = 3, 4  # where the start stands, and how far behind it the name


def dumps(annotation: Annotation) -> str:
    """Write a ``SPEAKER`` line for each turn; empty when nobody speaks.

    Fields are parted by blanks, so a blank in a name becomes ``%20``; nobody is ``<NA>``.
    """
    uri = _nist.field(annotation.uri or "recording")
    return "".join(
        f"SPEAKER {uri} {_nist.channel(turn)} {turn.span.start:.3f} {_length(turn.span):.3f}"
        f" <NA> <NA> {_nist.field(turn.speaker, _NONE)} {_sure(turn)} <NA>\n"
        for turn in annotation.turns
    )


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the turns of one recording; the duration is where the last turn ends.

    Args:
        content: of the file.
        gate: what may be mended, and which recording is meant.

    Raises:
        FormatError: a line has too few fields or no times, or a second recording begins.

    """
    gate = gate or Gate()
    lines = list(_nist.lines(content))
    if wrong := next((line for line in lines if line[1][0].upper() not in _TYPES), None):
        raise _bad_line(*wrong)
    _tell([line[1][0] for line in lines if line[1][0].upper() not in _EMPTY], gate)
    turns = [line for line in lines if line[1][0].upper() == "SPEAKER"]
    rows = [_row(*line) for line in turns]
    _check_names(turns, rows)
    uri, rows = gate.chosen(rows, "RTTM")
    _nist.check_lengths(rows)
    _channels.tell(rows, gate)
    return gate.admit(rows, uri)


def _tell(kinds: list[str], gate: Gate) -> None:
    if kinds:
        gate.say(
            plural(
                "{count} line that is no turn was left out: {kinds}.",
                "{count} lines that are no turns were left out: {kinds}.",
                count=len(kinds),
                kinds=", ".join(dict.fromkeys(kinds)),
            )
        )


def _check_names(lines: list[tuple[int, list[str]]], rows: list[Row]) -> None:
    """Refuse numbers behind names that are parts of names rather than confidences.

    In a line of nine fields or eight "Speaker 1 <NA>" looks as a name and a confidence do.

    Raises:
        FormatError: there are two for one name.

    """
    whole: dict[str, set[str]] = {}
    for (number, fields), row in zip(lines, rows, strict=True):
        rest = fields[_start(fields) + _NAME :]
        behind = rest[_kept(rest) :][:1]
        if not behind or not behind[0].isdigit():
            continue
        several = whole.setdefault(row.speaker, set())
        several.add(behind[0])
        if len(several) > 1:
            raise FormatError(
                text("Line {number} is not an RTTM line.", number=number),
                context=text(
                    "Is {value} a part of the name, or a confidence? {line}",
                    value=behind[0],
                    line=" ".join(fields),
                ),
                hint=text(
                    "Write {name} for a name with a blank, and a confidence with a point: 0.9.",
                    name=f"{row.speaker}%20{behind[0]}",
                ),
            )


def _row(number: int, fields: list[str]) -> Row:
    try:
        at = _start(fields)
        start, duration = map(_nist.number, fields[at : at + 2])
    except (IndexError, ValueError) as error:
        raise _bad_line(number, fields) from error
    name, sure = _name(fields[at + _NAME :])
    if not name or _NONE in name.split(" ")[1:]:  # a second line joined on
        raise _bad_line(number, fields)
    return Row(
        text("Line {number}", number=number),
        start,
        round(start + duration, 6),
        _nist.name(name),
        confidence=sure,
        recording=_nist.name(" ".join(fields[1 : at - 1])),
        channel=_nist.name(fields[at - 1]),
    )


def _start(fields: list[str]) -> int:
    """Find the start: what is behind it shows where, in a line whose names hold blanks.

    Raises:
        ValueError: no telling.

    """
    for at in count(_START):
        nothing = [each.lower() in _nist.NOTHING for each in fields[at + 2 : at + 4]]
        if nothing == [True, True] and all(map(_nist.is_number, fields[at : at + 2])):
            return at
        if at + _NAME >= len(fields):
            break
    if len(fields) > _FIELDS:
        raise ValueError("more than ten fields")
    return _START


def _name(fields: list[str]) -> tuple[str, float | None]:
    """Part the name from the two fields that may follow it."""
    kept = _kept(fields)
    rest = fields[kept : kept + 1]
    return " ".join(fields[:kept]), _confidence(rest[0]) if rest else None


def _kept(fields: list[str]) -> int:
    """Return how many of these fields are the name."""
    kept = len(fields)
    while kept > max(1, len(fields) - 2) and _follows(fields[kept - 1]):
        kept -= 1
    return kept


def _follows(content: str) -> bool:
    return content.lower() in _nist.NOTHING or _nist.is_number(content)


def _confidence(content: str) -> float | None:
    """Read what another program may have left out, or counts otherwise."""
    chance = _nist.number(content) if _nist.is_number(content) else -1.0
    return chance if 0.0 <= chance <= 1.0 else None


def _sure(turn: Turn) -> str:
    return _NONE if turn.confidence is None else f"{turn.confidence:.3f}"


def _bad_line(number: int, fields: list[str]) -> FormatError:
    return FormatError(
        text("Line {number} is not an RTTM line.", number=number),
        context=" ".join(fields),
        hint=text("Wanted: SPEAKER <uri> 1 <start> <duration> <NA> <NA> <speaker> <NA> <NA>"),
    )


def _length(span: Span) -> float:
    # From the rounded start, so that the rounded end is where it should be.
    return max(0.0, round(span.end, 3) - round(span.start, 3))
