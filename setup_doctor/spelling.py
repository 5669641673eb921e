"""Spelling a command so that it can be pasted into the user's shell, where they stand."""

from __future__ import annotations

import os
import re
import shlex
import string
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.ways import DIARIZE, DOCTOR, PYTHON

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine import Machine

_SAFE = frozenset(f"{string.ascii_letters}{string.digits}_-./\\:=+")


def runnable(command: Sequence[str], machine: Machine) -> tuple[str, ...]:
    """`command` as it is run: the doctor and Python by the path of this interpreter."""
    program, *arguments = command
    python = str(machine.interpreter.executable)
    if program == DOCTOR:
        return (python, "-m", "setup_doctor", *arguments)
    return (python, *arguments) if program == PYTHON else tuple(command)


def spelled(command: Sequence[str], machine: Machine) -> str:
    """`command` as one line for PowerShell on Windows, for a POSIX shell elsewhere."""
    program, *arguments = command
    if program in {DIARIZE, DOCTOR, PYTHON}:
        program = _short(program, machine)
    return _join((program, *arguments), windows=machine.platform == "windows")


def _short(program: str, machine: Machine) -> str:
    """The plain name where PATH leads to this environment, else the shortest path to it."""
    folder = machine.interpreter.executable.parent
    found = machine.which(program)
    if found is not None and found.parent == folder:
        return program
    path = folder / program
    try:
        # Not resolved: .venv/bin/python is a link out of the environment.
        relative = path.relative_to(Path.cwd())
    except ValueError:
        relative = path
    if machine.platform != "windows":
        return relative.as_posix()
    return str(relative) if relative.is_absolute() else f".{os.sep}{relative}"


def _join(parts: Sequence[str], *, windows: bool) -> str:
    if not windows:
        return shlex.join(parts)
    quoted = [part if _SAFE.issuperset(part) and part else _powershell(part) for part in parts]
    # PowerShell takes a quoted first word for a string to print, unless it is called with `&`.
    return ("& " if quoted[0] != parts[0] else "") + " ".join(quoted)


def _powershell(part: str) -> str:
    # PowerShell takes the curly ones for quotes, too.
    return "'" + re.sub("(['\u2018\u2019\u201a\u201b])", r"\1\1", part) + "'"
