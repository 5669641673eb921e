"""How many speak: what can be asked for, and whether the recording gave it."""

from __future__ import annotations

import math
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from diarizer import backends
from diarizer.audio.excerpt import alone
from diarizer.errors import InvalidArgument
from diarizer.messages.text import Text, text
from diarizer.types import Span
from diarizer.types.coverage import Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.backends import Backend
    from diarizer.types import Annotation, Recording

_ENOUGH = 15.0  # seconds of a voice that are compared
_SHORT = 1.5  # seconds that are hardly a voice
_PIECE = (
    0.6  # seconds that are no voice: what an engine cuts off to have one more sounds as it likes
)
_SURE = 0.13  # above the threshold of the backend, from where on two voices are one in any case


class Bounds(NamedTuple):
    """How many speak, as a caller gives it; see :func:`check_bounds`."""

    num_speakers: int | None = None
    min_speakers: int | None = None
    max_speakers: int | None = None

    @property
    def wanted(self) -> tuple[str, ...]:
        """What a backend has to be able to for them; see :func:`diarizer.backends.resolve`."""
        return () if self == Bounds() else ("numbers",)


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


def in_vain(engine: Backend, recording: Recording, found: Annotation, bounds: Bounds) -> bool:
    """Whether voices were cut into pieces for a number that is not met even so.

    What was asked for is then no reason to keep the pieces: nobody gets what he wanted by them.
    """
    count, least = len(found.speakers), bounds.num_speakers or bounds.min_speakers or 1
    return 1 < count < least and _told_apart(engine, recording, found) < count


def unmet(
    engine: Backend, recording: Recording, found: Annotation, bounds: Bounds, left_out: int = 0
) -> Iterator[Remark]:
    """Say where a number that was asked for could not be met.

    ``left_out`` speakers were heard, and have no turn that is as long as asked.

    An engine that is told of four on a recording of two cuts their turns into pieces, and calls
    these somebody else. That such a piece is one of the others is heard in its voice.
    """
    count = len(found.speakers)
    least = bounds.num_speakers or bounds.min_speakers or 1
    most = bounds.num_speakers or bounds.max_speakers or count
    if not count:
        if not left_out and (bounds.num_speakers or bounds.min_speakers):
            said = text("Speakers asked for: {asked}; nobody speaks.", asked=least)
            yield Remark("speakers.fewer", said)
        return
    told = _told_apart(engine, recording, found) if min(count, least) > 1 else count
    if told < min(count, least):
        yield Remark(
            "speakers.fewer",
            text(
                "Speakers asked for: {asked}; in the result: {count}; by their voices: {told}. The"
                " others are pieces of the same voices, or too short to be a voice.",
                asked=least,
                count=count,
                told=max(1, told),
            ),
        )
    elif count + left_out < least:
        yield Remark(
            "speakers.fewer",
            text(
                "Speakers asked for: {asked}; told apart: {told}. More would be pieces of the same"
                " voices, or too short to be a voice.",
                asked=least,
                told=count,
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
    voices = [_Voice(engine, recording, _some(alone(found, each))) for each in found.speakers]
    voices = [each for each in voices if each.whole is not None and each.seconds >= _PIECE]
    loosely = _different(voices, lambda one, other: one.cosine(other) >= limit)
    if len(voices) - loosely > 1:  # one pair may be two people who sound alike, but not two pairs
        return loosely
    return _different(voices, lambda one, other: one.like(other, limit))


def _different(voices: Sequence[_Voice], like: Callable[[_Voice, _Voice], bool]) -> int:
    different: list[_Voice] = []
    for voice in voices:
        if not any(like(voice, other) for other in different):
            different.append(voice)
    return len(different)


class _Voice:
    """A voice, and how much one half of what it says is like the other.

    Two people whom the same microphone hears from afar are more alike than two who are close: so
    pieces of one voice are those that are no less alike than the halves of each.
    """

    def __init__(self, engine: Backend, recording: Recording, spans: Sequence[Span]) -> None:
        self._voice = partial(engine.voice, recording)
        self._spans = spans
        self.whole: NDArray[np.float32] | None = self._voice(spans)

    @property
    def seconds(self) -> float:
        """How long it is heard."""
        return sum(span.duration for span in self._spans)

    def cosine(self, other: _Voice) -> float:
        """Return how alike both are; not at all where one is too short to be a voice."""
        if self.whole is None or other.whole is None:
            return -1.0
        return float(self.whole @ other.whole)

    def like(self, other: _Voice, limit: float) -> bool:
        """Whether both are the same person; ``limit`` is the similarity below which nobody is."""
        alike = self.cosine(other)
        short = min(self.seconds, other.seconds) < _SHORT
        if alike < limit or alike >= limit + _SURE or short:
            return alike >= limit
        halves = [half for half in (self.halves, other.halves) if half is not None]
        return bool(halves) and alike >= sum(halves) / len(halves)

    @cached_property
    def halves(self) -> float | None:
        """How alike both halves are; None where one is too short to be a voice."""
        one, other = (self._voice(half) for half in _halves(self._spans))
        return None if one is None or other is None else float(one @ other)


def _halves(spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Part spans where half of their seconds is over.

    >>> from diarizer.types import Span
    >>> _halves([Span(0.0, 1.0), Span(2.0, 5.0)])
    ([Span(start=0.0, end=1.0), Span(start=2.0, end=3.0)], [Span(start=3.0, end=5.0)])
    """
    left = sum(span.duration for span in spans) / 2.0
    halves: tuple[list[Span], list[Span]] = ([], [])
    for span in spans:
        middle = span.start + min(max(left, 0.0), span.duration)
        left -= span.duration
        for half, piece in zip(halves, ((span.start, middle), (middle, span.end)), strict=True):
            if piece[0] < piece[1]:
                half.append(Span(*piece))
    return halves


def _some(spans: Sequence[Span]) -> list[Span]:
    """Return the longest of the spans, as many as are enough."""
    chosen: list[Span] = []
    for span in sorted(spans, key=lambda span: -span.duration):
        if sum(each.duration for each in chosen) < _ENOUGH:
            chosen.append(span)
    return sorted(chosen)
