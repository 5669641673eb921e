"""Turns in JSON whose times have other names: those of scoring and of training.

SegLST of MeetEval and of the CHiME challenges: a list of ``session_id``, ``speaker``, ``start_time``,
``end_time`` and ``words``, one text; the times may be texts, in CHiME-6 "0:00:40.600", in CHiME-5 one for
each device. Supervisions of Lhotse, a line each: ``recording_id``, ``start``, ``duration``, ``speaker``
and perhaps ``text``. Without a text, whatever tables call these columns: ``begin``, ``stop``,
``start_ms``, ``label``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.formats import _columns, _numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

    from diarizer.formats._columns import Column

# Whatever else programs call who speaks; a name alone may be that of a chapter.
_NAMES = frozenset({"speaker", "speaker_id", "speaker_label", "speaker_name", "spk"})
_WHO = (*sorted(_NAMES), "label")
_FEW = 5  # labels that differ
_SAYS = (
    *("text", "words", "word", "sentence", "transcript", "content", "body"),
    *("transcription", "utterance", "caption", "phrase"),
)
_OF_SEGLST = frozenset({"start_time", "end_time", "speaker"})
_OF_NEMO = "audio_filepath"  # whose offset is a start
_OF_LHOTSE = frozenset({"start", "duration", "speaker"})


def fits(one: Any) -> bool:
    """Whether it says who, and when, under these names, and has no words with times."""
    if not isinstance(one, dict) or isinstance(one.get("words"), list):
        return False
    is_of_lhotse = one.keys() >= _OF_LHOTSE and "end" not in one
    return is_of_lhotse or one.keys() >= _OF_SEGLST or _columns_of(one) is not None


def renamed(listed: Any) -> list[dict[str, Any]]:
    """Return the turns of a list by our names; none where one of them has others.

    Raises:
        TypeError, ValueError: a time is none.

    """
    if not isinstance(listed, list) or not all(map(fits, listed)):
        return []
    labels = {str(one["label"]) for one in listed if not one.keys() & _NAMES and "label" in one}
    words = len(labels) > max(_FEW, len(listed) / 2)  # of a forced alignment, most likely
    return [] if words else list(map(turn, listed))


def turn(one: Mapping[str, Any]) -> dict[str, Any]:
    """Give it the names that ours has.

    Raises:
        TypeError, ValueError: a time is none.

    """
    if columns := _columns_of(one):
        start, end, who = columns
        times = [_scaled(one[each.name], each.unit) for each in (start, end)]
        if end.role == "duration" and None not in times:
            times[1] = round(sum(each or 0.0 for each in times), 6)
        return {**one, "start": times[0], "end": times[1], "speaker": one[who]}
    said = one.get("words") or one.get("text") or one.get("sentence")
    named = {**one, "text": said, "words": ()}
    if "end_time" in one:
        start, end = (_original(one[side]) for side in ("start_time", "end_time"))
        return {**named, "start": start, "end": end}
    if one["start"] is None or one["duration"] is None:
        return {**named, "end": None}
    return {**named, "end": round(_seconds(one["start"]) + _seconds(one["duration"]), 6)}


def _original(time: Any) -> Any:
    """Return the time by the recorders' own clock, where CHiME-5 has one for each device."""
    return time["original"] if isinstance(time, dict) and "original" in time else time


def _columns_of(one: Mapping[str, Any]) -> tuple[Column, Column, str] | None:
    """Find start, end and speaker by what tables call them; None where they have our names."""
    who = next((name for name in _WHO if name in one), None)
    if (
        who is None
        or any(one.get(name) for name in _SAYS)
        or {"start", "end", "speaker"} <= one.keys()
    ):
        return None
    known = _columns.known([str(name) for name in one])
    start, ending = known.get("start", []), known.get("end") or known.get("duration") or []
    if len(start) != 1 or len(ending) != 1 or _OF_NEMO in one:
        return None
    return start[0], ending[0], who


def _scaled(value: Any, unit: float) -> float | None:
    return None if value is None else _seconds(value) * unit


def _seconds(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError(f"{value} is no number")
    return _numbers.seconds(value) if isinstance(value, str) else float(value)
