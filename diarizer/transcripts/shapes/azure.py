"""Azure Speech: phrases, whose times count milliseconds, or ten millions of a second.

Microsoft's guide, "Get transcription results" and "Fast transcription": batch has
``recognizedPhrases`` of ``offsetInTicks``, ``durationInTicks`` and ``nBest`` with ``display`` and
``words``; fast has ``phrases`` of ``offsetMilliseconds``, ``text`` and ``words``, which its packages
call ``offsetInMs`` (JavaScript) and ``offset_milliseconds`` (Python); the SDK gives one phrase after the
other, with ``Offset``, ``Duration`` and ``NBest``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "Azure Speech"
STEP = text("Save the whole answer, with offsets; ask for wordLevelTimestampsEnabled.")

# How many of them a second has; the words of a phrase may have "PT0.25S" beside the ticks.
_UNITS = {
    "offsetInTicks": 1e7,
    "offsetMilliseconds": 1000.0,
    "offsetInMs": 1000.0,
    "offset_milliseconds": 1000.0,
    "offset": 1e7,
}
_A_WORD = 1e5  # ticks: ten milliseconds, shorter than any
_OF_NEMO = "audio_filepath"  # whose manifests have offset and duration, too
_LISTS = ("recognizedPhrases", "phrases", "")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are phrases, or it is one; parts of a second are counted whole."""
    phrases = list(map(_lowered, _phrases(document)))
    counted = all(_is_whole(one.get(name)) for one in phrases for name in _UNITS if name in one)
    manifest = any(_OF_NEMO in one for one in phrases)
    fitting = counted and not manifest and _last(phrases)
    return fitting and any(_UNITS.keys() & one.keys() for one in phrases)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the phrases; who speaks, else the channel where there are several."""
    phrases = list(map(_lowered, _phrases(document)))
    channels = {spoken.speaker(one.get("channel")) for one in phrases}
    found = [_segment(one, several=len(channels) > 1) for one in phrases]
    starts = [one.start for one in found if one.start is not None]
    if len(starts) == len(found):  # batch may list one channel after the other
        found.sort(key=lambda one: one.start or 0.0)
    return RawTranscript(tuple(found))


def _last(phrases: list[dict[str, Any]]) -> bool:
    """Whether what is counted in ``duration`` can be ticks: others count seconds under that name."""
    lengths = [one["duration"] for one in phrases if isinstance(one.get("duration"), (int, float))]
    return not lengths or max(lengths) >= _A_WORD


def _is_whole(value: Any) -> bool:
    return not isinstance(value, float) or value.is_integer()


def _phrases(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = next((document[name] for name in _LISTS if name in document), [document])
    return spoken.dicts(listed)


def _lowered(one: Mapping[str, Any]) -> dict[str, Any]:
    return {name[:1].lower() + name[1:]: value for name, value in one.items() if name}


def _segment(one: Mapping[str, Any], *, several: bool) -> RawSegment:
    best = next(iter(spoken.dicts(one.get("nBest"))), {})
    best = _lowered(best)
    said = content(spoken.first(best, "display", "lexical") or one.get("text"))
    said = said or content(one.get("displayText"))
    listed = spoken.first(best, "words") or one.get("words") or best.get("displayWords")
    words = spoken.dicts(listed)
    who = spoken.speaker(spoken.first(one, "speaker", "speakerId"))
    who = who or (spoken.speaker(one.get("channel")) if several else "")
    return RawSegment(said, *_times(one), who, tuple(map(_word, words)))


def _word(one: Mapping[str, Any]) -> RawWord:
    plain = _lowered(one)
    return RawWord(content(spoken.first(plain, "text", "word", "displayText")), *_times(plain))


def _times(one: Mapping[str, Any]) -> tuple[float | None, float | None]:
    plain = _lowered(one)
    name = next((name for name in _UNITS if name in plain), "")
    lasting = plain.get(name.replace("offset", "duration")) if name else None
    start, length = (
        spoken.parts(value, _UNITS.get(name, 1.0)) for value in (plain.get(name), lasting)
    )
    return start, None if start is None or length is None else start + length
