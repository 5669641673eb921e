"""What follows from the findings: results, a verdict for each backend, the report. No input, no output."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.model.check import Check
    from setup_doctor.model.finding import Finding, Status

SCHEMA_VERSION = 1


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
