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
    from collections.abc import Iterator, Sequence

    from setup_doctor.machine.machine import Machine

# Packages go elsewhere, nowhere, or come without what they require. `user` is refused in an environment.
_MISLEADING = ("target", "prefix", "root", "python", "dry-run", "no-deps", "user")
_OFF = {"", "0", "false", "no", "off", "n", "f"}
_SECTIONS = ("global", "install")


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
    found = (*_of_variables(names, machine), *_of_files(names, machine))
    return next((each for each in found if _matters(each, machine)), None)


def _matters(setting: Setting, machine: Machine) -> bool:
    if setting.value.strip().lower() in _OFF:
        return False
    own = machine.interpreter.in_virtual_environment
    return own or not setting.name.lower().replace("_", "-").endswith("user")


def _of_variables(names: Sequence[str], machine: Machine) -> Iterator[Setting]:
    for name in names:
        variable = "PIP_" + name.upper().replace("-", "_")
        if value := machine.environ.get(variable):
            yield Setting(variable, value)


def _of_files(names: Sequence[str], machine: Machine) -> Iterator[Setting]:
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
        for section in filter(read.has_section, _SECTIONS):
            options = {key.replace("_", "-"): value for key, value in read.items(section)}
            for name in filter(options.get, names):
                yield Setting(f"{section}.{name}", options[name], file)


def _files(machine: Machine) -> Iterator[Path]:
    """Where pip looks for its settings; `pip config debug` names the same."""
    environ = machine.environ
    named = environ.get("PIP_CONFIG_FILE", "")
    if named == os.devnull:
        return
    name = "pip.ini" if machine.platform == "windows" else "pip.conf"
    folders = [machine.interpreter.prefix, machine.home / ".pip"]
    if machine.platform == "windows":
        folders += [machine.home / "pip"]
        folders += [Path(environ[v]) / "pip" for v in ("PROGRAMDATA", "APPDATA") if environ.get(v)]
    else:
        config = environ.get("XDG_CONFIG_HOME") or machine.home / ".config"
        folders += [Path(config) / "pip", Path("/etc"), Path("/etc/xdg/pip")]
    if machine.platform == "macos":
        support = Path("Library/Application Support/pip")
        folders += [machine.home / support, Path("/") / support]
    yield from (folder / name for folder in folders)
    if named:
        yield Path(named)
