"""Asking vswhere.exe, Microsoft's own finder of Visual Studio, and reading what it prints."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from setup_doctor.msvc.facts import Instance

if TYPE_CHECKING:
    from setup_doctor.machine import Machine

# Without `-products *` Build Tools are invisible.
_PLAIN = ("-products", "*", "-prerelease", "-format", "json")
# What releases before 2.5 do not know, and end over.
_NEWER = ("-utf8", "-nologo", "-include", "packages")


@dataclass(frozen=True, slots=True)
class Listing:
    """What it said.

    Attributes:
        problem: why it said nothing; empty when it answered.
        instances: each with whether it is also listed without ``-all``.
    """

    problem: str = ""
    instances: tuple[Instance, ...] = ()


def place(machine: Machine) -> Path:
    """Where its installer puts it, whichever Visual Studio came first."""
    # In capitals, as os.environ gives every name on Windows.
    environ = machine.environ
    root = environ.get("PROGRAMFILES(X86)") or environ.get("PROGRAMFILES") or "C:\\"
    return Path(root) / "Microsoft Visual Studio" / "Installer" / "vswhere.exe"


def ask(machine: Machine) -> Listing:
    """List what is installed, twice.

    Without ``-all``, which is how pip asks, an installation that waits for a restart or broke off
    is passed over in silence (vswhere's own help).
    """
    program = place(machine)
    if not machine.is_file(program):
        return Listing("not there")
    every, problem = _call(machine, program, "-all")
    if problem:
        return Listing(problem)
    whole, _ = _call(machine, program)
    listed = {_path(each) for each in whole}
    return Listing("", tuple(_instance(each, listed, machine) for each in every))


def _call(machine: Machine, program: Path, *options: str) -> tuple[list[dict[str, Any]], str]:
    problem = ""
    for newer in (_NEWER, ()):
        answer = machine.run([program, *options, *_PLAIN, *newer])
        found = _parsed(answer.stdout)
        if answer.ok and found is not None:
            return found, ""
        problem = problem or answer.problem or f"code {answer.returncode}: {answer.last_line}"
    return [], problem


def _parsed(listing: str) -> list[dict[str, Any]] | None:
    try:
        found = json.loads(listing.lstrip("\ufeff").strip() or "[]")
    except json.JSONDecodeError:
        return None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else None


def _path(raw: dict[str, Any]) -> str:
    return str(raw.get("installationPath", ""))


def _instance(raw: dict[str, Any], listed: set[str], machine: Machine) -> Instance:
    path = _path(raw)
    packages = raw.get("packages")
    script = Path(path) / "VC" / "Auxiliary" / "Build" / "vcvarsall.bat"
    return Instance(
        name=str(raw.get("displayName") or raw.get("installationName") or "Visual Studio"),
        version=str(raw.get("installationVersion", "")),
        path=path,
        product=str(raw.get("productId", "")),
        packages=None if packages is None else frozenset(_ids(packages)),
        toolsets=machine.entries(Path(path) / "VC" / "Tools" / "MSVC"),
        # Old releases leave out flags: what is not said is taken for well.
        complete=bool(raw.get("isComplete", True)),
        launchable=bool(raw.get("isLaunchable", True)),
        restart=bool(raw.get("isRebootRequired", False)),
        listed=path in listed,
        vcvarsall=machine.is_file(script),
    )


def _ids(packages: Any) -> list[str]:
    return [str(each.get("id", "")).lower() for each in packages if isinstance(each, dict)]
