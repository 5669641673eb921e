"""AssemblyAI: utterances, sentences or words, in milliseconds.

assemblyai 1.8.2, types.py (TranscriptResponse, Utterance, Word): ``words`` and ``utterances`` of
``text``, ``start``, ``end``, ``confidence``, ``speaker`` beside ``audio_url`` and ``audio_duration``;
utterances are null without ``speaker_labels``, and each holds its words once more. The answer about
sentences, or paragraphs, has these in their place.
"""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content, entries, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "AssemblyAI"
STEP = text("Save the whole answer, whose status is completed.")

_MILLI = 1000.0
_LONG = 100  # that every second entry lasts at least
_SLOW = 0.1  # letters in each; speech has 0.015 in a millisecond, and 15 in a second
_LISTS = ("utterances", "sentences", "paragraphs")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether the length of the sound stands beside words or utterances, or milliseconds where all is done."""
    lists = [document[name] for name in (*_LISTS, "words") if isinstance(document.get(name), list)]
    if "audio_url" in document or "audio_duration" in document:
        return bool(lists)
    done = document.get("status") == "completed" and isinstance(document.get("id"), str)
    return done and any(_is_fine(spoken.dicts(listed)) for listed in lists)


def _is_fine(listed: list[Mapping[str, Any]]) -> bool:
    """Whether what is said lasts whole numbers that can be no seconds: nobody speaks so slowly."""
    times = [(one.get("start"), one.get("end")) for one in listed]
    whole = [end - start for start, end in times if type(start) is int and type(end) is int]
    if not len(whole) == len(times) > 0 or median(whole) < _LONG:
        return False
    return sum(len(content(one.get("text"))) for one in listed) < _SLOW * sum(whole)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take utterances with their words; else the words and the text."""
    listed = next((document[one] for one in _LISTS if spoken.dicts(document.get(one))), None)
    found = tuple(_segment(one) for one in entries(listed, "utterances"))
    if found:
        words = spoken.beside(found, map(_word, spoken.dicts(document.get("words"))))
    else:
        words = tuple(map(_word, entries(document.get("words"), "words")))
    lasting = seconds(document.get("audio_duration"))
    return RawTranscript(found, words, content(document.get("text")), lasting)


def _segment(one: Mapping[str, Any]) -> RawSegment:
    words = tuple(map(_word, entries(one.get("words"), "words")))
    who = spoken.speaker(spoken.first(one, "speaker", "channel"))
    side = spoken.speaker(one.get("channel"))
    return RawSegment(content(one.get("text")), *_times(one), who, words, channel=side)


def _word(one: Mapping[str, Any]) -> RawWord:
    return RawWord(content(one.get("text")), *_times(one))


def _times(one: Mapping[str, Any]) -> tuple[float | None, float | None]:
    return spoken.parts(one.get("start"), _MILLI), spoken.parts(one.get("end"), _MILLI)
