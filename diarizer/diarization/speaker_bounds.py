"""How many speak: what can be asked for, and whether the recording gave it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from diarizer import backends
from diarizer.audio.excerpt import alone
from diarizer.errors import InvalidArgument
from diarizer.messages.text import Text, text
from diarizer.types.coverage import Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.types import Annotation, Recording, Span

_ENOUGH = 15.0  # seconds of a voice that are compared


class Bounds(NamedTuple):
    """How many speak, as a caller gives it; see :func:`check_bounds`."""

    num_speakers: int | None = None
    min_speakers: int | None = None
    max_speakers: int | None = None


def check_bounds(
    num_speakers: int | None, min_speakers: int | None, max_speakers: int | None
) -> None:
    """Refuse numbers of speakers that no recording could have.

    Raises:
        InvalidArgument: below 1, not whole, or contradicting each other.

    """
    bounds = {
        "num_speakers": num_speakers,
        "min_speakers": min_speakers,
        "max_speakers": max_speakers,
    }
    given = {name: value for name, value in bounds.items() if value is not None}
    if reason := _impossible(given):
        raise InvalidArgument(
            reason,
            context=", ".join(f"{name}={value!r}" for name, value in given.items()),
            hint=text("Pass num_speakers alone, or min_speakers up to max_speakers."),
        )


def _impossible(given: dict[str, int]) -> Text | None:
    if any(isinstance(value, bool) or not isinstance(value, int) for value in given.values()):
        return text("A number of speakers is a whole number.")
    if any(value < 1 for value in given.values()):
        return text("A number of speakers is at least 1.")
    if "num_speakers" in given and len(given) > 1:
        return text("An exact number of speakers leaves no room for bounds.")
    if given.get("min_speakers", 1) > given.get("max_speakers", math.inf):
        return text("min_speakers exceeds max_speakers.")
    return None


def unmet(
    engine: Backend, recording: Recording, found: Annotation, bounds: Bounds
) -> Iterator[Remark]:
    """Say where a number that was asked for could not be met.

    An engine that is told of four on a recording of two cuts their turns into pieces, and calls
    these somebody else. That such a piece is one of the others is heard in its voice.
    """
    count = len(found.speakers)
    least = bounds.num_speakers or bounds.min_speakers or 1
    most = bounds.num_speakers or bounds.max_speakers or count
    if not count:
        return
    told = _told_apart(engine, recording, found) if count >= least > 1 else count
    if min(told, count) < least:
        yield Remark(
            "speakers.fewer",
            text(
                "Speakers asked for: {asked}; told apart: {told}. More would be pieces of the same"
                " voices, or too short to be a voice.",
                asked=least,
                told=min(told, count),
            ),
        )
    if count > most:
        said = text("Speakers asked for: {asked} at most; found: {found}.", asked=most, found=count)
        yield Remark("speakers.more", said)


def _told_apart(engine: Backend, recording: Recording, found: Annotation) -> int:
    """Count the voices that no other one is like."""
    limit = backends.threshold_of(engine)
    if limit is None:
        return len(found.speakers)
    different: list[NDArray[np.float32]] = []
    for speaker in found.speakers:
        voice = engine.voice(recording, _some(alone(found, speaker)))
        if voice is not None and all(float(voice @ other) < limit for other in different):
            different.append(voice)
    return len(different)


def _some(spans: Sequence[Span]) -> list[Span]:
    """Return the longest of the spans, as many as are enough."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda span: -span.duration):
        if sum(each.duration for each in chosen) < _ENOUGH:
            chosen.append(span)
    return sorted(chosen)
