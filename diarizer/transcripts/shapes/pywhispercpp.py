"""Segments whose times are hundredths of a second, as whisper.cpp's library counts.

pywhispercpp 1.5.1, model.py: ``Segment`` has ``t0`` and ``t1`` in hundredths of a second, ``text`` and
``probability``; it writes no JSON itself, so that people save them as a list. Vibe (core, transcript.rs)
has ``segments`` of ``start`` and ``stop``, whole numbers, for the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts.raw import RawSegment, RawTranscript, content, entries, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "pywhispercpp or Vibe"
STEP = text("Save t0 and t1 of each segment beside its text.")

_A_SECOND = 100


def fits(document: Mapping[str, Any]) -> bool:
    """Whether it is a list of segments with such times."""
    listed = document.get("", document.get("segments"))
    return isinstance(listed, list) and (any(map(_is_counted, listed)) or _are_of_vibe(listed))


def _is_counted(one: Any) -> bool:
    return isinstance(one, dict) and {"t0", "t1", "text"} <= one.keys()


def _are_of_vibe(listed: list[Any]) -> bool:
    known = [one for one in listed if isinstance(one, dict)]
    return bool(known) and all(
        "text" in one and isinstance(one.get("start"), int) and isinstance(one.get("stop"), int)
        for one in known
    )


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the segments."""
    listed = document.get("", document.get("segments"))
    return RawTranscript(tuple(_segment(one) for one in entries(listed, "segments")))


def _segment(one: Mapping[str, Any]) -> RawSegment:
    names = ("t0", "t1") if "t0" in one else ("start", "stop")
    start, end = (_time(one.get(name)) for name in names)
    return RawSegment(content(one.get("text")), start, end, content(one.get("speaker")))


def _time(value: Any) -> float | None:
    counted = seconds(value)
    return None if counted is None else counted / _A_SECOND
