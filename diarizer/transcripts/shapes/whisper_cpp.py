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
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import tokens
from diarizer.transcripts.raw import (
    LONGEST,
    NotThisShape,
    RawSegment,
    RawTranscript,
    RawWord,
    content,
    entries,
    seconds,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "whisper.cpp"
STEP = text("Write it again with -oj, and without -nt.")

_MARK = re.compile(r"\[_[A-Za-z0-9_]*_?\]|<\|[^|>]*\|>| ?\[SPEAKER_TURN\]")
_ROW = 3  # from, to, text
_WRONG = 0.1  # of the letters beyond ASCII: more broken ones are another encoding


def fits(document: Mapping[str, Any]) -> bool:
    """Whether the transcription is a list; others have a text of that name."""
    return isinstance(document.get("transcription"), list)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the entries; one that ends in half a letter is joined with the next."""
    listed = document.get("transcription")
    if isinstance(listed, list) and any(isinstance(one, list) for one in listed):
        return RawTranscript(tuple(_of_row(row) for row in listed if row is not None))
    found: list[RawSegment] = []
    for one in entries(listed, "transcription"):
        segment = _segment(one)
        if found and tokens.ends_in_half(found[-1].text):
            segment = _joined(found.pop(), segment)
        found.append(segment)
    _check([one.text for one in found])
    return RawTranscript(tuple(map(_finished, found)))


def _segment(one: Mapping[str, Any]) -> RawSegment:
    said = _MARK.sub("", content(one.get("text"), halves=True))
    speaker = content(one.get("speaker")).strip("?")
    parts = tuple(
        RawWord(content(token.get("text"), halves=True), *_offsets(token))
        for token in entries(one.get("tokens"), "tokens")
        if not _MARK.fullmatch(content(token.get("text"), halves=True))
    )
    return RawSegment(said, *_offsets(one), speaker, parts)


def _joined(one: RawSegment, other: RawSegment) -> RawSegment:
    whole = tokens.completed(one.text + other.text)
    return RawSegment(whole, one.start, other.end, one.speaker, one.words + other.words)


def _finished(one: RawSegment) -> RawSegment:
    said = tokens.without_halves(tokens.completed(one.text))
    words = tuple(tokens.words(one.words))
    return RawSegment(said, one.start, one.end, one.speaker, words)


def _check(texts: list[str]) -> None:
    """Refuse a file whose letters are of another encoding, and not cut in halves.

    Raises:
        NotThisShape: it is in no UTF-8.

    """
    beyond = [one for said in texts for one in said if not one.isascii()]
    broken = sum("\ud800" <= one <= "\udfff" for one in beyond)
    if broken > _WRONG * len(beyond):
        raise NotThisShape(text("Its letters are not in UTF-8. Save it again as UTF-8."))


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
