"""``chunks`` of transformers and insanely-fast-whisper: a time is a pair.

transformers 5.24.0, pipelines/automatic_speech_recognition.py: ``{"text", "chunks": [{"text",
"timestamp": (start, end)}]}``, chunks being segments, or words with ``return_timestamps="word"``;
the end of the last one may be None. models/whisper/tokenization_whisper.py (_compute_offsets) adds
the windows up; older ones left each at 0. insanely-fast-whisper 0.0.15, utils/result.py, adds
``speakers``: the chunks once more, with their speakers. The list of GigaAM's transcribe_longform() has
``transcription`` and ``boundaries`` for the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
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

NAME = "transformers"
STEP = text("Call the pipeline with return_timestamps=True.")

_MOST = 0.8  # of the chunks are single words where they are words: "New York" may stay one
_WORD = 1.0  # seconds: half of all words are shorter, and segments longer, even of one word


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are chunks, or a list of texts with pairs."""
    if isinstance(document.get("chunks"), list):
        return True
    listed = document.get("")
    return isinstance(listed, list) and any(
        isinstance(one, dict)
        and ({"text", "timestamp"} <= one.keys() or _is_of_gigaam(one))
        and _is_pair(one.get("timestamp", one.get("boundaries")))
        for one in listed
    )


def _is_of_gigaam(one: Mapping[str, Any]) -> bool:
    return {"transcription", "boundaries"} <= one.keys()


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take chunks as segments, or as words that have none."""
    listed = document.get("chunks", document.get(""))
    segments = tuple(_segment(one) for one in entries(listed, "chunks"))
    whole = content(document.get("text"))
    if _are_words(segments):
        words = tuple(RawWord(one.text, one.start, one.end) for one in segments)
        return RawTranscript(loose=words, text=whole)
    return RawTranscript(tuple(_named(segments, document.get("speakers"))), text=whole)


def _is_pair(value: Any) -> bool:
    """Whether it is a start and an end; FunASR has a list of pairs there."""
    is_list = isinstance(value, list) and not any(isinstance(one, list) for one in value)
    is_named = isinstance(value, dict) and {"start", "end"} <= value.keys()
    return value is None or is_list or is_named


def _segment(chunk: Mapping[str, Any]) -> RawSegment:
    pair = chunk.get("timestamp", chunk.get("timestamps", chunk.get("boundaries")))
    if isinstance(pair, dict):  # as JavaScript and typed clients have it
        pair = [pair.get("start"), pair.get("end")]
    start, end = pair if isinstance(pair, list) and len(pair) == len("--") else (None, None)
    speaker = content(chunk.get("speaker"))
    said = content(chunk.get("text", chunk.get("transcription")))
    return RawSegment(said, seconds(start), seconds(end), speaker)


def _are_words(segments: tuple[RawSegment, ...]) -> bool:
    said = [one for one in segments if one.text.strip()]
    single = sum(len(one.text.split()) == 1 for one in said)
    spans = ((one.start, one.end) for one in said)
    lengths = sorted(end - start for start, end in spans if start is not None and end is not None)
    short = bool(lengths) and lengths[len(lengths) // 2] <= _WORD
    return short and single > _MOST * len(said) and not any(one.speaker for one in said)


def _named(segments: tuple[RawSegment, ...], speakers: Any) -> Iterator[RawSegment]:
    """Give each chunk the speaker that insanely-fast-whisper has for its time."""
    known = [_segment(one) for one in entries(speakers, "speakers")]
    for one in segments:
        at = one.start
        holder = next((s for s in known if at is not None and _holds(s, at)), None)
        yield RawSegment(one.text, at, one.end, one.speaker or (holder.speaker if holder else ""))


def _holds(segment: RawSegment, at: float) -> bool:
    return segment.start is not None and segment.start <= at < (segment.end or at + 1)
