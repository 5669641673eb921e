"""The plan in an environment that a project's manager keeps: its own commands, and not pip's.

What they bring stands in the project file and in the lock file, so the next `uv sync` keeps it,
and the rest of the team gets the same.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.install import bounds, requirements, route, stand_in_wheels
from setup_doctor.machine import keeper as keepers
from setup_doctor.machine.shell import DOCTOR
from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.machine.keeper import Keeper
    from setup_doctor.messages.text import Text

_LOWEST = re.compile(
    r"^\s*(?:requires-)?python\s*=\s*\"[^\"]*?(?:>=|\^|~=?|==)\s*(3\.\d+)", re.MULTILINE
)
_SOURCE = "webrtcvad"
# After the project file was written: lock what is new, and lay it in without removing the rest.
_AFTER_WRITING = {
    keepers.UV: (("uv", "sync", "--inexact", "--project"),),
    keepers.POETRY: (
        ("poetry", "lock", "--no-interaction", "--directory"),
        ("poetry", "install", "--no-interaction", "--directory"),
    ),
    keepers.PDM: (("pdm", "install", "--project"),),
}


def manager(machine: Machine) -> Keeper | None:
    """Who adds packages to this project by a command of its own, and can be called here."""
    found = keepers.keeper(machine)
    known = {*_AFTER_WRITING, keepers.PIPENV}
    if found.project is None or found.name not in known or machine.which(found.name) is None:
        return None
    return None if _is_elsewhere(machine, found) else found


def _is_elsewhere(machine: Machine, found: Keeper) -> bool:
    """Whether pipenv would take another project for this one: it knows none but that where we are."""
    return found.name == keepers.PIPENV and machine.here() != found.project


def commands(machine: Machine, backend: str, *, full: bool) -> list[tuple[str, ...]]:
    """The commands by which the project's manager brings the packages; none where pip does."""
    found = manager(machine)
    if found is None or found.project is None:
        return []
    if writes(machine, backend, full=full):
        write = ("export", backend, "--for", found.name, *_kind(machine, full), "--write", "--yes")
        after = ((*each, str(found.project)) for each in _AFTER_WRITING[found.name])
        # The doctor's own Python has the library that edits the file, not the one looked after.
        return [(DOCTOR, *write), *after]
    wanted = requirements.wanted((backend,), full=full)
    if machine.distribution("torch"):  # the one that is here stays
        wanted = requirements.any_torch(wanted)
    if found.name == keepers.PIPENV and requirements.needs_stand_ins((backend,), full=full):
        return _with_stand_ins(machine, found, wanted)
    constraints = route.constraints(machine)[1] if found.name == keepers.UV else []
    return [*constraints, *_removing(machine, found), _adding(machine, found, wanted)]


def _removing(machine: Machine, found: Keeper) -> list[tuple[str, ...]]:
    """A project that names the source webrtcvad itself would get it back beside the other one."""
    if _SOURCE not in bounds.named(machine):
        return []
    project = str(found.project)
    return [
        {
            keepers.UV: ("uv", "remove", "--project", project, _SOURCE),
            keepers.POETRY: (
                "poetry",
                "remove",
                "--no-interaction",
                "--directory",
                project,
                _SOURCE,
            ),
            keepers.PDM: ("pdm", "remove", "--project", project, _SOURCE),
            keepers.PIPENV: ("pipenv", "uninstall", _SOURCE),
        }[found.name]
    ]


