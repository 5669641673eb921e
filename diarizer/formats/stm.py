"""STM: who says what, when; the reference that speech recognition is scored against.

NIST, sclite of the Scoring Toolkit: `recording channel speaker start end <labels> text`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.errors import FormatError
from diarizer.formats import _channels, _lines, _nist
from diarizer.formats._turns_gate import Gate, Row
from diarizer.messages.text import plural, text

if TYPE_CHECKING:
    from diarizer.types import Annotation, Turn

EXTENSION = ".stm"
HOLDS = frozenset({"turns", "text", "uri", "channel"})

_START = 3  # recording channel speaker start end text
# Stretches that are not scored; nobody says them.
_GAPS = frozenset({"inter_segment_gap", "excluded_region"})
_IGNORED = "ignore_time_segment_in_scoring"
_LABEL = re.compile(r"<[^<>\s]*,[^<>\s]*>")  # <o,f0,male>: conditions, not words
_DECLARED = re.compile(r';;\s*LABEL\s+"([^"]+)"', re.IGNORECASE)
_UNLABELLED = "<,,>"
_ALONE = frozenset({"<na>", "<>", "<o>"})  # labels of nothing, and of all, as sclite calls it


def dumps(annotation: Annotation) -> str:
    """Write a line for each turn; it ends after the times where nobody wrote down what is said."""
    uri = _nist.field(annotation.uri or "recording")
    return "".join(_line(uri, turn) for turn in annotation.turns)


def loads(content: str, gate: Gate | None = None) -> Annotation:
    """Read the turns of one recording, but for the stretches that only say what is not scored.

    Args:
        content: of the file.
        gate: what may be mended, and which recording is meant.

    Raises:
        FormatError: a line with too few fields or no times, or a second recording.

    """
    gate = gate or Gate()
    labels = {f"<{name.lower()}>" for name in _DECLARED.findall(content)}
    rows = [
        _row(number, line.strip(), labels)
        for number, line in _lines.numbered(content)
        if not _nist.is_comment(line)
    ]
    spoken = [row for row in rows if row is not None]
    if left := len(rows) - len(spoken):
        gate.say(
            plural(
                "{count} stretch that is not scored was left out.",
                "{count} stretches that are not scored were left out.",
                count=left,
            )
        )
    uri, spoken = gate.chosen(spoken, "STM")
    _channels.tell(spoken, gate)
    return gate.admit(spoken, uri)


def _line(uri: str, turn: Turn) -> str:
    times = f"{turn.span.start:.3f} {turn.span.end:.3f}"
    said = " ".join(turn.text.split())
    # Words that look like labels are behind labels of their own.
    said = f"{_UNLABELLED} {said}" if said.startswith("<") or _is_ignored(said) else said
    return f"{uri} {_nist.channel(turn)} {_nist.field(turn.speaker)} {times} {said}".rstrip() + "\n"


def _row(number: int, line: str, labels: set[str]) -> Row | None:
    """Read a line; None where it marks a stretch that is not scored."""
    fields = _nist.fields(line)
    try:
        at = _nist.timed_at(fields, _START)
        channel = _channel(fields, at)
        start, end = map(_nist.number, fields[at : at + 2])
    except ValueError as error:
        raise FormatError(
            text("Line {number} is not a line of an STM.", number=number),
            context=line,
            hint=text("Wanted: <recording> 1 <speaker> <start> <end> <text>"),
        ) from error
    said = fields[at + 2 :]
    labelled = bool(said) and (bool(_LABEL.fullmatch(said[0])) or said[0].lower() in labels)
    labelled = labelled or (bool(said) and said[0].lower() in _ALONE)
    speaker, words = " ".join(fields[channel + 1 : at]), " ".join(said[labelled:])
    if speaker.lower() in _GAPS or (_is_ignored(words) and said[0] != _UNLABELLED):
        return None
    return Row(
        text("Line {number}", number=number),
        start,
        end,
        _nist.name(speaker),
        words,
        recording=_nist.name(" ".join(fields[:channel])),
        channel=_nist.name(fields[channel]),
    )


def _channel(fields: list[str], at: int) -> int:
    """Find the channel, in front of which is the recording and behind which the speaker.

    Raises:
        ValueError: names with blanks, and no telling which.

    """
    if at == _START:
        return 1
    places = [place for place in range(1, at - 1) if _nist.is_channel(fields[place])]
    if len(places) != 1:
        raise ValueError("no telling which field is the channel")
    return places[0]


def _is_ignored(said: str) -> bool:
    return said.lower() == _IGNORED
