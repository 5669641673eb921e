"""Parakeet outside NeMo: parakeet-mlx, onnx-asr and sherpa-onnx, whose words are tokens.

parakeet-mlx 0.7.0, parakeet_mlx/cli.py (to_json): ``{"text", "sentences": [{"text", "start", "end",
"tokens": [{"text", "start", "end"}]}]}``. onnx-asr 0.12.0, onnx_asr/asr.py and vad.py
(TimestampedResult): ``{"text", "timestamps", "tokens"}``, times of the tokens' starts, counted from
the ``start`` of the segment where there is one; sherpa-onnx writes the same names. A token with a
blank, or with U+2581, begins a word.
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
    segments_of,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Parakeet"
STEP = text("Write its JSON with times: parakeet-mlx --output-format json, or with_timestamps().")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether it has sentences, or times beside tokens."""
    if spoken.dicts(document.get("sentences")):
        return True
    return any(_has_tokens(one) for one in _listed(document))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take sentences, or one segment for each list of tokens."""
    loose: tuple[RawWord, ...] = ()
    if isinstance(listed := document.get("sentences"), list):
        # Fireflies has sentences without tokens, and its own names for their times.
        tokened = any(isinstance(one, dict) and "tokens" in one for one in listed)
        found = list(
            map(_sentence, entries(listed, "sentences"))
            if tokened
            else segments_of(listed, "sentences")
        )
        if not any(
            one.words for one in found
        ):  # NeMo has words beside the sentences of its speakers
            loose = tuple(words_of(document.get("words")))
    else:
        found = [_of_tokens(one) for one in _listed(document)]
    return RawTranscript(tuple(found), loose, content(document.get("text")))


def _listed(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = document.get("", [document])
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []


def _has_tokens(one: Mapping[str, Any]) -> bool:
    times, parts = one.get("timestamps"), one.get("tokens")
    return isinstance(times, list) and isinstance(parts, list) and len(times) == len(parts)


def _sentence(one: Mapping[str, Any]) -> RawSegment:
    parts = (
        RawWord(content(token.get("text")), seconds(token.get("start")), seconds(token.get("end")))
        for token in entries(one.get("tokens"), "tokens")
    )
    span = seconds(one.get("start")), seconds(one.get("end"))
    return RawSegment(content(one.get("text")), *span, words=tuple(tokens.words(parts)))


def _of_tokens(one: Mapping[str, Any]) -> RawSegment:
    words = tuple(tokens.words(_started(one))) if _has_tokens(one) else ()
    span = seconds(one.get("start")), seconds(one.get("end"))
    return RawSegment(content(one.get("text")), *span, words=words)


def _started(one: Mapping[str, Any]) -> Iterator[RawWord]:
    """Let each token end where the next begins: only starts are known."""
    begin = seconds(one.get("start")) or 0.0
    starts = [seconds(at) for at in one["timestamps"]]
    for number, token in enumerate(one["tokens"]):
        start, later = starts[number], [at for at in starts[number + 1 :][:1] if at is not None]
        end = later[0] + begin if later else None
        yield RawWord(content(token), None if start is None else start + begin, end)
