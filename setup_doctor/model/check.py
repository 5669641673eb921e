"""What a check is: a question about the machine, made of a function. No input, no output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from setup_doctor.machine import Machine
    from setup_doctor.model.finding import Finding

# "Looks at:", "Usual causes of a failure:": how a paragraph of an explanation begins.
_BEGINNING = re.compile(r"[A-Z][a-z ]{2,30}:")


class Cost(str, Enum):
    """What kind of time a check takes; each kind has a limit and an option to leave it out."""

    FAST = "fast"
    NETWORK = "network"
    HEAVY = "heavy"
    DEEP = "deep"  # only where it is asked for

    @property
    def limit(self) -> float:
        """The time limit, in seconds. Generous: a virus scanner reads each new file first."""
        return {Cost.FAST: 60.0, Cost.NETWORK: 30.0, Cost.HEAVY: 600.0, Cost.DEEP: 300.0}[self]


@dataclass(frozen=True, eq=False)
class Check:
    """A question about the machine. Made by :func:`check`, called with a `Machine`.

    Attributes:
        id: ``area.name``, from where the function stands.
        requires: the checks that have to pass before this one means anything.
        prefers: checks that are looked at before this one and hold nothing up: it can do without.
        uses: checks of what it takes along where that is there, and never asks for: when that has
            been repaired, this one is looked at once more.
        platforms: where it applies (``windows``, ``linux``, ``macos``); empty for everywhere.
        backend: set on the check that proves a backend; its verdict is read off there.
    """

    id: str
    title: str
    examine: Callable[[Machine], Finding]
    requires: tuple[Check, ...] = ()
    platforms: frozenset[str] = frozenset()
    cost: Cost = Cost.FAST
    backend: str = ""
    prefers: tuple[Check, ...] = ()
    uses: tuple[Check, ...] = ()

    def __call__(self, machine: Machine) -> Finding:
        """Examine `machine`."""
        return self.examine(machine)

    @property
    def area(self) -> str:
        """The first half of the id: ``packages`` of ``packages.torch``."""
        return self.id.partition(".")[0]

    def applies(self, platform: str) -> bool:
        """Whether it means anything on `platform`."""
        return not self.platforms or platform in self.platforms

    @property
    def explanation(self) -> str:
        """The paragraphs of the docstring: what is looked at, why, the usual causes."""
        lines = (self.examine.__doc__ or "").strip().splitlines()
        return "\n".join(line.strip() for line in lines[1:]).strip()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The same, parted as translators get it: "Why: ...", "Fix: ...", each on one line."""
        parts: list[str] = []
        for line in self.explanation.splitlines():
            if not parts or not line or _BEGINNING.match(line):
                parts.append(line)
            else:
                parts[-1] = f"{parts[-1]} {line}".strip()
        return tuple(filter(None, parts))

    def closure(self) -> set[Check]:
        """This check and everything that is looked at for it."""
        before = (*self.requires, *self.prefers)
        return {self}.union(*(each.closure() for each in before))

    def foundation(self) -> set[Check]:
        """This check and everything that it cannot do without."""
        return {self}.union(*(required.foundation() for required in self.requires))


def check(
    *,
    requires: tuple[Check, ...] = (),
    prefers: tuple[Check, ...] = (),
    uses: tuple[Check, ...] = (),
    platforms: tuple[str, ...] = (),
    cost: Cost = Cost.FAST,
    backend: str = "",
) -> Callable[[Callable[[Machine], Finding]], Check]:
    """Turn a function into a :class:`Check` whose id says where it stands."""

    def decorate(examine: Callable[[Machine], Finding]) -> Check:
        area = examine.__module__.rpartition("checks.")[2].partition(".")[0]
        name = examine.__name__.strip("_").replace("_", "-")
        title = (examine.__doc__ or name).strip().splitlines()[0]
        return Check(
            f"{area}.{name}",
            title,
            examine,
            requires,
            frozenset(platforms),
            cost,
            backend,
            prefers,
            uses,
        )

    return decorate
