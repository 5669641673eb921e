"""pip, through which everything is installed: there, whole, and not older than the wheels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setup_doctor.machine.pip_settings import misleading, unreadable
from setup_doctor.machine.pip_spelling import by_uv
from setup_doctor.machine.shell import PYTHON
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import label, text
from setup_doctor.model import Remedy, check
from setup_doctor.model.findings import failed, ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Distribution, Machine
    from setup_doctor.machine.pip_settings import Setting
    from setup_doctor.model import Finding

# The first that reads manylinux_2_28 and macosx_11_0 in a wheel's name (PEP 600); before it all of
# them are "from versions: none".
_LEAST = (20, 3)


def too_old(machine: Machine) -> str | None:
    """The version of this environment's pip where it finds no wheel of today, else None."""
    found = machine.distribution("pip")
    numbers = re.match(r"(\d+)\.(\d+)", found.version) if found else None
    if found is None or numbers is None or machine.platform == "windows" or by_uv(machine):
        return None
    return found.version if (int(numbers[1]), int(numbers[2])) < _LEAST else None


def shown(setting: Setting) -> str:
    """`PIP_TARGET=/srv/lib`, or `install.target=/srv/lib in ~/.config/pip/pip.conf`."""
    place = f" ({setting.place})" if setting.place else ""
    return redact(f"{setting.name}={setting.value}{place}")


def newer() -> Remedy:
    """A newer pip by the old one."""
    command = (PYTHON, "-m", "pip", "install", "--upgrade", "pip")
    return Remedy(text("Bring pip up to date"), (command,), megabytes=2)


@check()
def pip(machine: Machine) -> Finding:
    """Pip answers, or uv in its place.

    Looks at: whether every file of pip is there in the size that it was installed in; where that is
    not so, what `python -m pip --version` says; in an environment of uv, what `uv --version` says;
    settings of pip, in variables and its files, that send packages elsewhere, and files of them
    that it cannot read.
    Why: everything is installed through it.
    Usual causes: an environment made with --without-pip, as uv and pdm make them; an interrupted
    upgrade of pip; an old guide that pins a pip before 20.3, to which manylinux_2_28 is no Linux.
    Fix: `python -m ensurepip --upgrade` brings it back without a network.
    """
    if by_uv(machine):
        uv = machine.run(["uv", "--version"])
        if uv.ok:
            return ok(
                text("{version} stands in for pip", version=uv.last_line),
                [("uv --version", uv.last_line)],
            )
    if (version := too_old(machine)) is not None:
        return warning(
            "python.pip-old",
            text(
                "pip {version} is too old to know today's wheels by their names.", version=version
            ),
            [("pip", version)],
            newer(),
        )
    if (told := _by_its_settings(machine)) is not None:
        return told
    whole = _whole_pip(machine)
    if whole:
        return ok(text("pip {version}", version=whole.version), [("pip", label("whole"))])
    answer = machine.python("-m", "pip", "--version")
    trail = [("python -m pip --version", answer.last_line)]
    if answer.ok:
        said = re.search(r"^pip (\S+) from ", answer.stdout, re.MULTILINE)
        return ok(text("pip {version}", version=said[1] if said else "?"), trail)
    return failed(
        "python.pip",
        text("pip does not answer in this environment."),
        trail,
        Remedy(text("Bring pip back"), ((PYTHON, "-m", "ensurepip", "--upgrade"),)),
    )


def _by_its_settings(machine: Machine) -> Finding | None:
    """What is wrong with its settings: they cannot be read, or lead elsewhere."""
    if (file := unreadable(machine)) is not None:
        told = text("pip does not start, as it cannot read its settings in {file}.", file=str(file))
        way_out = common_remedies.readable_settings(file)
        return failed("python.pip-settings", told, [("pip", str(file))], way_out)
    if (setting := misleading(machine)) is not None:
        told = text(
            "pip is set to put packages elsewhere, or nowhere: {setting}.", setting=shown(setting)
        )
        trail = [(setting.name, setting.value)]
        way_out = common_remedies.without_setting(setting, machine)
        return warning("python.pip-settings", told, trail, way_out)
    return None


def _whole_pip(machine: Machine) -> Distribution | None:
    """Pip where nothing of it lacks or is cut. To start it takes longer than all else that is asked."""
    files = [each for each in machine.installed_files("pip", (".py", ".pem")) if each.size]
    there = bool(files) and all(machine.size(each.path) == each.size for each in files)
    return machine.distribution("pip") if there else None
