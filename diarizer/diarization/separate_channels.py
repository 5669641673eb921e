"""Channels or tracks that hold different people, diarized one by one.

Who speaks on one of them is nobody who speaks on another, and two may speak at once.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.audio.sound import Gated
from diarizer.diarization.speaker_bounds import Bounds
from diarizer.types import Annotation
from diarizer.types.coverage import Coverage

if TYPE_CHECKING:
    from diarizer.audio.sound import Sound
    from diarizer.backends import Backend
    from diarizer.types import Progress, Recording


_FAINT = 0.5  # what most of a turn was multiplied by, up to which all of it is crosstalk


def possible(sound: Sound, bounds: Bounds) -> bool:
    """Whether there are parts, and a speaker may be on each of them."""
    most = bounds.num_speakers or bounds.max_speakers
    return bool(sound.parts) and (most is None or most >= len(sound.parts))


def diarized(
    engine: Backend, sound: Sound, bounds: Bounds, progress: Progress | None
) -> Annotation:
    """Find who speaks on each part, and lay the turns over each other."""
    count = len(sound.parts)
    most = bounds.num_speakers or bounds.max_speakers
    each = Bounds(1) if bounds.num_speakers == count else Bounds(None, None, _less(most, count - 1))
    found = [
        _own(part, _asked(engine, part, each, _share(progress, at, count)))
        for at, part in enumerate(sound.parts)
    ]
    found = _kept(engine, sound, found, bounds)
    turns = tuple(
        replace(turn, speaker=f"{at}.{turn.speaker}")
        for at, part in enumerate(found)
        for turn in part.turns
    )
    # What a part may be less than was asked for, the whole is as well.
    said = dict.fromkeys(r for part in found if part.coverage for r in part.coverage.warnings)
    covers = Coverage(warnings=tuple(said)) if said else None
    return Annotation(turns, sound.uri, sound.duration, covers)


def _own(part: Recording, found: Annotation) -> Annotation:
    """Leave out the turns in which nothing but the other side is heard, however faintly.

    What is left of it sounds like the other person, who would be one more speaker.
    """
    if not isinstance(part, Gated):
        return found
    kept = tuple(turn for turn in found.turns if part.gain(turn.span) > _FAINT)
    return found if len(kept) == len(found.turns) else replace(found, turns=kept)


def _less(number: int | None, others: int) -> int | None:
    return None if number is None else number - others


def _kept(
    engine: Backend, sound: Sound, found: list[Annotation], bounds: Bounds
) -> list[Annotation]:
    """Ask once more on the busiest part where the sum is not what was asked for."""
    counts = [len(each.speakers) for each in found]
    least = bounds.num_speakers or bounds.min_speakers or 0
    most = bounds.num_speakers or bounds.max_speakers or math.inf
    wanted = int(min(max(sum(counts), least), most))
    if wanted == sum(counts) or not any(counts):
        return found
    busiest = max(range(len(found)), key=lambda at: (counts[at], _spoken(found[at])))
    number = max(1, wanted - sum(counts) + counts[busiest])
    part = sound.parts[busiest]
    again = _own(part, _asked(engine, part, Bounds(number), None))
    return [again if at == busiest else each for at, each in enumerate(found)]


def _spoken(found: Annotation) -> float:
    return sum(turn.span.duration for turn in found.turns)


def _asked(
    engine: Backend, part: Recording, bounds: Bounds, progress: Progress | None
) -> Annotation:
    return engine.diarize(part, **bounds._asdict(), progress=progress)


def _share(progress: Progress | None, at: int, count: int) -> Progress | None:
    if progress is None:
        return None
    return lambda stage, done, whole: progress(stage, done + at * whole, count * whole)
