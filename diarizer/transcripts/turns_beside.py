"""Who speaks when, beside a transcript that names nobody: a diarization that was put into the same JSON.

Pipelines keep both in one file (``segments`` beside ``diarization``), fal's Whisper ``chunks`` beside
``diarization_segments``, BBC's Kaldi ``words`` beside ``segmentation``. Such a list says who and when, and
nothing else that could be said. Each word is then whose turn it lies in, by the rules of
:mod:`diarizer.transcripts.speaker_assignment`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import anywhere, entry_fields
from diarizer.transcripts.raw import seconds
from diarizer.transcripts.speaker_assignment import assign_speakers
from diarizer.types import Annotation, Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.transcripts.transcribed import Transcript

    Listed = tuple[str, list[Turn]]  # where, and what

_WHO = entry_fields.WHO
_SPEAKERS = tuple(name for name in _WHO if name.startswith(("speaker", "spk")))
# What a list is called in which a participant speaks, and does not share a screen or raise a hand.
_OF_TURNS = re.compile(r"diari[sz]|speak|spk|turn|segment")
_MOST = 0.5  # of the time in which either speaks
_DEEP = 8  # lists and objects within each other
_PAIR = 2
_LONGER, _LATER = 1.5, 30.0  # times as long as the transcript, and seconds: music at the end


def named(found: Transcript, document: Any) -> Transcript:
    """Return the transcript with the speakers of a list beside it; as it is where there is none.

    Args:
        found: names nobody.
        document: the JSON that it was read from.

    """
    lists = [one for one in _lists(document, "", 0) if _take_turns(one[1])]
    if not lists:
        return found
    place, turns = max(lists, key=lambda one: len(one[1]))
    duration = max(turn.span.end for turn in turns)
    if duration > _LONGER * found.said.duration + _LATER:  # of another clock, or in milliseconds
        return found
    said = assign_speakers(found.said, Annotation(tuple(turns), duration=duration))
    if 2 * sum(bool(turn.speaker) for turn in said.turns) < len(said.turns):
        return found
    told = text("Who speaks is taken from {place}, beside what is said.", place=place)
    said = replace(said, uri=found.said.uri, duration=found.said.duration)
    remarks = (one for one in found.remarks if one != anywhere.NOBODY)
    return replace(found, said=said, remarks=(*remarks, told))


def _take_turns(turns: list[Turn]) -> bool:
    """Whether they speak in turn: who is there all the time, or is counted once, is no turn."""
    by_name: dict[str, list[Turn]] = {}
    for turn in turns:
        by_name.setdefault(turn.speaker, []).append(turn)
    each = list(map(_lasting, by_name.values()))
    at_once = sum(each) - _lasting(turns)
    return at_once <= _MOST * (sum(each) - max(each))


def _lasting(turns: list[Turn]) -> float:
    whole, last = 0.0, 0.0
    for span in sorted(turn.span for turn in turns):
        whole += max(0.0, span.end - max(span.start, last))
        last = max(last, span.end)
    return whole


def _lists(value: Any, place: str, depth: int) -> Iterator[Listed]:
    if depth > _DEEP:
        return
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _lists(each, f"{place}.{key}" if place else str(key), depth + 1)
    elif isinstance(value, list) and value:
        names = _WHO if _OF_TURNS.search(place.lower()) else _SPEAKERS
        turns = list(takewhile(lambda turn: turn is not None, (_turn(one, names) for one in value)))
        if len(turns) == len(value):
            yield place, [one for one in turns if one is not None]


def _turn(one: Any, names: tuple[str, ...]) -> Turn | None:
    """Read who and when; None where something else could be said in it."""
    if not isinstance(one, dict):
        return None
    fields = entry_fields.fields_of(one)
    lists = (each for each in one.values() if isinstance(each, list) and each)
    if any(isinstance(each[0], (dict, list)) for each in lists):  # of words, perhaps
        return None
    if any(fields.get(name) for name in entry_fields.SAID):
        return None
    who = next(filter(None, (entry_fields.name_in(fields, name) for name in names)), "")
    start, end = _times(fields)
    if not who or start is None or end is None or end < start:
        return None
    return Turn(Span(start, end), who)


def _times(fields: entry_fields.Fields) -> tuple[float | None, float | None]:
    start = _first(fields, entry_fields.START)
    end = _first(fields, entry_fields.END)
    stamp = fields.get("timestamp")
    if end is None and isinstance(stamp, list) and len(stamp) == _PAIR:
        end = seconds(stamp[1])
    if end is None and start is not None:
        lasting = _first(fields, entry_fields.LENGTH)
        end = None if lasting is None else round(start + lasting, 6)
    return start, end


def _first(fields: entry_fields.Fields, names: tuple[str, ...]) -> float | None:
    times = (entry_fields.time_of(fields, name) for name in names)
    return next((at for at in times if at is not None), None)
