"""Deepgram: channels with alternatives, whose words have two spellings.

Its API reference, "Listen: pre-recorded": ``results.channels[].alternatives[].words`` of ``word``,
``start``, ``end``, with diarize ``speaker`` (a number), with punctuate ``punctuated_word``; the best
alternative comes first. With utterances ``results.utterances`` has the same words once more; with
paragraphs an alternative has ``paragraphs.paragraphs`` of ``speaker`` and ``sentences``, which people
keep without the words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Deepgram"
STEP = text("Save the whole answer, with metadata and results.")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether results have channels."""
    results = document.get("results")
    return isinstance(results, dict) and isinstance(results.get("channels"), list)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the words of the best alternative of each channel."""
    channels = spoken.dicts(document["results"]["channels"])
    found: list[RawSegment] = []
    for number, channel in enumerate(channels):
        best = next(iter(spoken.dicts(channel.get("alternatives"))), {})
        name = str(number) if len(channels) > 1 else ""
        words = list(_words(best, name))
        said = content(best.get("transcript"))
        bare = [RawSegment(said, speaker=name)] if said.strip() else []
        found += spoken.segments(words) if words else list(_sentences(best, name)) or bare
    metadata = document.get("metadata")
    lasting = metadata.get("duration") if isinstance(metadata, dict) else None
    return RawTranscript(tuple(found), duration=seconds(lasting))


def _words(best: Mapping[str, Any], channel: str) -> Iterator[spoken.Spoken]:
    for one in spoken.dicts(best.get("words")):
        said = content(spoken.first(one, "punctuated_word", "word"))
        word = RawWord(said, seconds(one.get("start")), seconds(one.get("end")))
        yield spoken.Spoken(word, _who(one, channel))


def _sentences(best: Mapping[str, Any], channel: str) -> Iterator[RawSegment]:
    held = best.get("paragraphs")
    for one in spoken.dicts(held.get("paragraphs") if isinstance(held, dict) else held):
        for sentence in spoken.dicts(one.get("sentences")):
            start, end = (seconds(sentence.get(side)) for side in ("start", "end"))
            yield RawSegment(content(sentence.get("text")), start, end, _who(one, channel))


def _who(one: Mapping[str, Any], channel: str) -> str:
    who = spoken.speaker(one.get("speaker"))
    return f"{channel}-{who}" if channel and who else channel or who
