"""The packages of a backend with everything that they require: what they weigh, and what lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from packaging.utils import NormalizedName

    from setup_doctor.machine import Machine


def megabytes(machine: Machine, names: tuple[str, ...]) -> float:
    """The recorded size of the packages `names` and of what they require, in MB.

    Packages that are not installed count as nothing.
    """
    return sum(_size(machine, name) for name in closure(machine, names)) / 1e6


def closure(machine: Machine, names: tuple[str, ...]) -> set[NormalizedName]:
    """The packages `names`, and all that they require of what is installed."""
    # Slow to load, and rarely needed.
    from packaging.requirements import Requirement  # noqa: PLC0415
    from packaging.utils import canonicalize_name  # noqa: PLC0415

    waiting = [canonicalize_name(Requirement(name).name) for name in names]
    seen: set[NormalizedName] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += required(machine, name)
    return seen


def lacking(machine: Machine, name: str) -> list[NormalizedName]:
    """What the installed package `name` requires itself and is not there, by `pip check`'s rule."""
    return [each for each in required(machine, name) if not machine.has(each)]


def required(machine: Machine, name: str) -> list[NormalizedName]:
    """What the installed package `name` requires itself, for this Python and without its extras."""
    from packaging.requirements import Requirement  # noqa: PLC0415
    from packaging.utils import canonicalize_name  # noqa: PLC0415

    found = machine.distribution(name)
    asked = (Requirement(line) for line in (found.requires if found else ()))
    # What the markers speak of: where another Python is looked after, it is not the doctor's own.
    dotted = machine.interpreter.dotted
    python = {"python_full_version": dotted, "python_version": dotted.rpartition(".")[0]}
    return [
        canonicalize_name(r.name)
        for r in asked
        if r.marker is None or r.marker.evaluate({"extra": "", **python})
    ]


def _size(machine: Machine, name: str) -> int:
    found = machine.metadata(name)
    return sum(file.size or 0 for file in (found.files if found else None) or ())
