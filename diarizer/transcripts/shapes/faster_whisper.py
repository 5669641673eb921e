"""faster-whisper: it writes no file itself, so that people save its segments as a list.

faster-whisper 1.2.1, faster_whisper/transcribe.py: ``Segment`` and ``Word`` are dataclasses, saved
through ``asdict``. Up to 1.0 they were named tuples, which json writes as bare rows: (id, seek,
start, end, text, tokens, ...), before 0.3 (start, end, text, ...), with the words (start, end, word,
probability) in one of the later fields.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts.raw import (
    NotThisShape,
    RawSegment,
    RawTranscript,
    RawWord,
    content,
    seconds,
    segments_of,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "faster-whisper"
STEP = text("Save the start and the end of each segment beside its text.")

_WORD = 4  # fields of a word


def fits(document: Mapping[str, Any]) -> bool:
    """Whether it is a list of segments with the fields of faster-whisper, or of its rows."""
    listed = document.get("", document.get("segments"))
    if not isinstance(listed, list) or not listed:
        return False
    first = listed[0]
    if isinstance(first, list):
        return _text_at(first) is not None
    return "" in document and isinstance(first, dict) and {"seek", "avg_logprob"} <= first.keys()


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the segments."""
    listed = document.get("", document.get("segments"))
    if isinstance(listed, list) and any(isinstance(one, list) for one in listed):
        segments = tuple(_of_row(row) for row in listed if row is not None)
    else:
        segments = tuple(segments_of(listed))
    loose = tuple(words_of(document.get("words")))
    info = document.get("info")
    lasting = info.get("duration") if isinstance(info, dict) else document.get("duration")
    return RawTranscript(segments, loose, duration=seconds(lasting))


def _of_row(row: Any) -> RawSegment:
    at = _text_at(row) if isinstance(row, list) else None
    if at is None:
        raise NotThisShape(text("A segment is neither an object nor a row of its fields."))
    words = [one for field in row[at + 1 :] for one in _words(field)]
    return RawSegment(
        content(row[at]), seconds(row[at - 2]), seconds(row[at - 1]), words=tuple(words)
    )


def _text_at(row: list[Any]) -> int | None:
    """Find the text, behind the start and the end."""
    at = next((at for at, field in enumerate(row) if isinstance(field, str)), 0)
    times = row[max(0, at - 2) : at]
    numbers = [one is None or isinstance(one, (int, float)) for one in times]
    more = any(isinstance(one, str) for one in row[at + 1 :])  # which of them would be said?
    return at if len(numbers) == len(("start", "end")) and all(numbers) and not more else None


def _words(field: Any) -> Iterator[RawWord]:
    for one in field if isinstance(field, list) else ():
        if isinstance(one, list) and len(one) == _WORD and isinstance(one[2], str):
            yield RawWord(content(one[2]), seconds(one[0]), seconds(one[1]))
        elif isinstance(one, dict):
            yield from words_of([one])