def _with_stand_ins(
    machine: Machine, found: Keeper, wanted: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """pipenv cannot leave out what others ask for; by their path it takes our empty wheels instead."""
    python = str(machine.interpreter.executable)
    write = (python, "-m", "setup_doctor.install.stand_in_wheels")
    paths = (f"./{stand_in_wheels.FOLDER}/{each.filename}" for each in stand_in_wheels.STAND_INS)
    return [
        (*write, str((found.project or machine.here()) / stand_in_wheels.FOLDER)),
        (*_adding(machine, found, wanted), *paths),
        # It begins with the old lock file: where that held the source webrtcvad, taking this one out
        # again took the files of webrtcvad-wheels along.
        (python, "-m", "pip", "uninstall", "--yes", "webrtcvad-wheels"),
        ("pipenv", "sync"),
    ]


def writes(machine: Machine, backend: str, *, full: bool) -> bool:
    """Whether something has to stand in the project file that no command of the manager writes."""
    found = manager(machine)
    if found is None or found.name not in _AFTER_WRITING:
        return False
    return requirements.needs_stand_ins((backend,), full=full) or (
        machine.platform == "linux" and requirements.with_torch((backend,), full=full)
    )


def _kind(machine: Machine, full: bool) -> tuple[str, ...]:
    return ("--full",) * full + ("--cuda",) * machine.cuda


def _adding(machine: Machine, found: Keeper, wanted: tuple[str, ...]) -> tuple[str, ...]:
    project = str(found.project)
    if found.name == keepers.UV:
        file, _ = route.constraints(machine)
        return ("uv", "add", "--project", project, "--constraints", str(file), *wanted)
    there = bounds.named(machine)  # and said there in which versions: named anew, it would be ours
    wanted = tuple(each for each in wanted if requirements.name(each) not in there)
    lowest = _lowest_python(machine, found)
    plain = requirements.for_python(wanted, lowest, bounds.bounded(machine))
    if found.name == keepers.POETRY:
        split = (re.sub(r"^([\w.-]+)(?=[<>=~!])", r"\1@", each) for each in plain)
        return ("poetry", "add", "--no-interaction", "--directory", project, *split)
    if found.name == keepers.PDM:
        return ("pdm", "add", "--project", project, *plain)
    return ("pipenv", "install", *plain)


def _lowest_python(machine: Machine, found: Keeper) -> str:
    """The oldest Python of the project, for which its lock file has to hold as well."""
    file = (found.project or machine.here()) / "pyproject.toml"
    said = _LOWEST.search(machine.read_text(file) or "")
    return said[1] if said else ".".join(map(str, machine.interpreter.version[:2]))


def is_closed(machine: Machine) -> bool:
    """Whether this Python is the system's, which refuses what pip would install (PEP 668)."""
    if keepers.keeper(machine).name != keepers.SYSTEM:
        return False
    return machine.environ.get("PIP_BREAK_SYSTEM_PACKAGES", "").lower() not in {"1", "true", "yes"}


def told(machine: Machine) -> Text | None:
    """Who keeps this environment and what the plan does about it; None for plain pip."""
    found = keepers.keeper(machine)
    facts = {"name": found.name, "project": str(found.project)}
    if found.name == keepers.HATCH:
        facts["project"] = str((found.project or Path()) / "pyproject.toml")
    if manager(machine):
        return text(
            "{name} keeps this environment: what is installed is written into the project in {project}.",
            **facts,
        )
    if found.name == keepers.HATCH:
        return text(
            "{name} keeps this environment, and {name} has no command that adds to it: pip installs past it. "
            "Write into {project} what `setup-doctor export --for pip` prints.",
            **facts,
        )
    if machine.which(found.name) and _is_elsewhere(machine, found):
        return text(
            "{name} keeps this environment, and works only in the folder of its project: pip installs past it. "
            "Go to {project} first, and {name} writes it into the project.",
            **facts,
        )
    if found.project and found.name in {*_AFTER_WRITING, keepers.PIPENV}:
        return text(
            "{name} keeps this environment, and there is no {name} on PATH: pip installs past it. "
            "`setup-doctor export --for {format}` prints what {project} has to say.",
            format=found.name if found.name in _AFTER_WRITING else keepers.PIP,
            **facts,
        )
    return _without_project(machine, found)


def _without_project(machine: Machine, found: Keeper) -> Text | None:
    if found.name in _AFTER_WRITING and found.name != keepers.UV:
        return text(
            "{name} keeps this environment, whose project is not known from here: pip installs past it. Go to "
            "the project's folder first, and {name} writes it into the project.",
            name=found.name,
        )
    if found.name in {keepers.CONDA, keepers.PIXI}:
        return text(
            "{name} keeps this environment, and not all of it is had from {name}: pip installs past it. "
            "`setup-doctor export --for conda` prints what environment.yml has to say.",
            name=found.name,
        )
    if found.name == keepers.USER_SITE:
        return text(
            "No environment: packages stand in the folder of your account, {folder}, which all your Pythons "
            "{version} share. pip installs there whatever it may not put beside Python itself.",
            folder=found.why[0][1],
            version=".".join(map(str, machine.interpreter.version[:2])),
        )
    return None
