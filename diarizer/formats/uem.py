"""UEM: which stretch of a recording is scored, what scoring tools read beside an RTTM.

NIST, "The 2009 (RT-09) Rich Transcription Meeting Recognition Evaluation Plan": `uri 1 start end`.
"""

from __future__ import annotations

from diarizer.errors import FormatError
from diarizer.formats._fields import field
from diarizer.messages.text import text
from diarizer.types import Annotation, Span

EXTENSION = ".uem"
HOLDS: frozenset[str] = frozenset()

_FIELDS = 4


def dumps(annotation: Annotation) -> str:
    """Write the whole recording as one stretch: what nobody says counts, too."""
    uri = field(annotation.uri or "recording")
    return f"{uri} 1 0.000 {annotation.duration:.3f}\n" if annotation.duration else ""


def loads(content: str) -> Annotation:
    """Read the end of the last stretch as the duration; a UEM knows no speakers.

    Raises:
        FormatError: see :func:`regions`; or more than one recording.

    """
    found = regions(content)
    if len(found) > 1:
        raise FormatError(
            text("The UEM holds more than one recording."),
            context=text("Recordings: {names}", names=", ".join(sorted(found))),
            hint=text("Split it into one file per recording."),
        )
    spans = [span for several in found.values() for span in several]
    return Annotation((), next(iter(found), ""), max((span.end for span in spans), default=0.0))


def regions(content: str) -> dict[str, tuple[Span, ...]]:
    """Read the stretches of each recording, in order of time.

    Raises:
        FormatError: a line without four fields and two times.

    """
    found: dict[str, list[Span]] = {}
    for number, line in enumerate(content.splitlines(), 1):
        fields = line.split()
        if fields and not line.startswith(";;"):
            found.setdefault(fields[0], []).append(_span(number, fields))
    return {uri: tuple(sorted(spans)) for uri, spans in found.items()}


def _span(number: int, fields: list[str]) -> Span:
    try:
        _, _, start, end = fields[:_FIELDS]
        return Span(float(start), float(end))
    except ValueError as error:
        raise FormatError(
            text("Line {number} is not a line of a UEM.", number=number),
            context=" ".join(fields),
            hint=text("Wanted: <uri> 1 <start> <end>"),
        ) from error
