"""NeMo (Parakeet, Canary, Conformer): lists of segments, words and letters side by side.

nemo_toolkit 3.0.0: ``Hypothesis.timestamp`` is ``{"segment": [{"segment", "start", "end",
"start_offset", "end_offset"}], "word": [{"word", ...}], "char": [...]}``; transcribe_utils.py
(write_transcription) writes the same lists beside ``pred_text`` and ``audio_filepath``, a line for
each recording. ``start`` is in seconds, ``start_offset`` in frames of the model, and -1 stands for
what is not known (chunking_utils.py). Its manifests of what was said have a line for each piece:
``audio_filepath``, ``offset``, ``duration``, ``text``, and ``label`` for who says it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken, tokens
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

_NOTHING, _UNKNOWN = "-", "infer"  # what stands for no text, and for nobody
_LISTS = ("word", "segment", "char")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether it has the lists of a hypothesis, or the text of a manifest."""
    if _manifest(document):
        return True
    lists = _lists(document)
    if any(isinstance(lists.get(name), list) for name in _LISTS):
        return True
    return any(name.startswith("pred_text") for name in document if isinstance(name, str))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take segments and words; letters where there is nothing else."""
    if lines := _manifest(document):
        return _of_manifest(lines)
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


def _manifest(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the lines of a manifest, unless they say what was heard, and when."""
    lines = document.get("", [document])
    wanted = {"audio_filepath", "duration", "text"}
    told = isinstance(lines, list) and all(
        isinstance(one, dict)
        and wanted <= one.keys()
        and not any(name.startswith(("pred_text", "timestamp", *_LISTS)) for name in one)
        for one in lines
    )
    return lines if told else []


def _of_manifest(lines: list[Mapping[str, Any]]) -> RawTranscript:
    if len({str(one["audio_filepath"]) for one in lines}) > 1:
        raise spoken.SeveralRecordings
    segments = []
    for one in lines:
        start, length = seconds(one.get("offset")), seconds(one["duration"])
        end = None if start is None or length is None else round(start + length, 6)
        said, who = content(one["text"]), content(one.get("label"))
        names = "" if who == _UNKNOWN else who
        segments.append(RawSegment("" if said == _NOTHING else said, start, end, names))
    return RawTranscript(tuple(segments))


def _lists(document: Mapping[str, Any]) -> Mapping[str, Any]:
    held = document.get("timestamp", document.get("timestamps", document.get("timestep")))
    return held if held and isinstance(held, dict) else document


def _timed(value: Any, name: str) -> Iterator[RawWord]:
    for one in entries(value, name):
        said = one.get(name)
        text_of = "".join(map(content, said)) if isinstance(said, list) else content(said)
        if text_of:
            yield RawWord(text_of, seconds(one.get("start")), seconds(one.get("end")))
