"""What was to be reached, and whether it is, from the figures alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from measuring.document import table

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Target:
    """One line of what was to be reached.

    Attributes:
        what: was to be reached.
        wanted: in words.
        got: in words.
        reached: None where it was not measured.

    """

    what: str
    wanted: str
    got: str
    reached: bool | None

    @property
    def verdict(self) -> str:
        """In words.

        >>> Target("", "", "", None).verdict
        'not measured'
        """
        return {True: "reached", False: "**not reached**", None: "not measured"}[self.reached]


def at_most(what: str, got: float | None, limit: float, unit: str = "") -> Target:
    """Compare a figure with the most that it may be.

    >>> at_most("DER", 9.24, 10, " %").verdict
    'reached'
    """
    wanted = f"at most {limit:g}{unit}"
    if got is None:
        return Target(what, wanted, "-", None)
    return Target(what, wanted, f"{got:.3g}{unit}", got <= limit)


def at_least(what: str, got: float | None, limit: float, unit: str = "") -> Target:
    """Compare a figure with the least that it may be."""
    wanted = f"at least {limit:.3g}{unit}"
    if got is None:
        return Target(what, wanted, "-", None)
    return Target(what, wanted, f"{got:.3g}{unit}", got >= limit)


def listed(targets: Iterable[Target]) -> str:
    """Write them as a table."""
    head = ("target", "wanted", "measured", "")
    return table(head, [(item.what, item.wanted, item.got, item.verdict) for item in targets])
