"""The other Pythons of a Windows: which are registered, and which of them `py` would start.

Sources: PEP 514 for the registry; "Python Launcher for Windows" in the manual of Python for what
`py` chooses.
"""

from __future__ import annotations

import re
from configparser import ConfigParser
from configparser import Error as IniError
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.machine.registry import Key

CORE = "PythonCore"  # python.org's own
_KEYS = (
    r"HKCU\SOFTWARE\Python",
    r"HKLM\SOFTWARE\Python",
    r"HKLM\SOFTWARE\WOW6432Node\Python",
)
# ` -V:3.12 *  C:\...`; before Python 3.11 ` -3.12-64 *  C:\...`.
_LISTED = re.compile(r"^\s*-(?:V:)?(?P<tag>\S+)\s+(?P<default>\*)?\s*(?P<path>\S.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Registered:
    """A Python that says where it is.

    Attributes:
        key: where in the registry.
        company: `CORE`, or who else made it.
        tag: "3.12", "3.12-32", "3.13t".
        path: its python.exe; empty where it does not say.
    """

    key: str
    company: str
    tag: str
    path: str

    @property
    def version(self) -> tuple[int, int]:
        """Major and minor; (0, 0) where the tag is of another kind."""
        found = re.match(r"(\d+)\.(\d+)", self.tag)
        return (int(found[1]), int(found[2])) if found else (0, 0)

    @property
    def kind(self) -> str:
        """What follows the version: "", "-32", "-arm64", "t" for a free-threaded one."""
        return re.sub(r"^\d+\.\d+(?:-64)?", "", self.tag)


@dataclass(frozen=True, slots=True)
class Choice:
    """What `py` starts, and why that one."""

    tag: str
    path: str
    reason: str


def registered(machine: Machine) -> tuple[Registered, ...]:
    """Every Python of the registry, the user's own first."""
    return tuple(each for root in _KEYS for each in _below(machine, root))


def _below(machine: Machine, root: str) -> Iterator[Registered]:
    above = machine.registry(root)
    for company in above.keys if above else ():
        companys = machine.registry(rf"{root}\{company}")
        # The launcher registers itself beside the Pythons.
        for tag in companys.keys if companys and company != "PyLauncher" else ():
            path = rf"{root}\{company}\{tag}"
            place = machine.registry(rf"{path}\InstallPath")
            yield Registered(path, company, tag, _executable(place) if place else "")


def _executable(place: Key) -> str:
    folder = place.text("")
    beside = str(PureWindowsPath(folder, "python.exe")) if folder else ""
    return place.text("ExecutablePath") or beside


def chosen(machine: Machine, pythons: Sequence[Registered]) -> Choice | None:
    """What `py` starts: by its own word where it gives one, else by its rules."""
    launcher = machine.which("py")
    if launcher is None:
        return None
    active = machine.environ.get("VIRTUAL_ENV")
    if active:
        return Choice(active, str(PureWindowsPath(active, "Scripts", "python.exe")), "VIRTUAL_ENV")
    for line in machine.run([launcher, "-0p"]).stdout.splitlines():
        found = _LISTED.match(line)
        if found and found["default"]:
            return Choice(found["tag"], found["path"], "py -0p")
    return _by_rule(machine, pythons, launcher)


def _by_rule(machine: Machine, pythons: Sequence[Registered], launcher: Path) -> Choice | None:
    request, reason = _requested(machine, launcher)
    major = request if "." in request else f"{request or '3'}."
    fitting = [each for each in pythons if each.company == CORE and each.tag.startswith(major)]
    exact = [each for each in fitting if each.tag == request]
    # 64-bit before 32-bit; a free-threaded one has to be asked for.
    plain = [each for each in fitting if each.kind != "t"]
    best = max(exact or plain, key=lambda each: (each.version, each.kind == ""), default=None)
    return Choice(best.tag, best.path, reason) if best else None


def _requested(machine: Machine, launcher: Path) -> tuple[str, str]:
    environ = machine.environ
    name = "PY_PYTHON"
    if environ.get(name):
        # A bare "3" leaves the rest to a variable of its own.
        longer = environ.get(f"{name}{environ[name]}", "")
        return longer or environ[name], f"{name}{environ[name]}" if longer else name
    local = environ.get("LOCALAPPDATA")
    for folder in (*((Path(local),) if local else ()), launcher.parent):
        request = _of_ini(machine.read_text(folder / "py.ini") or "")
        if request:
            return request, str(folder / "py.ini")
    return "", "the newest"


def _of_ini(content: str) -> str:
    parser = ConfigParser(interpolation=None)
    try:
        parser.read_string(content)
    except IniError:
        return ""
    return parser.get("defaults", "python", fallback="").strip()
