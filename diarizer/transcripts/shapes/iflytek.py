"""iFlytek's transcription of files: a lattice of sentences, each as JSON in a text.

Its API, ``/v2/getResult``: ``content.orderResult``, a text with JSON, holds ``lattice`` of ``json_1best``,
a text with JSON again: ``st`` of ``bg`` and ``ed`` in milliseconds, ``rl`` (who speaks; 0 where that was
not asked for) and ``rt`` of ``ws`` of ``cw``, of which the first is the best: ``w``, and ``wp``, "p" for
punctuation. ``wb`` and ``we`` of a word count hundredths of a second from the beginning of the sentence.
``lattice2`` has the same before it was smoothed, with objects in the place of texts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawTranscript, RawWord, content, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "iFlytek"
STEP = text("Save the whole answer, with the times of the words.")

_MILLI, _FRAMES = 1000.0, 100.0  # in a second
_NOBODY = "0"


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there is such a lattice."""
    return any(_sentences(document))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the words of each sentence."""
    words = [word for one in _sentences(document) for word in _words(one)]
    return RawTranscript(tuple(spoken.segments(words)))


def _sentences(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    holder = _unpacked(document.get("content", document))
    held = _unpacked(holder.get("orderResult", holder)) if isinstance(holder, dict) else {}
    lattice = held.get("lattice") or held.get("lattice2") if isinstance(held, dict) else None
    best = (_unpacked(one.get("json_1best")) for one in spoken.dicts(_unpacked(lattice)))
    return spoken.dicts([one.get("st") for one in best if isinstance(one, dict)])


def _unpacked(value: Any) -> Any:
    try:
        return json.loads(value) if isinstance(value, str) else value
    except (ValueError, RecursionError):
        return None


def _words(sentence: Mapping[str, Any]) -> Iterator[spoken.Spoken]:
    start = _time(sentence.get("bg"), _MILLI)
    who = spoken.speaker(sentence.get("rl"))
    for part in spoken.dicts(sentence.get("rt")):
        for one in spoken.dicts(part.get("ws")):
            best = next(iter(spoken.dicts(one.get("cw"))), {})
            times = (_time(one.get(name), _FRAMES) for name in ("wb", "we"))
            span = (None if at is None or start is None else round(start + at, 6) for at in times)
            word = RawWord(content(best.get("w")), *span)
            yield spoken.Spoken(word, "" if who == _NOBODY else who, best.get("wp") == "p")


def _time(value: Any, whole: float) -> float | None:
    return spoken.parts(seconds(value), whole)
