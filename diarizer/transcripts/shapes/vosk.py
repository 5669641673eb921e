"""Vosk: a result for each stretch of speech, words with times and nothing around them.

vosk 0.3.45: ``Result()`` and ``FinalResult()`` of a recogniser with SetWords(True) are
``{"result": [{"conf", "start", "end", "word"}], "text"}``, one JSON after the other in a file, or in
a list; with SetMaxAlternatives ``{"alternatives": [{"text", "result"}]}``, best first. Parts that
are not final are ``{"partial": ...}`` and come again. vosk-transcriber -t json (transcriber.py,
format_result) has ``monologues`` of ``terms``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts.raw import (
    RawSegment,
    RawTranscript,
    content,
    entries,
    seconds,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Vosk"
STEP = text("Call SetWords(True) before the first AcceptWaveform.")

_WITHOUT_WORDS = {"text", "spk", "spk_frames"}  # a voice as numbers, which is no name
_UNKNOWN = "unknown"  # who speaks, where vosk-transcriber does not ask


def fits(document: Mapping[str, Any]) -> bool:
    """Whether it is a result, some of them, or monologues."""
    if isinstance(document.get("monologues"), list):
        return True
    listed = _results(document)
    if len(listed) > 1 and all("text" in one and one.keys() <= _WITHOUT_WORDS for one in listed):
        return True
    return any(
        isinstance(one.get("result"), list)
        or isinstance(one.get("alternatives"), list)
        or "partial" in one
        for one in listed
    )


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take each result as a segment."""
    if "monologues" in document:
        return RawTranscript(tuple(_monologues(document["monologues"])))
    segments = []
    for one in _results(document):
        best = next(entries(one.get("alternatives"), "alternatives"), one)
        words = tuple(words_of(best.get("result"), "result"))
        said = content(best.get("text"))
        if words or said.strip():
            segments.append(RawSegment(said, words=words))
    return RawTranscript(tuple(segments))


def _results(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = document.get("", [document])
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _monologues(value: Any) -> Iterator[RawSegment]:
    for one in entries(value, "monologues"):
        words = tuple(words_of(one.get("terms", one.get("elements")), "terms"))
        speaker = one.get("speaker")
        who = content(speaker.get("name") or speaker.get("id")) if isinstance(speaker, dict) else ""
        span = seconds(one.get("start")), seconds(one.get("end"))
        yield RawSegment("", *span, "" if who == _UNKNOWN else who, words)
