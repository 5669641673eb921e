"""The clock of one track: where the samples that come next belong.

A container says when each piece is to be heard. Where its clock runs ahead of the samples, some
were lost, or never recorded: silence stands there, so that what follows is heard when a player
plays it. Where the clock goes back, as at the seam of two recordings that were joined, the samples
go on, and the clock is taken to have been set. So it is where the clock runs ahead by more than any
recording would: one damaged number in a header would stand for days of silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

# A shorter one is a container's rounding of its clock, not a hole in the recording.
GAP = 0.1
# Seconds of silence that are believed of any file: who was muted in a meeting has no packets.
_ALWAYS = 3600.0
_LONGEST = 12 * 3600.0  # of any file at all
_INTERLEAVED = 3.0  # seconds that one track of a stream may lie before another in the file
_BYTES = 50.0  # a second of any recording takes at least; of a silent one, its pictures do


def believable(size: int) -> float:
    """Return the seconds of silence that a file of so many bytes can have.

    >>> believable(20_000), believable(400_000), believable(10**9)
    (3600.0, 8000.0, 43200.0)
    """
    return max(_ALWAYS, min(size / _BYTES, _LONGEST))


@dataclass(slots=True)
class Clock:
    """The time of a track, counted from where a player begins.

    Attributes:
        end: when the container ends; None where it does not say.
        most: seconds of silence that are believed, all together.
        position: seconds of what came so far.
        holes: what was missing, the wait before the first sample apart.
        shift: what the clock of the container has been set back by.
        damaged: whether it ran ahead further than can be believed.
        begun: whether anything came.

    """

    end: float | None
    most: float = _ALWAYS
    position: float = 0.0
    holes: list[Span] = field(default_factory=list)
    shift: float = 0.0
    damaged: bool = False
    begun: bool = False
    _silent: float = 0.0

    def silence(self, time: float | None) -> float:
        """Return the seconds of silence before a piece that the container puts at ``time``.

        >>> clock = Clock(end=9.0)
        >>> clock.passed(2.0)
        >>> clock.silence(2.05), clock.silence(5.0), clock.position
        (0.0, 3.0, 5.0)
        """
        if time is None:
            return 0.0
        late = time + self.shift - self.position
        if late > GAP and self._silent + late > self.most:
            self.damaged = True
            self.shift -= late
            return 0.0
        if late < -GAP:
            self.shift -= late
        if not (late > GAP and (self.end is None or time < self.end)):
            return 0.0
        self._silent += late
        if self.begun:
            self.holes.append(Span(self.position, self.position + late))
        self.position += late
        return late

    def rest(self, end: float) -> float:
        """Return the seconds of silence up to an end, after all that came.

        >>> clock = Clock(end=9.0)
        >>> clock.passed(2.0)
        >>> clock.rest(9.0), clock.rest(9.0)
        (7.0, 0.0)
        """
        late = end + self.shift - self.position
        if not GAP < late <= self.most - self._silent:
            return 0.0
        self.position += late
        return late

    def passed(self, seconds: float) -> None:
        """Take note of what has come."""
        self.begun = True
        self.position += seconds

    def set_beside(self, others: Iterable[Clock], time: float) -> None:
        """Begin as late as the tracks beside this one, of which earlier parts may have had no such.

        Where streams were joined, the clock of each part begins anew, for all of its tracks together.

        Args:
            others: the clocks of those tracks.
            time: where the container puts the piece that comes next.

        >>> first, second = Clock(end=None, position=60.0, shift=30.0), Clock(end=None)
        >>> second.set_beside([first], 29.5)
        >>> second.silence(29.5)
        59.5
        """
        first = max(others, key=lambda each: each.position, default=self)
        if self.begun and time + self.shift >= self.position - GAP:
            if self._was_away(first, time):
                self.shift = first.shift
            return
        if self.position < first.position - _INTERLEAVED:
            self.shift = first.shift
            if time + self.shift < first.position - _INTERLEAVED:  # set back before that one
                self.shift = first.position - time

    def _was_away(self, first: Clock, time: float) -> bool:
        """Whether a part began without this track, in which it comes later than it was left before.

        Pieces lie in the file beside those of the same time; the last one of a part may come late.
        """
        if time + self.shift <= self.position + GAP:
            return False
        near = abs(time + first.shift - first.position) <= _INTERLEAVED
        return near and time + self.shift < first.position - _INTERLEAVED
