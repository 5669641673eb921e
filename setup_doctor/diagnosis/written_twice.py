"""Packages that are written down more than once: what pip says of them is true of one alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from setup_doctor.install import torch_build
from setup_doctor.machine.shell import PYTHON
from setup_doctor.messages.text import text
from setup_doctor.model import Remedy
from setup_doctor.repair.common_remedies import by_hand

if TYPE_CHECKING:
    from pathlib import Path

    from setup_doctor.machine import Machine

_RECORD = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)(?:-py\d[\d.]*)?\.(?:dist|egg)-info")
_OWN = "setup-doctor"  # at no index


@dataclass(frozen=True, slots=True)
class Twice:
    """A package, the folders that describe it, and those of them that pip can read.

    Attributes:
        name: as pip spells it.
        records: the folders, with the version that each names.
        whole: those that hold what an uninstallation needs.
        bound: it came from a folder or an address, and not from an index.
    """

    name: str
    records: tuple[tuple[Path, str], ...]
    whole: tuple[tuple[Path, str], ...]
    bound: bool


def written_twice(machine: Machine) -> tuple[Twice, ...]:
    """What lies more than once in one of the folders of this Python's packages."""
    found: dict[tuple[Path, str], list[tuple[Path, str]]] = {}
    for folder in dict.fromkeys(map(machine.resolved, machine.interpreter.packages)):
        for entry in machine.entries(folder):
            if (match := _RECORD.fullmatch(entry)) is not None:
                name = re.sub(r"[-_.]+", "-", match["name"]).lower()
                found.setdefault((folder, name), []).append((folder / entry, match["version"]))
    return tuple(
        _twice(name, records, machine) for (_, name), records in found.items() if len(records) > 1
    )


def _twice(name: str, records: list[tuple[Path, str]], machine: Machine) -> Twice:
    whole = tuple(
        (path, version)
        for path, version in records
        if machine.is_file(path / "METADATA") and machine.is_file(path / "RECORD")
    )
    bound = any(machine.is_file(path / "direct_url.json") for path, _ in records)
    return Twice(name, tuple(records), whole, bound or name == _OWN)


def remedy(twice: Twice, machine: Machine) -> Remedy:
    """Take it away as often as it is written down, and bring it once, in the newest version of these."""
    rest = [path.name for path, _ in twice.records if path not in {p for p, _ in twice.whole}]
    if rest:
        # pip passes over what it cannot read, and takes it away by no command.
        return by_hand(
            text("Delete in {folder}: {names}", folder=_parent(twice), names=", ".join(rest))
        )
    away = (PYTHON, "-m", "pip", "uninstall", "--yes", twice.name)
    if twice.bound:
        return by_hand(
            text(
                "Run {count} times: python -m pip uninstall {name}; then install it again as before",
                count=len(twice.whole),
                name=twice.name,
            )
        )
    newest = max((version for _, version in twice.whole), key=_order)
    wanted = ("--no-deps", "--only-binary=:all:", *torch_build.indexes((twice.name,)))
    again = (PYTHON, "-m", "pip", "install", *wanted, f"{twice.name}=={newest}")
    return Remedy(
        text("Remove {name} as often as it is written down, and install it once", name=twice.name),
        (*[away] * len(twice.whole), again),
        megabytes=_megabytes(twice.name, machine),
    )


def _megabytes(name: str, machine: Machine) -> int:
    # A wheel is a zip: what it holds shrinks to about a third.
    sizes = (file.size or 0 for file in machine.installed_files(name, ("",)))
    return max(1, round(sum(sizes) / 3e6))


def _parent(twice: Twice) -> str:
    return str(twice.records[0][0].parent)


def _order(version: str) -> Version:
    # A folder spells the blanks and dashes of a version as lines below.
    try:
        return Version(version.replace("_", "-"))
    except InvalidVersion:  # older than any that is one
        return Version("0.dev0")
