"""The clock of one track: where the samples that come next belong.

A container says when each piece is to be heard. Where its clock runs ahead of the samples, some
were lost, or never recorded: silence stands there, so that what follows is heard when a player
plays it. Where the clock goes back, as at the seam of two recordings that were joined, the samples
go on, and the clock is taken to have been set.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from diarizer.types import Span

# A shorter one is a container's rounding of its clock, not a hole in the recording.
GAP = 0.1
_LONGEST = 3600.0  # seconds of silence that are believed where the container has no end


@dataclass(slots=True)
class Clock:
    """The time of a track, counted from where a player begins.

    Attributes:
        end: when the container ends; None where it does not say.
        position: seconds of what came so far.
        holes: what was missing, the wait before the first sample apart.
        shift: what the clock of the container has been set back by.

    """

    end: float | None
    position: float = 0.0
    holes: list[Span] = field(default_factory=list)
    shift: float = 0.0
    _begun: bool = False

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
        if late < -GAP:
            self.shift -= late
        believed = late < _LONGEST if self.end is None else time < self.end
        if not (late > GAP and believed):
            return 0.0
        if self._begun:
            self.holes.append(Span(self.position, self.position + late))
        self.position += late
        return late

    def passed(self, seconds: float) -> None:
        """Take note of what has come."""
        self._begun = True
        self.position += seconds
