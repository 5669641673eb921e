"""Soniox: tokens in milliseconds, each with its speaker.

API reference, "Get transcription transcript": ``tokens`` of ``text``, ``start_ms``, ``end_ms`` and
``speaker``; a token begins with its blank. A token of a translation has no times, and is not said.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken, tokens
from diarizer.transcripts.raw import RawTranscript, RawWord, content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Soniox"
STEP = text("Save the whole answer, with the times of the tokens.")

_MARKS = ("<end>", "<fin>")  # of a stream
_START, _END, _PARTS = "start_ms", "end_ms", 1000.0


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are tokens with milliseconds."""
    return any(_START in one for one in spoken.dicts(document.get("tokens")))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Join the tokens of each speaker to words."""
    return RawTranscript(tuple(spoken.segments(_words(document))))


def _words(document: Mapping[str, Any]) -> Iterator[spoken.Spoken]:
    said = [
        one
        for one in spoken.dicts(document.get("tokens"))
        if one.get("translation_status") != "translation" and one.get("text") not in _MARKS
    ]
    for speaker, some in groupby(said, key=lambda one: spoken.speaker(one.get("speaker"))):
        for word in tokens.words(map(_token, some)):
            yield spoken.Spoken(word, speaker)


def _token(one: Mapping[str, Any]) -> RawWord:
    times = (spoken.parts(one.get(name), _PARTS) for name in (_START, _END))
    return RawWord(content(one.get("text")), *times)
