"""Google Speech-to-Text, and Yandex SpeechKit and IBM Watson, which have its form: results of alternatives.

google-cloud-speech, speech_v1/types and speech_v2/types: ``results[].alternatives[]`` of
``transcript`` and ``words`` with ``startTime`` "1.200s" (v2: ``startOffset``; Python's own dump has
``seconds`` and ``nanos``) and ``speakerTag`` (v2: ``speakerLabel``). In v1 with speakers the last
result repeats all words, with their tags and without a transcript. Of a batch of v2 the results lie
in ``transcript`` below the address of the recording. Yandex, stt/v2: ``chunks`` in
place of results, ``text`` of an alternative, ``channelTag``. Watson: ``timestamps`` of [word, start,
end], and ``speaker_labels`` of ``from`` and ``speaker`` beside the results.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content, seconds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Google Speech-to-Text"
STEP = text("Ask for the times of words: enable_word_time_offsets=True.")

_NOBODY = ("", "0")
_REPEATED = 0.8  # of the words without a speaker
_TRIPLE = 3  # word, start, end


def fits(document: Mapping[str, Any]) -> bool:
    """Whether results, or chunks, have alternatives."""
    return any(isinstance(one.get("alternatives"), list) for one in _results(document))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the best alternative of each result, and no word twice."""
    results = _results(document)
    channels = {one.get("channelTag") for one in results if _is_short(one.get("channelTag"))}
    labels = _labels(document)
    taken = [(one, list(_words(one, labels))) for one in results]
    tagged = [pair for pair in taken if any(word.speaker not in _NOBODY for word in pair[1])]
    once = {word.word.start for _, words in tagged for word in words}
    others = [word for pair in taken if pair not in tagged for word in pair[1]]
    if sum(word.word.start in once for word in others) >= _REPEATED * len(others):
        taken = tagged or taken  # they repeat all words
    found: list[RawSegment] = []
    if not tagged:  # Riva counts speakers from 0, Google from 1
        taken = [(one, [replace(word, speaker="") for word in words]) for one, words in taken]
    for one, words in taken:
        channel = spoken.speaker(one.get("channelTag")) if len(channels) > 1 else ""
        found += _segments(one, words, channel)
    return RawTranscript(tuple(found))


def _results(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = spoken.first(document, "results", "chunks")
    if isinstance(found, dict) and len(found) == 1:  # of a batch, by the address of the recording
        inner = next(iter(found.values()))
        told = inner.get("transcript") if isinstance(inner, dict) else None
        found = told.get("results") if isinstance(told, dict) else None
    return spoken.dicts(found)


def _best(one: Mapping[str, Any]) -> Mapping[str, Any]:
    return next(iter(spoken.dicts(one.get("alternatives"))), {})


def _segments(
    one: Mapping[str, Any], words: list[spoken.Spoken], channel: str
) -> Iterator[RawSegment]:
    best = _best(one)
    said = content(spoken.first(best, "transcript", "text")).strip()
    names = {word.speaker for word in words}
    if len(names) > 1 or (words and not said):
        yield from spoken.segments(words)
    elif said:
        end = _time(one, "resultEndTime", "resultEndOffset", "result_end_time")
        who = next(iter(names), "") or channel
        yield RawSegment(said, None, end, who, tuple(word.word for word in words))


def _words(one: Mapping[str, Any], labels: Mapping[float, str]) -> Iterator[spoken.Spoken]:
    best = _best(one)
    for word in spoken.dicts(best.get("words")):
        start = _time(word, "startTime", "startOffset", "start_time", "start_offset")
        end = _time(word, "endTime", "endOffset", "end_time", "end_offset")
        names = ("speakerLabel", "speaker_label", "speakerTag", "speaker_tag")
        who = spoken.speaker(spoken.first(word, *names))
        said = content(word.get("word"))
        # A time of 0 is left out where protocol buffers are written as JSON.
        start = 0.0 if start is None and end is not None else start
        yield spoken.Spoken(RawWord(said, start, end), who)
    rows = best.get("timestamps")
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, list) and len(row) == _TRIPLE:
            start = seconds(row[1])
            spoken_word = RawWord(content(row[0]), start, seconds(row[2]))
            yield spoken.Spoken(spoken_word, labels.get(-1.0 if start is None else start, ""))


def _labels(document: Mapping[str, Any]) -> dict[float, str]:
    found = {}
    for one in spoken.dicts(document.get("speaker_labels")):
        start = seconds(one.get("from"))
        if start is not None:
            found[start] = spoken.speaker(one.get("speaker"))
    return found


def _time(holder: Mapping[str, Any], *names: str) -> float | None:
    value = spoken.first(holder, *names)
    if isinstance(value, dict):
        nanos = spoken.parts(value.get("nanos"), 1e9)
        return seconds((seconds(value.get("seconds")) or 0.0) + (nanos or 0.0))
    return seconds(value)


def _is_short(value: Any) -> bool:
    return isinstance(value, (str, int))
