"""whisper.cpp: ``transcription``, with times in milliseconds and, with -ojf, tokens.

ggml-org/whisper.cpp, examples/cli/cli.cpp (output_json): each entry has ``offsets`` of ``from`` and
``to`` in milliseconds, ``text``, with -ojf ``tokens``, with -di ``speaker`` ("0", "1" or "?"), with
-tdrz ``speaker_turn_next``. A token holds bytes, which may be half a letter, and with -ml so may a
text; tokens in brackets such as [_BEG_] are marks. A token has no ``offsets`` where they are not
known, and with --vad they are of another clock than those of its segment. The addon for Node gives
rows of (from, to, text).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import halves, tokens
from diarizer.transcripts.raw import (
    LONGEST,
    NotThisShape,
    RawSegment,
    RawTranscript,
    RawWord,
    content,
    entries,
    is_segment,
    seconds,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "whisper.cpp"
STEP = text("Write it again with -oj, and without -nt.")

_MARK = re.compile(r"\[_[A-Za-z0-9_]*_?\]|<\|[^|>]*\|>| ?\[SPEAKER_TURN\]")
_ROW = 3  # from, to, text


def fits(document: Mapping[str, Any]) -> bool:
    """Whether the transcription is a list; others have a text, or texts, of that name."""
    listed = document.get("transcription")
    return isinstance(listed, list) and not any(
        isinstance(one, str) or is_segment(one) for one in listed
    )


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the entries; one that ends in half a letter is joined with the next."""
    listed = document.get("transcription")
    if isinstance(listed, list) and any(isinstance(one, list) for one in listed):
        return RawTranscript(tuple(_of_row(row) for row in listed if row is not None))
    found = halves.joined(map(_segment, entries(listed, "transcription")))
    whole = (replace(one, words=tuple(tokens.words(one.words))) for one in found)
    return RawTranscript(tuple(whole))


def _segment(one: Mapping[str, Any]) -> RawSegment:
    said = _MARK.sub("", content(one.get("text")))
    speaker = content(one.get("speaker")).strip("?")
    parts = tuple(
        RawWord(content(token.get("text")), *_offsets(token))
        for token in entries(one.get("tokens"), "tokens")
        if not _MARK.fullmatch(content(token.get("text")))
    )
    return RawSegment(said, *_offsets(one), speaker, parts)


def _offsets(holder: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Read milliseconds; else the same as hours, minutes and seconds."""
    pair = holder.get("offsets")
    if isinstance(pair, dict):
        return _thousandth(pair.get("from")), _thousandth(pair.get("to"))
    pair = holder.get("timestamps")
    return _pair(pair.get("from"), pair.get("to")) if isinstance(pair, dict) else (None, None)


def _thousandth(value: Any) -> float | None:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return seconds(value / 1000) if is_number and abs(value) < LONGEST * 1000 else None


def _pair(start: Any, end: Any) -> tuple[float | None, float | None]:
    return seconds(start), seconds(end)


def _of_row(row: Any) -> RawSegment:
    if not isinstance(row, list) or len(row) != _ROW:
        raise NotThisShape(text("A row of its transcription has not three fields."))
    return RawSegment(_MARK.sub("", content(row[2])), *_pair(row[0], row[1]))
