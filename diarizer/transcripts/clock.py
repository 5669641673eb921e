"""A clock that starts anew in the middle of a transcript.

Who cuts a recording into parts of 30 s, Whisper's window, and writes down one after the other, has
times from 0 to 30 again and again; older transformers did so in long recordings by themselves.
Recognisers write in order of time, so a start before the last one, by more than :data:`BACK`, is a
new clock. Parts that all lie within 30 s, one of which is full, are moved by 30 s each. Parts of
another length could lie anywhere, so that they are refused, unless Whisper's own ``seek`` tells it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, TypeVar

from diarizer.messages.text import text
from diarizer.transcripts.raw import NotThisShape, RawSegment, RawTranscript, RawWord

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Timed = TypeVar("Timed", RawSegment, RawWord)

WINDOW = 30.0
"""Seconds that Whisper hears at once."""

BACK = 5.0
"""Seconds: recognisers place a word too early by less."""

_FULL = (
    25.5  # a part that ends later is no part of 25 s; one of 30 s does so as soon as it has speech
)
_EARLY = 0.5  # what is said at the beginning of a window begins before
_LATE = 0.5  # Whisper's last time may lie a little after the end of its window
_MOST = 0.5  # of the time in which either speaks
_LONG = 100.0  # seconds that every second entry lasts at least, if seconds are none
_THOUSAND = 1000.0
_LEAST, _MOST_LETTERS = 2.0, 30.0  # in a second: what can be speech, in any language
_LATE_IN_ANY = 10_000.0  # ten seconds in milliseconds; headings in seconds hardly go on so long
_SLOW = 0.05  # letters in a second: speech has some 15, and a thousandth of that in milliseconds


class ClockRestarts(NotThisShape):
    """The clock starts anew, and nothing tells by how much."""

    step = text(
        "Transcribe the recording as a whole, or add to the times of each part the second at"
        " which it begins."
    )


class Milliseconds(NotThisShape):
    """The times are milliseconds under the names of seconds."""

    step = text(
        "Divide all its times by 1000, or call the fields start_ms and end_ms, which are read as"
        " milliseconds."
    )


def in_seconds(raw: RawTranscript) -> RawTranscript:
    """Return the transcript in seconds: what can only be milliseconds is divided, and that is said.

    Services such as AssemblyAI count milliseconds under the names that others have for seconds: all
    times are whole numbers, and nobody speaks so slowly.

    Raises:
        Milliseconds: likely, but it may be a list of headings in seconds as well.

    """
    parts = [one for one in raw.parts if one.start is not None]
    ends = [*(one.start for one in parts[1:]), None][: len(parts)]
    spans = [
        (
            one.start or 0.0,
            following if one.end is None else one.end,
            len("".join(one.text.split())),
        )
        for one, following in zip(parts, ends, strict=True)
    ]
    known = [(start, end, count) for start, end, count in spans if end is not None and end >= start]
    whole = all(start == int(start) and end == int(end) for start, end, _ in known)
    lengths = [end - start for start, end, _ in known]
    letters = sum(count for *_, count in known)
    if not (letters and whole and median(lengths) >= _LONG and letters < _SLOW * sum(lengths)):
        return raw
    at_once = letters / sum(lengths) * _THOUSAND
    if _LEAST <= at_once <= _MOST_LETTERS and max(end for _, end, _ in known) >= _LATE_IN_ANY:
        told = text(
            "Its times are whole numbers, and nobody speaks so slowly: they are read as milliseconds."
        )
        return replace(
            raw,
            segments=tuple(map(_divided, raw.segments)),
            loose=tuple(map(_word_divided, raw.loose)),
            duration=None,  # which may count either
            remarks=(*raw.remarks, told),
        )
    raise Milliseconds(
        text(
            "Its times look like milliseconds: an entry lasts {seconds:.0f} s.",
            seconds=median(lengths),
        )
    )


def _divided(segment: RawSegment) -> RawSegment:
    words = tuple(map(_word_divided, segment.words))
    return replace(_word_divided(segment), words=words)


def _word_divided(one: Timed) -> Timed:
    start, end = (None if at is None else at / _THOUSAND for at in (one.start, one.end))
    return replace(one, start=start, end=end)


def rebased(raw: RawTranscript) -> tuple[RawTranscript, int]:
    """Move what stands behind each new start of the clock; return also how often that was.

    Raises:
        ClockRestarts: the clock starts anew, and nothing tells by how much.

    """
    if any(seeks := _seeks(raw.segments)):
        kept = zip(raw.segments, seeks, strict=True)
        moved = replace(raw, segments=tuple(_moved(one, seek) for one, seek in kept))
        return moved, len(set(seeks)) - 1
    of_segments = _parts([(*_times(one), one.speaker) for one in raw.segments])
    of_words = _parts([(word.start, word.end, "") for word in raw.loose])
    listed = of_segments and _by_speaker(raw.segments, of_segments)
    if listed and not _at_once(raw.segments, of_segments):
        return raw, 0
    segments = zip(raw.segments, of_segments, strict=True)
    words = zip(raw.loose, of_words, strict=True)
    moved = replace(
        raw,
        segments=tuple(_moved(segment, WINDOW * part) for segment, part in segments),
        loose=tuple(_later(word, WINDOW * part) for word, part in words),
    )
    count = max((*of_segments, *of_words), default=0)
    if count:
        _check([_times(one) for one in raw.segments], of_segments)
        _check([(word.start, word.end) for word in raw.loose], of_words)
    return (moved if count else raw), count


def _parts(times: Sequence[tuple[float | None, float | None, str]]) -> list[int]:
    """Number the part of each entry: how often the clock has started anew before it."""
    numbers: list[int] = []
    part, before, last = 0, 0.0, 0.0
    known = [start for start, *_ in times if start is not None]
    of_one = max(known, default=0.0) < BACK or any(a - b > BACK for a, b in pairwise(known))
    for start, end, speaker in times:
        if start is not None:
            back, covered = before - start, last - start > BACK
            # Two who speak at once may begin together, and go on; one voice does not say two things.
            both = min(last, end or start) - max(before, start)
            twice = both > max(BACK, _MOST * max(last - before, (end or start) - start))
            twice = of_one and twice and start < BACK and (start, end) != (before, last)
            again = bool(numbers) and not speaker and (start < _EARLY or twice)
            if back > BACK or (covered and (back > _EARLY or again)):
                part, last = part + 1, 0.0
            before = start
        last = max(last, start or 0.0, end or 0.0)
        numbers.append(part)
    return numbers


def _seeks(segments: Sequence[RawSegment]) -> list[float]:
    """Return by how much each is moved, where all times count from Whisper's window; else nothing.

    Whisper says in ``seek`` when the window begins; nothing in it is heard before.
    """
    seeks = [one.window for one in segments if one.window is not None]
    if len(seeks) < len(segments) or not seeks or seeks[0] or seeks != sorted(seeks):
        return []
    starts = [_times(one)[0] or 0.0 for one in segments]
    early = any(seek - start > BACK for start, seek in zip(starts, seeks, strict=True))
    return seeks if early and max(starts) <= WINDOW + _LATE else []


def _check(times: Sequence[tuple[float | None, float | None]], parts: Sequence[int]) -> None:
    """Refuse parts that cannot be those of a window of 30 s."""
    ends = [0.0] * (max(parts, default=0) + 1)
    for span, part in zip(times, parts, strict=True):
        ends[part] = max(ends[part], *(at or 0.0 for at in span))
    if len(ends) > 1 and not _FULL <= max(ends) <= WINDOW + _LATE:
        raise ClockRestarts(
            text(
                "Its clock starts anew after {seconds:.1f} s; new starts in all: {count}.",
                count=len(ends) - 1,
                seconds=ends[0],
            )
        )


def _by_speaker(segments: Sequence[RawSegment], parts: Sequence[int]) -> bool:
    """Whether the file lists one speaker, or channel, after the other, on one clock."""
    speakers: dict[int, set[str]] = {}
    for segment, part in zip(segments, parts, strict=True):
        speakers.setdefault(part, set()).add(segment.speaker)
    named = [next(iter(names)) for names in speakers.values() if len(names) == 1]
    return len(named) == len(speakers) == len(set(named)) and all(named)


def _at_once(segments: Sequence[RawSegment], parts: Sequence[int]) -> bool:
    """Whether the speakers of two parts would speak at once most of the time, within one window.

    Two people do not, so that each part is one of the recording, in which one of them speaks.
    """
    spoken: dict[int, set[int]] = {}  # tenths of a second
    for segment, part in zip(segments, parts, strict=True):
        start, end = _times(segment)
        if start is not None and end is not None and end <= WINDOW + _LATE:
            spoken.setdefault(part, set()).update(range(round(start * 10), round(end * 10)))
        elif start is not None:
            return False
    whole = any(max(each, default=0) >= _FULL * 10 for each in spoken.values())
    pairs = pairwise(spoken.values())
    return whole and any(
        len(one & other) > _MOST * max(len(one), len(other)) for one, other in pairs
    )


def _times(segment: RawSegment) -> tuple[float | None, float | None]:
    starts = [segment.start, *(word.start for word in segment.words)]
    ends = [segment.end, *(word.end for word in segment.words)]
    known = next((start for start in starts if start is not None), None)
    return known, max((end for end in ends if end is not None), default=None)


def _moved(segment: RawSegment, by: float) -> RawSegment:
    words = tuple(_later(word, by) for word in segment.words)
    return replace(_later(segment, by), words=words)


def _later(one: Timed, by: float) -> Timed:
    start, end = (None if at is None else at + by for at in (one.start, one.end))
    return replace(one, start=start, end=end)


def parts_of(starts: Sequence[float]) -> Iterator[int]:
    """Tell where each part begins in a list of starts, so that none is sorted into another."""
    before = 0.0
    for number, start in enumerate(starts):
        if number == 0 or start < before or start == before < _EARLY:
            yield number
        before = start
