"""Files of packages that are shorter than pip wrote down, or gone.

An interrupted installation, a full disk or a virus scanner leaves them. pip looks at versions only
and takes such a package for installed, so that installing once more repairs nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from setup_doctor.diagnosis import search_path
from setup_doctor.install import torch_build
from setup_doctor.install.route import ROUTES
from setup_doctor.install.torchaudio import ASIDE
from setup_doctor.machine.installed_closure import closure
from setup_doctor.messages.text import text
from setup_doctor.model import Evidence, Status
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setup_doctor.machine import InstalledFile, Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding

# A wheel is a zip: compiled code shrinks to about a third.
_PACKED = 3
_COMPILED = (".so", ".pyd", ".dll", ".dylib")
_LOADED = (*_COMPILED, ".py")
# Of a file that is there: what the loader of Linux says where its header is of another processor.
_REFUSED = re.compile(
    r"cannot open shared object file|wrong ELF class|invalid ELF header|incompatible architecture"
    r"|wrong architecture|WinError 193\b"
)


def blamed(machine: Machine, backend: str, finding: Finding) -> Finding:
    """The same failure, blamed on the packages of `backend` that are hidden, or whose files are cut.

    Args:
        machine: whose packages.
        backend: its packages, and all that they require, are looked at; none are known of one
            that another distribution brings.
        finding: what is said of the failure; stays as it is unless it failed.
    """
    if backend not in ROUTES:
        return blamed_on(machine, (), finding)
    found = blamed_on(machine, ROUTES[backend].requirements, finding)
    return _left_over(machine, backend, found) if found is finding else found


def _left_over(machine: Machine, backend: str, finding: Finding) -> Finding:
    """The same failure, blamed on a package of which a folder alone is left, which Python takes for a part."""
    told = finding.message.values.get("module", "") if finding.cause == "packages.part-gone" else ""
    name = str(told).partition(".")[0].replace("_", "-").lower()
    if not name or machine.has(name) or name not in closure(machine, ROUTES[backend].requirements):
        return finding
    return replace(
        finding,
        message=text("{name} is not installed: of it only a folder is left.", name=name),
        remedies=(common_remedies.install(backend, machine),),
    )


def blamed_on(machine: Machine, packages: tuple[str, ...], finding: Finding) -> Finding:
    """The same failure, blamed on those of `packages`, and of all that they require, that are not whole."""
    finding = search_path.blamed(machine, finding)
    if finding.status is not Status.FAILED or finding.cause == "python.hidden-packages":
        return finding
    names = sorted(closure(machine, packages))
    found: dict[str, list[tuple[str, Text]]] = {
        name: files
        for name in names
        if (files := cut(machine, machine.installed_files(name, _LOADED)))
    }
    message = text(
        "{names}: files are cut or gone. An interrupted installation, a full disk or a virus "
        "scanner does that.",
        names=", ".join(found),
    )
    if not found and (found := _refused(machine, names, finding)):
        message = text(
            "{names}: a compiled file is there and is not loaded: it was made for another processor or system, "
            "or is damaged inside.",
            names=", ".join(found),
        )
    if not found:
        return finding
    pins = [
        torch_build.pinned(name, d.version) for name in found if (d := machine.distribution(name))
    ]
    seen = [Evidence(*each) for files in found.values() for each in files[:3]]
    return replace(
        finding,
        cause="packages.cut",
        message=message,
        evidence=(*finding.evidence, *seen),
        remedies=(
            common_remedies.reinstall(*pins, megabytes=_fetched(machine, found)),
            *finding.remedies,
        ),
    )


def _refused(
    machine: Machine, names: Iterable[str], finding: Finding
) -> dict[str, list[tuple[str, Text]]]:
    """The packages of `names` one of whose files the failure names as one that cannot be opened."""
    said = " ".join(str(each.seen) for each in finding.evidence)
    if _REFUSED.search(said) is None:
        return {}
    there = text("is there in its size")
    found = {
        name: [
            (str(f.path), there)
            for f in machine.installed_files(name, _COMPILED)
            if str(f.path) in said
        ]
        for name in names
    }
    return {name: files for name, files in found.items() if files}


def cut(machine: Machine, files: Iterable[InstalledFile]) -> list[tuple[str, Text]]:
    """Those of `files` that do not have the size that pip wrote down: the path, and both sizes."""
    return [
        (
            str(file.path),
            text("{size} bytes instead of {wanted}", size=found, wanted=file.size),
        )
        for file in files
        if file.size is not None
        and (found := machine.size(file.path)) != file.size
        and not _is_set_aside(machine, file)
    ]


def _is_set_aside(machine: Machine, file: InstalledFile) -> bool:
    """Whether the doctor itself has given it another name: what is gone by that is not missed."""
    return machine.size(file.path.with_name(file.path.name + ASIDE)) == file.size


def _fetched(machine: Machine, names: Iterable[str]) -> int:
    files = [file for name in names for file in machine.installed_files(name, _LOADED)]
    return 1 + sum(file.size or 0 for file in files) // (_PACKED * 1_000_000)
