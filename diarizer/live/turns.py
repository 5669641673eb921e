"""From frames that are settled, one after another, to turns, and to names that are corrected."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from diarizer.types import Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.backends.base import Heard, Listener

_KEPT = 10_000  # turns that can still be corrected: some hours


@dataclass(frozen=True, slots=True)
class Options:
    """What a turn is.

    Attributes:
        bridge: seconds of a pause of one speaker that split no turn.
        shortest: seconds; shorter ones are left out.

    """

    bridge: float = 0.35
    shortest: float = 0.1


@dataclass(frozen=True, slots=True)
class Settled:
    """A turn that is over.

    Attributes:
        number: of the turn, from 1.
        turn: who spoke when.
        heard: seconds of the recording that had been heard by then.

    """

    number: int
    turn: Turn
    heard: float


@dataclass(frozen=True, slots=True)
class Corrected:
    """A speaker who turned out to be another one.

    Attributes:
        speaker: who is no more.
        now: who it is.
        turns: settled turns that are theirs from now on, with the new name.

    """

    speaker: str
    now: str
    turns: tuple[Settled, ...]


@dataclass(frozen=True, slots=True)
class Now:
    """Who is speaking.

    Attributes:
        heard: seconds of the recording that were heard.
        speakers: names; empty for somebody who is not known yet.

    """

    heard: float
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Nothing comes.

    Attributes:
        heard: seconds of the recording that were heard.
        seconds: since when.

    """

    heard: float
    seconds: float


@dataclass(slots=True)
class _Open:
    """A turn that may go on."""

    start: float
    end: float


@dataclass(slots=True)
class Turns:
    """What was settled so far.

    Attributes:
        listener: whose frames they are.
        options: what a turn is.

    """

    listener: Listener
    options: Options = field(default_factory=Options)
    _names: dict[int, str] = field(default_factory=dict)
    _open: dict[int, _Open] = field(default_factory=dict)
    _frames: int = 0
    _count: int = 0
    _latest: deque[Settled] = field(default_factory=lambda: deque(maxlen=_KEPT))

    def take(self, heard: Heard, until: float, *, end: bool = False) -> Iterator[object]:
        """Yield what a step has brought: corrections, then settled turns, then who speaks now.

        Args:
            heard: the step.
            until: seconds of the recording that were heard.
            end: whether it is the last one.

        """
        for gone, kept in heard.merged:
            if found := self._corrected(gone, kept):
                yield found
        for person, first, last in _runs(heard.settled):
            yield from self._went_on(person, self._time(first), min(self._time(last), until), until)
        self._frames += len(heard.settled)
        edge = float("inf") if end else self._time(0) - self.options.bridge
        over = [person for person, turn in self._open.items() if turn.end < edge]
        for person in sorted(over, key=lambda person: self._open[person].start):
            yield from self._close(person, until)
        yield Now(until, tuple(self.name(person) if person >= 0 else "" for person in heard.now))

    def name(self, person: int) -> str:
        """Name a person, in order of appearance."""
        return self._names.setdefault(person, f"SPEAKER_{len(self._names):02d}")

    def _time(self, frame: int) -> float:
        """Return the time of a frame of this step."""
        frame += self._frames
        return self.listener.origin + frame * self.listener.frame if frame else 0.0

    def _went_on(self, person: int, start: float, end: float, until: float) -> Iterator[Settled]:
        turn = self._open.get(person)
        if turn is not None and start - turn.end <= self.options.bridge:
            turn.end = end
            return
        if turn is not None:
            yield from self._close(person, until)
        self._open[person] = _Open(start, end)

    def _close(self, person: int, until: float) -> Iterator[Settled]:
        turn = self._open.pop(person)
        if turn.end - turn.start < self.options.shortest:
            return
        self._count += 1
        span = Span(round(turn.start, 3), round(turn.end, 3))
        self._latest.append(Settled(self._count, Turn(span, self.name(person)), until))
        yield self._latest[-1]

    def _corrected(self, gone: int, kept: int) -> Corrected | None:
        """Let one be the other; None where the one had no name yet."""
        if gone in self._open:
            own = self._open.pop(gone)
            other = self._open.setdefault(kept, own)
            other.start, other.end = min(own.start, other.start), max(own.end, other.end)
        if gone not in self._names:
            return None
        before, now = self._names[gone], self.name(kept)
        theirs = []
        for place, one in enumerate(self._latest):
            if one.turn.speaker == before:
                self._latest[place] = replace(one, turn=replace(one.turn, speaker=now))
                theirs.append(self._latest[place])
        return Corrected(before, now, tuple(theirs))


def _runs(active: np.typing.NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
    """Yield person, first frame and the frame after the last, in order of time."""
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for person in np.flatnonzero(active.any(axis=0)).tolist():
        edges = np.flatnonzero(np.diff(active[:, person], prepend=False, append=False)).tolist()
        found[person] = list(zip(edges[::2], edges[1::2], strict=True))
    runs = [(first, last, person) for person, some in found.items() for first, last in some]
    for first, last, person in sorted(runs):
        yield person, first, last
