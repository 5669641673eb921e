"""What a check says: how it ended, why, on what evidence, and the ways out. No input, no output."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, Any

from setup_doctor.messages.redaction import cleaned, redact

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.messages.text import Text


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
        pieces: name and bytes of each part of the megabytes, where they are known: what several
            remedies share is fetched once.
    """

    title: Text
    commands: tuple[tuple[str, ...], ...] = ()
    page: str = ""
    megabytes: int = 0
    needs: frozenset[Needs] = frozenset()
    pieces: frozenset[tuple[str, int]] = frozenset()

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
