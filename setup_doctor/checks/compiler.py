"""A C compiler: what most advice sends people off to install, and what nobody needs here."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from setup_doctor.findings import note, ok
from setup_doctor.model import check
from setup_doctor.text import Text, text

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

COMPONENT = "Microsoft.VisualStudio.Component.VC.Tools.x86.x64"
# Without `-products *` Build Tools are invisible, without `-all` an installation that waits for a
# restart is (vswhere's own help).
_VSWHERE_ARGUMENTS = [
    "-all",
    "-products",
    "*",
    "-prerelease",
    "-format",
    "json",
    "-utf8",
    "-nologo",
    "-include",
    "packages",
]


def _not_needed(machine: Machine) -> Text:
    wheel = machine.distribution("webrtcvad-wheels")
    if wheel is not None:
        return text("No C compiler. Not needed, webrtcvad came as a wheel.")
    return text("No C compiler. Not needed, webrtcvad comes as a wheel.")


@check(platforms=("linux", "macos"))
def c(machine: Machine) -> Finding:
    """A C compiler and Python's headers.

    Looks at: `$CC --version` (or cc, gcc, clang), and Python.h.
    Why: only packages that are published as source need one. Ours all come as wheels, so that a
    missing compiler is no failure.
    Usual causes: a minimal system.
    Fix: none needed. Should you want one: `apt install build-essential python3-dev`, or
    `xcode-select --install`.
    """
    header = machine.interpreter.include / "Python.h"
    headers = machine.is_file(header)
    trail = [(str(header), "there" if headers else "not there")]
    for name in filter(None, (machine.environ.get("CC"), "cc", "gcc", "clang")):
        answer = machine.run([*shlex.split(name), "--version"])
        first = (answer.stdout.splitlines() or [answer.last_line or "nothing"])[0]
        trail.append((f"{name} --version", first))
        if answer.ok and answer.stdout.strip():
            return _with_compiler(first, trail, headers=headers)
        if name == machine.environ.get("CC"):
            break  # builds take this one or none
    return note("compiler.none", _not_needed(machine), trail)


def _with_compiler(name: str, trail: list[tuple[str, str]], *, headers: bool) -> Finding:
    if headers:
        return ok(text("{name} (not needed: everything comes as wheels)", name=name), trail)
    return note(
        "compiler.no-headers",
        text(
            "{name}, without Python's headers. Not needed, webrtcvad comes as a wheel.", name=name
        ),
        trail,
    )


@check(platforms=("windows",))
def msvc(machine: Machine) -> Finding:
    """Microsoft's C++ Build Tools.

    Looks at: vswhere.exe where its installer puts it, and the instances that it lists with the
    C++ compiler among their packages.
    Why: it is what "Microsoft Visual C++ 14.0 or greater is required" asks for. But that message
    comes from packages published as source only. Ours all come as wheels.
    Usual causes: no Visual Studio; Visual Studio Code, which is an editor; the Redistributable,
    which is a runtime; Build Tools without the workload "Desktop development with C++".
    Fix: none needed. docs/WINDOWS_FIX.md has the winget command for those who want one.
    """
    vswhere = _vswhere(machine)
    if not machine.is_file(vswhere):
        return note("compiler.none", _not_needed(machine), [(str(vswhere), "not there")])
    answer = machine.run([vswhere, *_VSWHERE_ARGUMENTS])
    instances = _instances(answer.stdout)
    trail = [(str(vswhere), answer.problem or f"{len(instances)} instances")]
    for instance in instances:
        has = COMPONENT in {p.get("id") for p in instance.get("packages", [])}
        seen = "with the C++ compiler" if has else "without the C++ compiler"
        trail.append((str(instance.get("installationPath", "?")), seen))
        if has:
            name = str(instance.get("displayName", "Visual Studio"))
            return ok(text("{name} (not needed: everything comes as wheels)", name=name), trail)
    return note("compiler.none", _not_needed(machine), trail)


def _vswhere(machine: Machine) -> Path:
    # In capitals, as os.environ gives every name on Windows.
    environ = machine.environ
    root = environ.get("PROGRAMFILES(X86)") or environ.get("PROGRAMFILES") or "C:\\"
    return Path(root) / "Microsoft Visual Studio" / "Installer" / "vswhere.exe"


def _instances(listing: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(listing.lstrip("\ufeff") or "[]")
    except json.JSONDecodeError:
        return []
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []
