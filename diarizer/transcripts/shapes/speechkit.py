"""Yandex SpeechKit, version 3: events, one JSON below the other, with times in milliseconds.

yandex/cloud/ai/stt/v3/stt.proto (StreamingResponse), written as JSON: ``final`` of ``alternatives`` with
``text``, ``startTimeMs``, ``endTimeMs`` and ``words``, beside ``channelTag``, perhaps all of it below
``result``; numbers of 64 bits are texts there. A ``finalRefinement`` says the ``final`` before it once
more, with capitals and marks in ``normalizedText``, and has no words; events with ``partial`` come
again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawSegment, RawTranscript, RawWord, content, seconds

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = "Yandex SpeechKit v3"
STEP = text("Save all events of the answer, one below the other.")

_MILLI = 1000.0
_KINDS = ("final", "finalRefinement")


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are such events."""
    return any(kind in one for one in _events(document) for kind in _KINDS)


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take what is final; what was refined in the place of it."""
    events = _events(document)
    channels = {_channel(one) for one in events if one.keys() & set(_KINDS)}
    found: list[RawSegment] = []
    places: dict[str, int] = {}
    for one in events:
        channel = _channel(one)
        named = channel if len(channels) > 1 else ""
        if best := _best(one.get("final")):
            places[channel] = len(found)
            found.append(_segment(best, named))
        refined = one.get("finalRefinement")
        better = _best(refined.get("normalizedText")) if isinstance(refined, dict) else {}
        if better and (place := places.pop(channel, None)) is not None:
            found[place] = replace(found[place], text=content(better.get("text")))
        elif better:
            found.append(_segment(better, named))
    return RawTranscript(tuple(sorted(found, key=lambda one: one.start or 0.0)))


def _events(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    listed = spoken.dicts(document.get("", [document]))
    inner = (one.get("result") for one in listed)
    return [
        result if isinstance(result, dict) else one
        for one, result in zip(listed, inner, strict=True)
    ]


def _channel(event: Mapping[str, Any]) -> str:
    """Return its channel; older answers have it within the event."""
    inner = (event.get(kind) for kind in _KINDS)
    holders = [event, *(one for one in inner if isinstance(one, dict))]
    return next(filter(None, (spoken.speaker(one.get("channelTag")) for one in holders)), "")


def _best(update: Any) -> Mapping[str, Any]:
    """Return the first alternative that says something."""
    listed = update.get("alternatives") if isinstance(update, dict) else None
    return next((one for one in spoken.dicts(listed) if content(one.get("text")).strip()), {})


def _segment(best: Mapping[str, Any], speaker: str) -> RawSegment:
    words = tuple(RawWord(content(one.get("text")), *_times(one)) for one in _words(best))
    return RawSegment(content(best.get("text")), *_times(best), speaker, words)


def _words(best: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in spoken.dicts(best.get("words")) if content(one.get("text")).strip()]


def _times(one: Mapping[str, Any]) -> tuple[float | None, float | None]:
    start, end = (seconds(one.get(name)) for name in ("startTimeMs", "endTimeMs"))
    # A time of 0 is left out where protocol buffers are written as JSON.
    start = 0.0 if start is None and end is not None else start
    return None if start is None else start / _MILLI, None if end is None else end / _MILLI
