"""Turns that lie within the recording, or the piece of one, that a line of JSON is about.

Lhotse's cuts (lhotse/cut/data.py): ``start`` of the cut in its ``recording``, and ``supervisions`` whose
``start`` counts from that of the cut; one that reaches into the next cut is in both. Prodigy's
audio.manual: ``audio_spans`` of ``start``, ``end`` and ``label``; ``answer`` may be "reject" or "ignore".
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from diarizer.formats._turns_gate import Gate

    Segment = Mapping[str, Any]

_LEFT = frozenset({"reject", "ignore"})
_MICRO = 6  # digits of a second


def segments(listed: Sequence[Any], gate: Gate) -> list[Segment]:
    """Return the turns of all lines, each with its recording; none where a line is another one.

    Raises:
        KeyError, TypeError, ValueError: a turn has no time.

    """
    if listed and all(isinstance(one, dict) and _is_cut(one) for one in listed):
        found = [turn for one in listed for turn in _of_cut(one)]
        once = {tuple(map(str, turn.values())): turn for turn in found}
        return list(once.values())
    if not listed or not all(isinstance(one, dict) and _is_task(one) for one in listed):
        return []
    kept = [one for one in listed if one.get("answer") not in _LEFT]
    if left := len(listed) - len(kept):
        gate.say(
            plural(
                "{count} task that was rejected or passed over was left out.",
                "{count} tasks that were rejected or passed over were left out.",
                count=left,
            )
        )
    return [turn for one in kept for turn in _of_task(one)]


def _is_cut(one: Segment) -> bool:
    return isinstance(one.get("supervisions"), list) and isinstance(one.get("start"), (int, float))


def _is_task(one: Segment) -> bool:
    return isinstance(one.get("audio_spans"), list)


def _of_cut(cut: Segment) -> Iterator[Segment]:
    recording = cut.get("recording")
    whole = str(recording.get("id") or "") if isinstance(recording, dict) else ""
    for one in cut["supervisions"]:
        start = round(cut["start"] + one["start"], _MICRO)
        yield {
            "start": start,
            "end": round(start + one["duration"], _MICRO),
            "speaker": one.get("speaker"),
            "text": one.get("text"),
            "channel": one.get("channel"),
            "recording": str(one.get("recording_id") or whole),
            "id": one.get("id"),
        }


def _of_task(task: Segment) -> Iterator[Segment]:
    path = next((task[name] for name in ("path", "audio") if isinstance(task.get(name), str)), "")
    name = "" if path.startswith("data:") else PurePosixPath(path.replace("\\", "/")).stem
    for one in task["audio_spans"]:
        yield {
            "start": one["start"],
            "end": one["end"],
            "speaker": one["label"],
            "recording": name,
        }
