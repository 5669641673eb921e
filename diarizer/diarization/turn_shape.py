"""What a turn is, where a caller says so: how short, across which pauses, and how surely speech."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from diarizer.errors import InvalidArgument
from diarizer.messages.text import plural, text
from diarizer.types import Span
from diarizer.types.coverage import ALL_SHORT, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from diarizer.backends import Backend
    from diarizer.messages.text import Text
    from diarizer.types import Annotation, Turn


class Shape(NamedTuple):
    """What a caller asks for; None leaves it to the backend.

    Attributes:
        min_turn: seconds; a shorter turn is left out.
        bridge: seconds; a pause of one speaker of at most that length splits no turn, unless
            somebody else speaks in it.
        vad_threshold: chance, between 0 and 1, from which silero-vad hears somebody.

    """

    min_turn: float | None = None
    bridge: float | None = None
    vad_threshold: float | None = None


def check_shape(min_turn: float | None, bridge: float | None, vad_threshold: float | None) -> Shape:
    """Return a shape, and refuse what no turn could be like.

    Raises:
        InvalidArgument: no number, below zero, or a threshold that is no chance.

    """
    for name, value in (("min_turn", min_turn), ("bridge", bridge)):
        if value is not None and not (_number(value) and value >= 0.0):
            raise _refused(
                text("{name} is a number of seconds, 0 or more.", name=name), name, value
            )
    chance = vad_threshold
    if chance is not None and not (_number(chance) and 0.0 < chance < 1.0):
        said = text("vad_threshold is a number above 0 and below 1.")
        raise _refused(said, "vad_threshold", chance)
    return Shape(min_turn, bridge, vad_threshold)


def _number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _refused(said: Text, name: str, value: object) -> InvalidArgument:
    return InvalidArgument(
        said,
        context=f"{name}={value!r}",
        hint=text("Pass seconds such as 0.3, and a threshold such as 0.5; or leave them out."),
    )


def adapted(engine: Backend, shape: Shape) -> Backend:
    """Return the engine with its own threshold and its own pauses as they are asked for.

    Raises:
        InvalidArgument: it has no such threshold.

    """
    if shape.vad_threshold is None and shape.bridge is None:
        return engine
    adapt: Callable[..., Backend | None] | None = getattr(engine, "adapted", None)
    found = adapt(vad_threshold=shape.vad_threshold, bridge=shape.bridge) if adapt else None
    if found is None and shape.vad_threshold is not None:
        raise InvalidArgument(
            text("What diarizes here has no threshold that could be chosen."),
            context=f"vad_threshold={shape.vad_threshold!r}",
            hint=text(
                "Leave vad_threshold out, or choose the backend 'resemblyzer' or 'open' with"
                " silero-vad: setup-doctor install resemblyzer"
            ),
        )
    return found or engine


def shaped(found: Annotation, shape: Shape) -> Annotation:
    """Join the turns of one speaker across pauses, then leave out what is shorter than asked."""
    turns: Iterable[Turn] = found.turns
    if shape.bridge is not None:
        turns = _bridged(found.turns, shape.bridge)
    if shape.min_turn is not None:
        turns = (turn for turn in turns if turn.span.duration >= shape.min_turn)
    return replace(found, turns=tuple(turns))


def left_out(before: Annotation, after: Annotation, shape: Shape) -> Iterator[Remark]:
    """Say of how many speakers no turn is left, as all of theirs are shorter than asked."""
    count = len(before.speakers) - len(after.speakers)
    if count:
        said = plural(
            "{count} speaker is left out: no turn of theirs lasts {seconds:g} s.",
            "{count} speakers are left out: no turn of theirs lasts {seconds:g} s.",
            count=count,
            seconds=shape.min_turn,
        )
        yield Remark(ALL_SHORT, said)


def _bridged(turns: tuple[Turn, ...], longest: float) -> list[Turn]:
    """Join where no other turn begins or goes on between two turns of one speaker."""
    joined: list[Turn] = []
    ends: dict[str, float] = {}  # of the last turn of each speaker
    last: dict[str, int] = {}
    for turn in turns:
        at = last.get(turn.speaker)
        before = joined[at] if at is not None else None
        others = max((end for name, end in ends.items() if name != turn.speaker), default=-math.inf)
        if before and turn.span.start - before.span.end <= longest and others <= before.span.end:
            joined[at or 0] = _both(before, turn)
        else:
            last[turn.speaker] = len(joined)
            joined.append(turn)
        ends[turn.speaker] = max(ends.get(turn.speaker, 0.0), turn.span.end)
    return joined


def _both(one: Turn, other: Turn) -> Turn:
    """Make one turn of two, as sure as both are on average over their seconds."""
    sure = one.confidence
    if one.confidence is not None and other.confidence is not None:
        seconds = one.span.duration, other.span.duration
        weighed = one.confidence * seconds[0] + other.confidence * seconds[1]
        sure = round(weighed / max(sum(seconds), 1e-9), 3)
    return replace(
        one, span=Span(one.span.start, max(one.span.end, other.span.end)), confidence=sure
    )
