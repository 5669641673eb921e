"""The Visual C++ runtime, by loading it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from setup_doctor.diagnosis import import_failure
from setup_doctor.messages.text import text
from setup_doctor.model import check
from setup_doctor.model.findings import failed, ok, unknown, warning
from setup_doctor.repair import common_remedies
from setup_doctor.windows_api.libraries import Library

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding

# What torch/__init__.py probes for; ARM64 has no vcruntime140_1.dll.
NAMES = ("vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll")
_DECISIVE = "msvcp140.dll"
# What is built with Visual Studio 2022 17.10 or later dies in its first std::mutex beside an older
# msvcp140.dll (microsoft/STL#4730); torch is since 2.9 (pytorch/pytorch#169429).
OLDEST = (14, 40)
_KEYS = (
    "HKLM\\SOFTWARE\\Microsoft\\VisualStudio\\14.0\\VC\\Runtimes\\",
    "HKLM\\SOFTWARE\\WOW6432Node\\Microsoft\\VisualStudio\\14.0\\VC\\Runtimes\\",
)


@dataclass(frozen=True, slots=True)
class Runtime:
    """What was seen of the runtime.

    Attributes:
        libraries: each as it loads; none where nobody could ask.
        registered: the version that its installer wrote down, ``14.44.35211``.
        problem: why nobody could ask.
    """

    libraries: tuple[Library, ...] = ()
    registered: str = ""
    problem: Text | str = ""

    @property
    def missing(self) -> tuple[Library, ...]:
        """The libraries that do not load."""
        return tuple(each for each in self.libraries if each.winerror is not None)

    @property
    def version(self) -> str:
        """The version of what a program really gets, else of what was installed; else empty."""
        decisive = next((each for each in self.libraries if each.name == _DECISIVE), None)
        loaded = ".".join(map(str, decisive.version)) if decisive else ""
        return loaded or self.registered

    @property
    def is_old(self) -> bool:
        """Whether it is known to be too old for today's torch."""
        numbers = [int(part) for part in self.version.split(".") if part.isdecimal()]
        return len(numbers) > 1 and tuple(numbers[:2]) < OLDEST

    @property
    def trail(self) -> list[tuple[str, Text | str]]:
        """The evidence."""
        seen = [(each.name, _told(each)) for each in self.libraries]
        if self.problem:
            seen.append(("loading the runtime", self.problem))
        return [*seen, ("registered", self.registered or "not registered")]


def look(machine: Machine) -> Runtime:
    """Load the runtime in a process of its own, and read what the registry says of it."""
    arm = machine.interpreter.tag == "win-arm64"
    names = [name for name in NAMES if not (arm and name == "vcruntime140_1.dll")]
    code = f"from setup_doctor.windows_api import libraries; answer = libraries.load_all({names!r})"
    answer = import_failure.ask(machine, code)
    libraries = tuple(
        Library(each["name"], each["path"], tuple(each["version"]), each["winerror"])
        for each in answer.value or ()
    )
    return Runtime(libraries, _registered(machine, "ARM64" if arm else "x64"), answer.error)


@check(platforms=("windows",))
def runtime(machine: Machine) -> Finding:
    """The Microsoft Visual C++ runtime is there, and new enough for torch.

    Looks at: vcruntime140.dll, vcruntime140_1.dll and msvcp140.dll, loaded in a process of their
    own; the version of the file that came; what the Redistributable wrote into the registry.
    Why: torch is built with a new compiler. Without the runtime it fails with WinError 126, with an
    old one (before 14.40) with WinError 1114 or without a word.
    Usual causes: a fresh Windows; a Redistributable from years ago, which another program brought.
    Fix: `winget install --id Microsoft.VCRedist.2015+.x64 -e`, then restart.
    """
    seen = look(machine)
    arm = machine.interpreter.tag == "win-arm64"
    if not seen.libraries:
        message = text("The Visual C++ runtime could not be tried: {problem}", problem=seen.problem)
        return unknown("windows.runtime-unknown", message, seen.trail)
    if seen.missing:
        names = ", ".join(f"{each.name} (WinError {each.winerror})" for each in seen.missing)
        message = text("The Microsoft Visual C++ runtime does not load: {names}.", names=names)
        return failed(
            "windows.runtime-missing", message, seen.trail, common_remedies.runtime(arm=arm)
        )
    if seen.is_old:
        message = text(
            "The Microsoft Visual C++ runtime is {version}; torch wants {oldest} or newer.",
            version=seen.version,
            oldest=".".join(map(str, OLDEST)),
        )
        return warning("windows.runtime-old", message, seen.trail, common_remedies.runtime(arm=arm))
    if not seen.version:
        return ok(text("The Visual C++ runtime loads"), seen.trail)
    return ok(text("The Visual C++ runtime loads ({version})", version=seen.version), seen.trail)


def _registered(machine: Machine, architecture: str) -> str:
    for place in _KEYS:
        key = machine.registry(place + architecture)
        if key is not None and key.number("Installed") == 1:
            parts = [key.text(name) for name in ("Major", "Minor", "Bld")]
            return ".".join(parts) if all(parts) else key.text("Version").lstrip("vV")
    return ""


def _told(library: Library) -> Text | str:
    if library.winerror is not None:
        return text("does not load, WinError {number}", number=library.winerror)
    version = ".".join(map(str, library.version)) or text("no version in it")
    return text("{path}, {version}", path=str(library.path), version=version)
