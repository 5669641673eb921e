"""What a backend weighs on this disk: its packages, with everything that they require."""

from __future__ import annotations

from importlib import metadata

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name


def megabytes(names: tuple[str, ...]) -> float:
    """The recorded size of the packages `names` and of what they require, in MB.

    Packages that are not installed count as nothing.
    """
    return sum(_size(name) for name in closure(names)) / 1e6


def closure(names: tuple[str, ...]) -> set[NormalizedName]:
    """The packages `names`, and all that they require of what is installed."""
    waiting = [canonicalize_name(Requirement(name).name) for name in names]
    seen: set[NormalizedName] = set()
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting += _required(name)
    return seen


def _required(name: str) -> list[NormalizedName]:
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []
    required = (Requirement(line) for line in lines)
    return [
        canonicalize_name(r.name)
        for r in required
        if r.marker is None or r.marker.evaluate({"extra": ""})
    ]


def _size(name: str) -> int:
    try:
        files = metadata.files(name) or []
    except metadata.PackageNotFoundError:
        return 0
    return sum(file.size or 0 for file in files)
