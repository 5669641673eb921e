"""Turns in JSON whose times have other names: those of scoring and of training.

SegLST of MeetEval and of the CHiME challenges: a list of ``session_id``, ``speaker``, ``start_time``,
``end_time`` and ``words``, one text; the times may be texts, in CHiME-6 "0:00:40.600". Supervisions of
Lhotse, a line each: ``recording_id``, ``start``, ``duration``, ``speaker`` and perhaps ``text``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.formats import _numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

_OF_SEGLST = frozenset({"start_time", "end_time", "speaker"})
_OF_LHOTSE = frozenset({"start", "duration", "speaker"})


def fits(one: Any) -> bool:
    """Whether it says who, and when, under these names, and has no words with times."""
    if not isinstance(one, dict) or isinstance(one.get("words"), list):
        return False
    is_of_lhotse = one.keys() >= _OF_LHOTSE and "end" not in one
    return is_of_lhotse or one.keys() >= _OF_SEGLST


def turn(one: Mapping[str, Any]) -> dict[str, Any]:
    """Give it the names that ours has.

    Raises:
        TypeError, ValueError: a time is none.

    """
    said = one.get("words") or one.get("text") or one.get("sentence")
    named = {**one, "text": said, "words": ()}
    if "end_time" in one:
        return {**named, "start": one["start_time"], "end": one["end_time"]}
    if one["start"] is None or one["duration"] is None:
        return {**named, "end": None}
    return {**named, "end": round(_seconds(one["start"]) + _seconds(one["duration"]), 6)}


def _seconds(value: Any) -> float:
    if isinstance(value, bool):
        raise TypeError(f"{value} is no number")
    return _numbers.seconds(value) if isinstance(value, str) else float(value)
