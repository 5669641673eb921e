"""What the section on accuracy is made from, and which of it can be compared."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from measuring import scoring
from measuring.recordings import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from measuring.scoring import Score

NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Results:
    """Everything that the section is made from.

    Attributes:
        machine: and the day, in words.
        versions: of the packages of each system.
        scores: of each system, for the same recordings in the same order.
        failed: the systems that could not be run, and why.
        command: that was typed.
        left_out: scores of our backends, each recording with numbers that were chosen without the
            place where it comes from; by the name of the backend.
        up_to: systems that were asked about far-field meetings of at most so many seconds.

    """

    machine: str
    versions: Mapping[str, Mapping[str, str]]
    scores: Mapping[str, Sequence[Score]]
    failed: Mapping[str, str] = field(default_factory=dict)
    command: str = "python benchmarks/accuracy.py"
    left_out: Mapping[str, Sequence[Score]] = field(default_factory=dict)
    up_to: Mapping[str, float] = field(default_factory=dict)

    @property
    def asked(self) -> set[str]:
        """The systems that were to be measured, whether they could be or not."""
        return {*self.scores, *self.failed}

    @property
    def groups(self) -> list[str]:
        """The sets of recordings with speech that somebody was asked about."""
        there = {row.group for scores in self.scores.values() for row in scores}
        return [group for group in GROUPS if group in there]

    def names(self, group: str) -> set[str]:
        """Return the recordings of a set that anybody was asked about."""
        return set().union(*self._by_system(group))

    def common(self, group: str) -> set[str]:
        """Return those that everybody was asked about who was asked about the set at all."""
        return set.intersection(*self._by_system(group))

    @property
    def partial(self) -> list[str]:
        """The sets that somebody was asked about a part of: only that part can be compared."""
        return [group for group in self.groups if self.names(group) != self.common(group)]

    def _by_system(self, group: str) -> list[set[str]]:
        found = ({row.name for row in of(scores, group)} for scores in self.scores.values())
        return [names for names in found if names]


def of(scores: Iterable[Score], group: str) -> list[Score]:
    """Return the scores of one set."""
    return [row for row in scores if row.group == group]


def rate(scores: Iterable[Score]) -> float:
    """Return the pooled strict DER in %."""
    return scoring.rate(scoring.pooled(row.strict for row in scores))


def right(scores: Iterable[Score]) -> int:
    """Return in how many recordings the number of people is right."""
    return sum(row.found == row.true for row in scores)
