"""The JSON of Whisper and its descendants.

Whisper, faster-whisper and WhisperX write ``segments`` of ``start``, ``end``, ``text`` and, when
asked, ``words``; OpenAI's service may put the words beside the segments; whisper.cpp writes a
``transcription`` with ``offsets`` in milliseconds and, when asked, ``tokens``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from diarizer.errors import FormatError
from diarizer.messages.text import text
from diarizer.types import Annotation, Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def loads(content: str) -> Annotation:
    """Read a transcript.

    Raises:
        FormatError: JSON of something else, or none.

    """
    try:
        turns = tuple(_turns(json.loads(content)))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise FormatError(
            text("The JSON is not a transcript."),
            context=f"{type(error).__name__}: {error}",
            hint=text(
                'Wanted: {{"segments": [{{"start": 0.0, "end": 1.0, "text": "..."}}]}}, as Whisper'
                " writes it with --output_format json"
            ),
        ) from error
    return Annotation(turns, duration=max((turn.span.end for turn in turns), default=0.0))


def _turns(document: Any) -> Iterator[Turn]:
    if isinstance(document, list):  # segments alone, as people save those of faster-whisper
        document = {"segments": document}
    if "transcription" in document:
        yield from map(_turn_of_cpp, document["transcription"])
        return
    loose = [] if any("words" in one for one in document["segments"]) else document.get("words", [])
    for segment in document["segments"]:
        span = Span(float(segment["start"]), float(segment["end"]))
        words = _words(segment.get("words") or _inside(loose, span), span)
        said = str(segment["text"]).strip()
        yield Turn(span, str(segment.get("speaker") or ""), text=said, words=words)


def _inside(words: Iterable[Any], span: Span) -> list[Any]:
    return [word for word in words if span.start <= float(word["start"]) < span.end]


def _words(words: Iterable[Any], span: Span) -> tuple[Word, ...]:
    """Read the words; one that WhisperX could not align lies where its neighbours leave it."""
    found: list[Word] = []
    now = span.start
    for word in words:
        start = float(word.get("start", now))
        now = max(start, float(word.get("end", start)))
        if said := str(word["word"]).strip():
            found.append(Word(Span(start, now), said))
    return tuple(found)


def _turn_of_cpp(segment: Any) -> Turn:
    tokens = [token for token in segment.get("tokens", ()) if not token["text"].startswith("[_")]
    words = tuple(_joined(tokens))
    return Turn(_offsets(segment), "", text=str(segment["text"]).strip(), words=words)


def _joined(tokens: Iterable[Any]) -> Iterator[Word]:
    """Make words of tokens: one that begins with a blank begins a word."""
    word: Word | None = None
    for token in tokens:
        span, content = _offsets(token), str(token["text"])
        if word is None or content.startswith(" "):
            if word is not None and word.text:
                yield word
            word = Word(span, content.strip())
        else:
            word = Word(Span(word.span.start, max(word.span.end, span.end)), word.text + content)
    if word is not None and word.text:
        yield word


def _offsets(holder: Any) -> Span:
    return Span(holder["offsets"]["from"] / 1000, holder["offsets"]["to"] / 1000)
