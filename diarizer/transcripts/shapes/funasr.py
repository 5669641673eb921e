"""FunASR (Paraformer, SenseVoice): a text beside a list of pairs, in milliseconds.

funasr 1.4.16, auto/auto_model.py: ``[{"key", "text", "timestamp": [[start, end], ...]}]``, a pair for
each word or letter of a language without blanks, none for marks; with sentence_timestamp or speakers
``sentence_info`` of ``text``, ``start``, ``end``, ``timestamp`` and ``spk``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import scripts, spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "FunASR"
STEP = text("Use a model that has timestamps, such as paraformer-zh.")

_MILLI = 1000.0


def fits(document: Mapping[str, Any]) -> bool:
    """Whether pairs stand beside a text, or sentences."""
    return isinstance(document.get("sentence_info"), list) or bool(_pairs(document))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the sentences; else the text, whose words have the pairs."""
    sentences = spoken.dicts(document.get("sentence_info"))
    if sentences:
        return RawTranscript(tuple(_sentence(one) for one in sentences))
    words, whole = tuple(_words(document)), content(document.get("text"))
    if words:
        return RawTranscript(loose=words, text=whole)
    times = [time for pair in _pairs(document) for time in pair]
    return RawTranscript((RawSegment(whole, times[0], times[-1]),))


def _sentence(one: Mapping[str, Any]) -> RawSegment:
    start, end = (spoken.parts(one.get(name), _MILLI) for name in ("start", "end"))
    who = spoken.speaker(one.get("spk"))
    said = content(spoken.first(one, "text", "sentence"))
    return RawSegment(said, start, end, who, tuple(_words(one)))


def _words(one: Mapping[str, Any]) -> Iterator[RawWord]:
    """Give each word its pair; none where they are not as many."""
    said = [unit for unit in scripts.units(content(one.get("text"))) if scripts.key(unit)]
    pairs = _pairs(one)
    if len(said) == len(pairs):
        for unit, (start, end) in zip(said, pairs, strict=True):
            yield RawWord(unit, start, end)


def _pairs(one: Mapping[str, Any]) -> list[tuple[float | None, float | None]]:
    listed = one.get("timestamp")
    pairs = listed if isinstance(listed, list) else []
    if not all(isinstance(pair, list) and len(pair) == len("--") for pair in pairs):
        return []
    return [(spoken.parts(start, _MILLI), spoken.parts(end, _MILLI)) for start, end in pairs]
