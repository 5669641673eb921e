"""Windows SDKs: by the registry, which also knows those that came without a Visual Studio."""

from __future__ import annotations

from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from setup_doctor.msvc.facts import Kit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.machine import Machine

# The key and the value that name the folder. A 32-bit installer writes below WOW6432Node.
_KEYS = tuple(
    (rf"HKLM\SOFTWARE\{node}Microsoft\{key}", value)
    for node in ("WOW6432Node\\", "")
    for key, value in (
        (r"Microsoft SDKs\Windows\v10.0", "InstallationFolder"),
        (r"Windows Kits\Installed Roots", "KitsRoot10"),
    )
)


def find(machine: Machine, target: str) -> tuple[Kit, ...]:
    """Each SDK once, with whether its files for `target` are there."""
    kits: dict[str, Kit] = {}
    for root, source in _roots(machine):
        folder = str(PureWindowsPath(root))
        kits.setdefault(folder.lower(), _kit(machine, folder, source, target))
    return tuple(kits.values())


def _roots(machine: Machine) -> Iterator[tuple[str, str]]:
    for path, value in _KEYS:
        key = machine.registry(path)
        folder = key.text(value) if key else ""
        if folder:
            yield folder, rf"{path}\{value}"
    usual = Path(machine.environ.get("PROGRAMFILES(X86)", "C:\\")) / "Windows Kits" / "10"
    if machine.entries(usual / "Include"):
        yield str(usual), "its usual folder"


def _kit(machine: Machine, root: str, source: str, target: str) -> Kit:
    folder = Path(root)
    versions = [name for name in machine.entries(folder / "Include") if name.startswith("10.")]
    if not versions:
        return Kit(root, source)
    newest = max(versions, key=_numbers)
    header = folder / "Include" / newest / "ucrt" / "io.h"
    library = folder / "Lib" / newest / "um" / target / "kernel32.lib"
    return Kit(root, source, newest, machine.is_file(header), machine.is_file(library))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
