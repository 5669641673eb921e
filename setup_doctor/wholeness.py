"""Files of packages that are shorter than pip wrote down, or gone.

An interrupted installation, a full disk or a virus scanner leaves them. pip looks at versions only
and takes such a package for installed, so that installing once more repairs nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setup_doctor import ways
from setup_doctor.footprint import closure
from setup_doctor.install.route import ROUTES
from setup_doctor.model import Evidence, Status
from setup_doctor.text import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setup_doctor.machine import InstalledFile, Machine
    from setup_doctor.model import Finding

# A wheel is a zip: compiled code shrinks to about a third.
_PACKED = 3
_LOADED = (".so", ".pyd", ".dll", ".dylib", ".py")


def blamed(machine: Machine, backend: str, finding: Finding) -> Finding:
    """The same failure, blamed on the packages of `backend` whose files are cut, if there are any.

    Args:
        machine: whose packages.
        backend: its packages, and all that they require, are looked at.
        finding: what is said of the failure; stays as it is unless it failed.
    """
    if finding.status is not Status.FAILED:
        return finding
    found = {
        name: files
        for name in sorted(closure(ROUTES[backend].requirements))
        if (files := cut_files(machine, name))
    }
    if not found:
        return finding
    pins = [
        f"{name}=={d.version.partition('+')[0]}"
        for name in found
        if (d := machine.distribution(name))
    ]
    seen = [
        Evidence(
            str(f.path),
            text("{size} bytes instead of {wanted}", size=machine.size(f.path), wanted=f.size),
        )
        for files in found.values()
        for f in files[:3]
    ]
    return replace(
        finding,
        cause="packages.cut",
        message=text(
            "{names}: files are cut or gone. An interrupted installation, a full disk or a virus "
            "scanner does that.",
            names=", ".join(found),
        ),
        evidence=(*finding.evidence, *seen),
        remedies=(ways.reinstall(*pins, megabytes=_fetched(machine, found)), *finding.remedies),
    )


def cut_files(machine: Machine, name: str) -> list[InstalledFile]:
    """The files of package `name` that do not have the size that pip wrote down."""
    files = machine.installed_files(name, _LOADED)
    return [f for f in files if f.size is not None and machine.size(f.path) != f.size]


def _fetched(machine: Machine, names: Iterable[str]) -> int:
    files = [file for name in names for file in machine.installed_files(name, _LOADED)]
    return 1 + sum(file.size or 0 for file in files) // (_PACKED * 1_000_000)
