"""The signs that stand for a status: readable without colour, and without Unicode."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setup_doctor.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Marks:
    """One set of signs."""

    by_status: Mapping[Status, str]
    arrow: str
    rule: str


_STYLES = {
    Status.OK: "green",
    Status.NOTE: "cyan",
    Status.WARNING: "yellow",
    Status.ABSENT: "dim",
    Status.FAILED: "bold red",
    Status.UNKNOWN: "magenta",
    Status.SKIPPED: "dim",
    Status.CRASHED: "bold red",
}

UNICODE = Marks(
    {
        Status.OK: "✓",
        Status.NOTE: "·",
        Status.WARNING: "!",
        Status.ABSENT: "○",
        Status.FAILED: "✗",
        Status.UNKNOWN: "?",
        Status.SKIPPED: "–",
        Status.CRASHED: "✗",
    },
    arrow="→",
    rule="─",
)
# What a Windows console in code page 866, 1251, 1252 or 437 can show.
ASCII = Marks(
    {
        Status.OK: "[OK]",
        Status.NOTE: "[OK]",
        Status.WARNING: "[!!]",
        Status.ABSENT: "[--]",
        Status.FAILED: "[XX]",
        Status.UNKNOWN: "[??]",
        Status.SKIPPED: "[--]",
        Status.CRASHED: "[XX]",
    },
    arrow="->",
    rule="-",
)


def style(status: Status) -> str:
    """The colour that goes with a status, as rich names it."""
    return _STYLES[status]


def signs(marks: Marks) -> str:
    """Every sign of a set, to ask whether a stream can show them."""
    return "".join((*marks.by_status.values(), marks.arrow, marks.rule))
