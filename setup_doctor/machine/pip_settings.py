"""Settings of pip, in variables and files, with which it ends well and nothing is where it is looked for.

`pip install` with PIP_TARGET, PIP_DRY_RUN or PIP_PYTHON says that all went well, and the environment
is as it was.
"""

from __future__ import annotations

import configparser
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.machine.pip_spelling import by_uv

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from setup_doctor.machine.machine import Machine

    _File = tuple[Path, Mapping[str, Mapping[str, str]]]  # what its sections say

# Packages go elsewhere, nowhere, or come without what they require. `user` is refused in an environment.
_MISLEADING = ("target", "prefix", "root", "python", "dry-run", "no-deps", "user")
_OFF = {"", "0", "false", "no", "off", "n", "f"}
_SECTIONS = ("install", "global")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting of pip's.

    Attributes:
        name: the variable, or the option with the section of the file that has it.
        value: what it is set to.
        place: the file; None for a variable.
    """

    name: str
    value: str
    place: Path | None = None


def misleading(machine: Machine) -> Setting | None:
    """The first setting with which pip does not put packages into this environment."""
    return _first(_MISLEADING, machine)


def without_index(machine: Machine) -> Setting | None:
    """The setting by which pip asks no index; it may have all that it needs in a folder."""
    return _first(("no-index",), machine)


def _first(names: Sequence[str], machine: Machine) -> Setting | None:
    if by_uv(machine):  # which has settings of its own
        return None
    files = list(_read(machine))
    found = (_in_effect(name, machine, files) for name in names)
    return next((each for each in found if each and _matters(each, machine)), None)


def _matters(setting: Setting, machine: Machine) -> bool:
    if setting.value.strip().lower() in _OFF:
        return False
    own = machine.interpreter.in_virtual_environment
    return own or not setting.name.lower().replace("_", "-").endswith("user")


def _in_effect(name: str, machine: Machine, files: Sequence[_File]) -> Setting | None:
    """What pip goes by: the variable, else what is said for `install`, else for all commands."""
    variable = "PIP_" + name.upper().replace("-", "_")
    if value := machine.environ.get(variable):
        return Setting(variable, value)
    said = (
        Setting(f"{section}.{name}", value, file)
        for section in _SECTIONS
        for file, sections in files
        if (value := sections.get(section, {}).get(name))
    )
    return next(said, None)


def _read(machine: Machine) -> Iterator[_File]:
    for file in _files(machine):
        said = machine.read_text(file)
        if not said:
            continue
        # pip itself names a file that it cannot read.
        read = configparser.RawConfigParser(strict=False)
        try:
            read.read_string(said.removeprefix("\ufeff"))
        except configparser.Error:
            continue
        yield (
            file,
            {
                section: {key.replace("_", "-"): value for key, value in read.items(section)}
                for section in filter(read.has_section, _SECTIONS)
            },
        )


def _files(machine: Machine) -> Iterator[Path]:
    """Where pip looks for its settings, from what counts most; `pip config debug` names the same."""
    environ = machine.environ
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return
    name = "pip.ini" if machine.platform == "windows" else "pip.conf"
    if named:
        yield Path(named)
    yield machine.interpreter.prefix / name
    own, everybodys = _folders(machine)
    if not (named and machine.read_text(Path(named)) is not None):
        yield from (folder / name for folder in own)
    yield from (folder / name for folder in everybodys)


def _folders(machine: Machine) -> tuple[list[Path], list[Path]]:
    """The user's, and those of all users."""
    environ, home = machine.environ, machine.home
    if machine.platform == "windows":
        own, everybodys = (
            [Path(environ[each]) / "pip"] if environ.get(each) else []
            for each in ("APPDATA", "PROGRAMDATA")
        )
        return [*own, home / "pip"], everybodys
    config = Path(environ.get("XDG_CONFIG_HOME") or home / ".config")
    own, everybodys = [config / "pip", home / ".pip"], [Path("/etc"), Path("/etc/xdg/pip")]
    if machine.platform == "macos":
        support = Path("Library/Application Support/pip")
        return [home / support, *own], [*everybodys, Path("/") / support]
    return own, everybodys
