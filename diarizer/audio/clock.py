"""The clock of one track: where the samples that come next belong.

A container says when each piece is to be heard. Where its clock runs ahead of the samples, some
were lost, or never recorded: silence stands there, so that what follows is heard when a player
plays it. Where the clock goes back, as at the seam of two recordings that were joined, the samples
go on, and the clock is taken to have been set; where it falls behind by little at a time, what it
runs ahead by later makes good for that first. So it is where the clock runs ahead by more than any
recording would: one damaged number in a header would stand for days of silence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diarizer.messages.text import text
from diarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarizer.audio.report import Report

# A shorter one is a container's rounding of its clock, not a hole in the recording.
GAP = 0.1
# Seconds of silence that are believed of any file: who was muted in a meeting has no packets.
_ALWAYS = 3600.0
_LONGEST = 12 * 3600.0  # of any file at all
_INTERLEAVED = 3.0  # seconds that one track of a stream may lie before another in the file
_STEP = 1.0  # seconds: a clock that is set back by more was set anew, as where two were joined
_SLOW, _SLOW_SHARE = 1.0, 0.02  # seconds, and of all: what is more is no rounding of small steps
_TIMED = frozenset({"asf", "flv", "matroska", "mov"})  # of others FFmpeg makes the clock itself
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
        behind: seconds that it fell behind the samples, step by small step, and did not make good for.
        ahead: seconds that it ran ahead of them, in steps as small.
        burst: the most seconds that it made good for at once.

    """

    end: float | None
    most: float = _ALWAYS
    position: float = 0.0
    holes: list[Span] = field(default_factory=list)
    shift: float = 0.0
    damaged: bool = False
    begun: bool = False
    behind: float = 0.0
    ahead: float = 0.0
    burst: float = 0.0
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
            self.behind += -late if late > -_STEP else 0.0
        if not (late > GAP and (self.end is None or time < self.end)):
            return 0.0
        late -= self._caught_up(late)
        if late <= GAP:
            return 0.0
        self._silent += late
        self.ahead += late if late < _STEP else 0.0
        if self.begun:
            self.holes.append(Span(self.position, self.position + late))
        self.position += late
        return late

    def _caught_up(self, late: float) -> float:
        """Return what of running ahead only makes good for falling behind, step by small step.

        Pieces that a program stamps as they reach it come in bursts: within one the clock falls
        behind, and to the next it runs ahead by as much, and nothing was lost.
        """
        made_good = min(late, self.behind)
        self.behind -= made_good
        self.burst = max(self.burst, made_good)
        self.shift -= made_good
        return made_good

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

    @property
    def slow(self) -> bool:
        """Whether the samples go on for longer than the clock, all along."""
        return self.longer > max(_SLOW, _SLOW_SHARE * self.position, self.burst)

    @property
    def longer(self) -> float:
        """Return the seconds that it fell behind for good: one that trembles runs ahead as often."""
        return self.behind - self.ahead

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


def tell(clocks: Iterable[Clock], container: str, report: Report) -> None:
    """Warn of clocks that cannot be right, or that the samples do not keep to.

    Args:
        clocks: of all tracks.
        container: as FFmpeg calls it.
        report: where the warnings go.

    """
    clocks = list(clocks)
    if any(clock.damaged for clock in clocks):
        said = text(
            "The clock of the recording is damaged: it runs ahead further than any recording"
            " would. Its samples are taken one after another there, so that times may be early."
        )
        report.warn("audio.clock", said)
        report.container = None
    behind = max((each.longer for each in clocks if each.slow), default=0.0)
    if behind and container.split(",", maxsplit=1)[0] in _TIMED:
        said = text(
            "The samples of the recording last {seconds:.1f} s longer than its clock says: as likely"
            " as not its header has a wrong rate, so that voices are lower and slower than they were.",
            seconds=behind,
        )
        report.warn("audio.rate", said)
