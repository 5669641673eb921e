"""Amazon Transcribe, Speechmatics and Rev AI: words and marks one after the other.

Amazon Transcribe's guide, "Transcription output": ``results.items`` of ``type`` "pronunciation" with
``start_time`` and ``end_time`` as texts, or "punctuation" without; ``speaker_label``, ``channel_label``
or, in older files, ``results.speaker_labels.segments[].items``. Speechmatics' json-v2: ``results`` of
``type`` "word" or "punctuation" and ``alternatives`` with ``content`` and ``speaker``, "UU" being
unknown. Amazon also has ``results.audio_segments`` of ``transcript``, which people keep without the
items. Rev AI: ``monologues`` of ``elements`` with ``type`` "text" or "punct", ``value``, ``ts`` and
``end_ts``; Rev's people write ``timestamp`` "00:00:01,200". Its stream has ``elements`` in events of
``type`` "final". A service that the BBC's editor knows (pstt) has Amazon's items with ``start`` and ``end``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import spoken
from diarizer.transcripts.raw import RawTranscript, RawWord, content, seconds, segments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAME = "Amazon Transcribe, Speechmatics or Rev AI"
STEP = text("Save the whole answer, with the times of the words.")

_MARKS = ("punctuation", "punct")
_NOBODY = ("UU",)


def fits(document: Mapping[str, Any]) -> bool:
    """Whether there are such items."""
    return bool(_items(document)) or _is_of_rev(document) or bool(_pieces(document))


def read(document: Mapping[str, Any]) -> RawTranscript:
    """Take the words, each with the marks behind it."""
    if _is_of_rev(document):
        words = _of_rev(document)
    elif not _items(document):
        return RawTranscript(tuple(segments_of(_pieces(document))))
    else:
        known = _labels(document)
        words = (_spoken(one, known) for one in _of_channels(document) or _items(document))
    return RawTranscript(tuple(spoken.segments(words)))


def _items(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    results = document.get("results")
    alone = results is None
    results = document if alone else results
    listed = spoken.dicts(results.get("items") if isinstance(results, dict) else results)
    typed = all(isinstance(one.get("type"), str) for one in listed)
    if alone and not {str(one.get("type")) for one in listed} <= {"pronunciation", "word", *_MARKS}:
        return []  # of a shop
    return listed if typed and any("alternatives" in one for one in listed) else []


def _pieces(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    results = document.get("results")
    return spoken.dicts(results.get("audio_segments") if isinstance(results, dict) else None)


def _of_channels(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the items of each channel, with its name, where the list of all names none.

    Amazon has them once more under ``channel_labels``, Speechmatics as ``channel`` of each.
    """
    items = _items(document)
    if len(names := {one.get("channel") for one in items}) > 1 and None not in names:
        return [{"channel_label": one["channel"], **one} for one in items]
    results = document.get("results")
    labels = results.get("channel_labels") if isinstance(results, dict) else None
    if not isinstance(labels, dict) or any("channel_label" in one for one in items):
        return []
    found: list[Mapping[str, Any]] = [
        {"channel_label": spoken.speaker(channel.get("channel_label")), **one}
        for channel in spoken.dicts(labels.get("channels"))
        for one in spoken.dicts(channel.get("items"))
    ]
    return found if len(found) == len(items) else []


def _spoken(one: Mapping[str, Any], known: Mapping[float, str]) -> spoken.Spoken:
    best = next(iter(spoken.dicts(one.get("alternatives"))), {})
    start, end = (seconds(spoken.first(one, f"{side}_time", side)) for side in ("start", "end"))
    who = spoken.speaker(spoken.first(one, "speaker_label", "channel_label"))
    who = (
        who
        or spoken.speaker(best.get("speaker"))
        or known.get(-1.0 if start is None else start, "")
    )
    word = RawWord(content(best.get("content")), start, end)
    before = one.get("type") in _MARKS and one.get("attaches_to") != "next"
    return spoken.Spoken(word, "" if who in _NOBODY else who, before)


def _labels(document: Mapping[str, Any]) -> dict[float, str]:
    """Return who speaks from when, as older files of Amazon have it."""
    results = document.get("results")
    labels = results.get("speaker_labels") if isinstance(results, dict) else None
    found = {}
    for segment in spoken.dicts(labels.get("segments") if isinstance(labels, dict) else None):
        for one in spoken.dicts(segment.get("items")):
            if (start := seconds(one.get("start_time"))) is not None:
                found[start] = spoken.speaker(spoken.first(one, "speaker_label"))
    return found


def _is_of_rev(document: Mapping[str, Any]) -> bool:
    elements = [
        element for one in _monologues(document) for element in spoken.dicts(one.get("elements"))
    ]
    return any("value" in element for element in elements)


def _monologues(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return who spoke when; of a stream, one below the other, what is final."""
    events = [one for one in spoken.dicts(document.get("")) if one.get("type") == "final"]
    return spoken.dicts(document.get("monologues")) or events


def _of_rev(document: Mapping[str, Any]) -> Iterator[spoken.Spoken]:
    names = {
        spoken.speaker(one.get("id")): spoken.speaker(one.get("name"))
        for one in spoken.dicts(document.get("speakers"))
    }
    for one in _monologues(document):
        info = one.get("speaker_info")
        told = spoken.speaker(info.get("display_name")) if isinstance(info, dict) else ""
        who = told or spoken.speaker(one.get("speaker"))
        for element in spoken.dicts(one.get("elements")):
            start = seconds(spoken.first(element, "ts", "timestamp"))
            end = seconds(spoken.first(element, "end_ts", "end_timestamp"))
            word = RawWord(content(element.get("value")), start, end)
            yield spoken.Spoken(word, names.get(who) or who, element.get("type") in _MARKS)
