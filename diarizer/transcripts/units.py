"""What the times of a JSON count: seconds, or another unit under the names of seconds, or the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text
from diarizer.transcripts import clock
from diarizer.transcripts.field_names import ENDS, MILLI, STARTS
from diarizer.transcripts.raw import NotThisShape

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diarizer.transcripts.raw import RawTranscript

_LONGEST = 1e7  # seconds (115 days), or three hours in milliseconds
_FAST = 200.0  # letters in a second: speech has some 15
_THOUSAND = 1000.0
_TIMES = frozenset({*STARTS, *ENDS})
_NAMES = _TIMES | {*MILLI["start"], "time"}  # the latter is Trint's


class AnotherUnit(NotThisShape):
    """Its times count what its names do not say."""

    step = text("Write its times in seconds since the recording began, as start and end.")


def checked(document: Mapping[str, Any], raw: RawTranscript) -> RawTranscript:
    """Return the transcript, if its times can be what they are read as.

    Raises:
        Milliseconds: they are, under the names of seconds.
        AnotherUnit: half of them are longer than any recording, or nobody speaks so fast.

    """
    found = list(_numbers(document))
    times = [time for name, time in found if name in _TIMES]
    late = [time for time in times if _LONGEST < abs(time) < float("inf")]
    if late and 2 * len(late) >= len(times):
        shown = str(late[0])[:20]
        raise AnotherUnit(text("Its times are no seconds of a recording: {time}.", time=shown))
    if len(times) < len(found):
        _check_thousandths(raw)
    return clock.in_seconds(raw)


def _check_thousandths(raw: RawTranscript) -> None:
    known = [
        (one.end - one.start, len("".join(one.text.split())))
        for one in raw.parts
        if one.start is not None and one.end is not None and one.end > one.start
    ]
    lasting, letters = (sum(some) for some in zip(*known, strict=True)) if known else (0.0, 0)
    if _FAST * lasting < letters < _FAST * lasting * _THOUSAND and len(known) > 1:
        raise AnotherUnit(text("Its times look like seconds under the names of milliseconds."))


def _numbers(document: Any) -> Iterator[tuple[str, float]]:
    """Yield what stands for a time, however deep."""
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for name, value in one.items():
                number = isinstance(value, (int, float)) and not isinstance(value, bool)
                if number and name in _NAMES:
                    yield name, value
                elif isinstance(value, (dict, list)):
                    waiting.append(value)
        elif isinstance(one, list):
            waiting += one
