"""Asking the machine for everything that the judgement rests on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.msvc import vswhere, windows_sdks
from setup_doctor.msvc.facts import Facts, Legacy

if TYPE_CHECKING:
    from setup_doctor.machine import Machine

_TARGETS = {"win32": "x86", "win-arm64": "arm64"}
# Where setuptools looks for a Visual C++ from before vswhere.
_VC7 = r"HKLM\SOFTWARE\WOW6432Node\Microsoft\VisualStudio\SxS\VC7"
_RUNTIME = r"HKLM\SOFTWARE\{}Microsoft\VisualStudio\14.0\VC\Runtimes\{}"


def gather(machine: Machine) -> Facts:
    """Everything about compilers, and about what is taken for one."""
    target = _TARGETS.get(machine.interpreter.tag, "x64")
    listing = vswhere.ask(machine)
    header = machine.interpreter.include / "Python.h"
    environ = machine.environ
    return Facts(
        target=target,
        vswhere=vswhere.place(machine),
        vswhere_problem=listing.problem,
        instances=listing.instances,
        registered=_registered(machine),
        legacy=_legacy(machine),
        kits=windows_sdks.find(machine, target),
        editor=_editor(machine),
        runtime=_runtime(machine, target),
        use_sdk=bool(environ.get("DISTUTILS_USE_SDK")),
        cl=str(machine.which("cl") or ""),
        prompt=environ.get("VSCMD_ARG_TGT_ARCH", "").lower(),
        header=str(header),
        has_header=machine.is_file(header),
        winget=machine.which("winget") is not None,
    )


def _registered(machine: Machine) -> tuple[str, ...]:
    data = Path(machine.environ.get("PROGRAMDATA", "C:\\ProgramData"))
    return machine.entries(data / "Microsoft" / "VisualStudio" / "Packages" / "_Instances")


def _legacy(machine: Machine) -> tuple[Legacy, ...]:
    key = machine.registry(_VC7)
    named = sorted(key.values.items()) if key else []
    return tuple(
        Legacy(version, str(folder), machine.is_file(Path(str(folder)) / "vcvarsall.bat"))
        for version, folder in named
        if version.replace(".", "", 1).isdigit()
    )


def _editor(machine: Machine) -> str:
    on_path = machine.which("code")
    if on_path:
        return str(on_path)
    places = (
        Path(root) / below / "Microsoft VS Code" / "Code.exe"
        for name, below in (("LOCALAPPDATA", "Programs"), ("PROGRAMFILES", ""))
        if (root := machine.environ.get(name))
    )
    return next((str(place) for place in places if machine.is_file(place)), "")


def _runtime(machine: Machine, target: str) -> str:
    for node in ("", "WOW6432Node\\"):
        key = machine.registry(_RUNTIME.format(node, target))
        if key and key.number("Installed"):
            return key.text("Version").lstrip("v") or "of unknown version"
    return ""
