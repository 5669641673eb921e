"""What a check is, what it finds, and what follows from that. No input, no output."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from setup_doctor.messages.redaction import cleaned, redact

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text

SCHEMA_VERSION = 1
# "Looks at:", "Usual causes of a failure:": how a paragraph of an explanation begins.
_BEGINNING = re.compile(r"[A-Z][a-z ]{2,30}:")


class Status(str, Enum):
    """How a check ended."""

    OK = "ok"
    NOTE = "note"  # fine, and worth a word: "no compiler, and none is needed"
    WARNING = "warning"  # works today, and may not tomorrow
    ABSENT = "absent"  # something optional that nobody has asked for
    FAILED = "failed"
    UNKNOWN = "unknown"  # could not be checked, which is not the same as wrong
    SKIPPED = "skipped"
    CRASHED = "crashed"  # a defect of the doctor's own

    @property
    def passes(self) -> bool:
        """Whether the checks that require this one may run."""
        return self in {Status.OK, Status.NOTE, Status.WARNING}


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


class Needs(str, Enum):
    """What a remedy asks of the person beyond a yes."""

    ADMINISTRATOR = "administrator"
    RESTART = "restart"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that was looked at, and what was seen there."""

    looked_at: str
    seen: Text | str


@dataclass(frozen=True, slots=True)
class Remedy:
    """A way out: commands that the user could have typed, or a step that only a person can do.

    Attributes:
        title: what it does, as an order: "Install torch".
        commands: argument lists, run one after the other; empty for a step by hand.
        page: an address to open in a browser.
        megabytes: how much is fetched, about.
        needs: administrator rights, a restart.
    """

    title: Text
    commands: tuple[tuple[str, ...], ...] = ()
    page: str = ""
    megabytes: int = 0
    needs: frozenset[Needs] = frozenset()

    @property
    def automatic(self) -> bool:
        """Whether the doctor can do it itself once it has been allowed to."""
        return bool(self.commands) and Needs.ADMINISTRATOR not in self.needs


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says: how it ended, why, on what evidence, and the way out."""

    status: Status
    message: Text
    cause: str = ""
    evidence: tuple[Evidence, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    data: Mapping[str, Any] = field(default_factory=dict)

    def redacted(self) -> Finding:
        """The same finding without a token or a password in it."""
        evidence = (Evidence(redact(e.looked_at), cleaned(e.seen)) for e in self.evidence)
        return replace(self, message=self.message.mapped(redact), evidence=tuple(evidence))


@dataclass(frozen=True, eq=False)
class Check:
    """A question about the machine. Made by :func:`check`, called with a `Machine`.

    Attributes:
        id: ``area.name``, from where the function stands.
        requires: the checks that have to pass before this one means anything.
        prefers: checks that are looked at before this one and hold nothing up: it can do without.
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
        )

    return decorate


@dataclass(frozen=True, slots=True)
class Result:
    """A finding, the check that made it, and the seconds it took.

    Attributes:
        suppressed: why the project wants it not to count; empty where it counts.
    """

    check: Check
    finding: Finding
    seconds: float = 0.0
    suppressed: str = ""

    @property
    def status(self) -> Status:
        """How it ended."""
        return self.finding.status

    @property
    def blocks(self) -> bool:
        """Whether it stands in the way of what requires it."""
        return not (self.status.passes or self.suppressed)


class State(str, Enum):
    """What can be said of a backend."""

    READY = "ready"  # a recording was diarized
    UNPROVEN = "unproven"  # nothing stands in the way, and nothing was diarized
    NOT_READY = "not ready"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one backend works here, on what proof, and what stands in its way."""

    backend: str
    state: State
    blockers: tuple[Result, ...] = ()
    proof: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found; each rendering is a function of it."""

    results: tuple[Result, ...]
    verdicts: tuple[Verdict, ...]
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def ready(self) -> tuple[Verdict, ...]:
        """The backends that have diarized."""
        return tuple(v for v in self.verdicts if v.state is State.READY)
