"""Settings of pip, in variables and files, with which it ends well and nothing is where it is looked for.

`pip install` with PIP_TARGET, PIP_DRY_RUN or PIP_PYTHON says that all went well, and the environment
is as it was.
"""

from __future__ import annotations

import configparser
import os
import re
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
# As pip names an option whose value it cannot read.
_UNREAD = re.compile(
    r"not a valid value for ([\w-]+) option|--([\w-]+) error: invalid|during configuration: option ([\w-]+): "
)
# What pip says, and the options that bring it about.
_STOPPING = (
    (r"Could not open requirements file", ("constraint", "requirement")),
    (r"In --require-hashes mode", ("require-hashes",)),
    (r"platform or abi specific options", ("platform", "abi", "implementation", "python-version")),
    (r"from versions: none|conflicting dependencies", ("no-index",)),
)
_CONSTRAINED = re.compile(r"\(constraint\) ([\w.-]+?)\s*((?:[<>=!~].*)?)$", re.MULTILINE)


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


def leading_to_the_index(machine: Machine) -> Setting | None:
    """The index that pip asks in place of PyPI, or the proxy by which it does."""
    return _first(("index-url", "proxy"), machine)


def blamed(machine: Machine, said: str) -> Setting | None:
    """The setting that pip's words `said` lead back to; None where they lead elsewhere."""
    if (found := _UNREAD.search(said)) is not None:
        return _first([next(filter(None, found.groups()))], machine)
    for words, names in _STOPPING:
        if re.search(words, said) and (setting := _first(names, machine)) is not None:
            return setting
    return _first(("constraint",), machine) if _contradict_themselves(said) else None


def _contradict_themselves(said: str) -> bool:
    """Whether the constraints that pip names for a package leave no version of it, whatever the index has."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415, rarely needed

    of: dict[str, list[str]] = {}
    for name, versions in _CONSTRAINED.findall(said):
        of.setdefault(name, []).append(versions.strip())
    for versions in of.values():
        try:
            wanted = SpecifierSet(",".join(filter(None, versions)))
        except InvalidSpecifier:
            continue
        pinned = [each.version for each in wanted if each.operator == "=="]
        if pinned and not wanted.contains(pinned[0], prereleases=True):
            return True
    return False


def unreadable(machine: Machine) -> Path | None:
    """The file of settings over which pip does not start; in UTF-8 it reads them where the doctor starts it."""
    if by_uv(machine):
        return None
    for file in _files(machine):
        said = machine.read_text(file)
        if said and ("\ufffd" in said or _parsed(said) is None):
            return file
    return None


def _parsed(said: str) -> configparser.RawConfigParser | None:
    # As pip does: over a section that comes twice, or a byte order mark, it does not start.
    read = configparser.RawConfigParser()
    try:
        read.read_string(said)
    except configparser.Error:
        return None
    return read


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
        if (read := _parsed(said)) is None:
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
