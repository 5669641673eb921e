"""Recall.ai and bots like it: for each who speaks a list of words, with times from the beginning.

docs.recall.ai, "Transcript": a list of ``participant`` of ``id`` and ``name``, and ``words`` of
``text``, ``start_timestamp`` and ``end_timestamp``, each of ``relative`` (seconds) and ``absolute``.
Before 2025 ``speaker`` and ``speaker_id``, and numbers as times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawTranscript, RawWord, content, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Recall.ai"
STEP = text("Save the whole answer, with the times of the words.")

_START, _END = "start_timestamp", "end_timestamp"


def fits(document: Mapping[str, Any]) -> bool:
    """Whether every entry of a list has words with such times."""
    listed = document.get("")
    return bool(listed) and isinstance(listed, list) and all(map(_is_said, listed))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the words, speaker by speaker."""
    return RawTranscript(tuple(spoken.segments(_words(document[""]))))


def _is_said(one: Any) -> bool:
    words = spoken.dicts(one.get("words")) if isinstance(one, dict) else []
    return bool(words) and all(_START in word for word in words)


def _words(listed: list[Mapping[str, Any]]) -> Iterator[spoken.Spoken]:
    for one in listed:
        who = one.get("participant")
        named = spoken.first(who, "name", "id") if isinstance(who, dict) else None
        name = spoken.speaker(named if named is not None else one.get("speaker"))
        for word in spoken.dicts(one["words"]):
            start, end = (_time(word.get(each)) for each in (_START, _END))
            yield spoken.Spoken(RawWord(content(word.get("text")), start, end), name)


def _time(value: Any) -> float | None:
    return seconds(value.get("relative") if isinstance(value, dict) else value)
