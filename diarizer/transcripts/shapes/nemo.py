"""NeMo (Parakeet, Canary, Conformer): lists of segments, words and letters side by side.

nemo_toolkit 3.0.0: ``Hypothesis.timestamp`` is ``{"segment": [{"segment", "start", "end",
"start_offset", "end_offset"}], "word": [{"word", ...}], "char": [...]}``; transcribe_utils.py
(write_transcription) writes the same lists beside ``pred_text`` and ``audio_filepath``, a line for
each recording. ``start`` is in seconds, ``start_offset`` in frames of the model, and -1 stands for
what is not known (chunking_utils.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import tokens
from diarizer.transcripts.raw import (
    RawSegment,
    RawTranscript,
    RawWord,
    content,
    entries,
    seconds,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "NeMo"
STEP = text("Transcribe with timestamps=True, which has seconds beside the frames.")

_LISTS = ("word", "segment", "char")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether it has the lists of a hypothesis, or the text of a manifest."""
    lists = _lists(document)
    if any(isinstance(lists.get(name), list) for name in _LISTS):
        return True
    return any(name.startswith("pred_text") for name in document if isinstance(name, str))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take segments and words; letters where there is nothing else."""
    lists = _lists(document)
    words = tuple(_timed(lists.get("word"), "word"))
    if not words:
        words = tuple(tokens.words(_timed(lists.get("char"), "char")))
    segments = tuple(
        RawSegment(one.text, one.start, one.end) for one in _timed(lists.get("segment"), "segment")
    )
    whole = next(
        (v for k, v in document.items() if k.startswith("pred_text")), document.get("text")
    )
    return RawTranscript(segments, words, content(whole), seconds(document.get("duration")))


def _lists(document: Mapping[str, Any]) -> Mapping[str, Any]:
    held = document.get("timestamp", document.get("timestamps", document.get("timestep")))
    return held if isinstance(held, dict) else document


def _timed(value: Any, name: str) -> Iterator[RawWord]:
    for one in entries(value, name):
        said = one.get(name)
        text_of = "".join(map(content, said)) if isinstance(said, list) else content(said)
        if text_of:
            yield RawWord(text_of, seconds(one.get("start")), seconds(one.get("end")))
