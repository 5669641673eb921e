"""JSON: segments, and each speaker's segments, as the common recipe returns them."""

from __future__ import annotations

import json
from typing import Any

from diarizer import coverage
from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn, Word

EXTENSION = ".json"
HOLDS = frozenset({"turns", "text", "words"})


def dumps(annotation: Annotation) -> str:
    """Write :meth:`Annotation.to_dict`, with ``uri`` and ``duration``, and what it covers."""
    return f"{json.dumps(document(annotation), ensure_ascii=False, indent=2)}\n"


def document(annotation: Annotation) -> dict[str, Any]:
    """Return what :func:`dumps` writes, as lists and numbers."""
    head = {"uri": annotation.uri, "duration": round(annotation.duration, 3)}
    covers = {} if annotation.coverage is None else {"coverage": annotation.coverage.to_dict()}
    return {**head, **annotation.to_dict(), **covers}


def loads(content: str) -> Annotation:
    """Read what :func:`dumps` wrote; the lists of ``speakers`` are not needed.

    Raises:
        FormatError: not JSON, or without ``segments`` of ``start``, ``end`` and ``speaker``.

    """
    try:
        document = json.loads(content)
        turns = tuple(_turn(segment) for segment in document["segments"])
        end = max((turn.span.end for turn in turns), default=0.0)
        uri, duration = str(document.get("uri", "")), float(document.get("duration", end))
        return Annotation(turns, uri, duration, coverage.read(document.get("coverage")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FormatError(
            text("The JSON does not hold turns."),
            context=f"{type(error).__name__}: {error}",
            hint=text(
                'Wanted: {{"segments": [{{"start": 0.0, "end": 1.0, "speaker": "SPEAKER_00"}}]}}'
            ),
        ) from error


def _turn(segment: Any) -> Turn:
    sure = segment.get("confidence")
    return Turn(
        _span(segment),
        str(segment["speaker"]),
        None if sure is None else float(sure),
        text=str(segment.get("text", "")),
        words=tuple(Word(_span(word), str(word["word"])) for word in segment.get("words", ())),
    )


def _span(times: Any) -> Span:
    return Span(float(times["start"]), float(times["end"]))
