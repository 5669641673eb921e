"""Spelling a command so that it can be pasted into the user's shell, where they stand."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.messages import powershell
from setup_doctor.machine.launcher import stranger
from setup_doctor.machine.pip_spelling import translated
from setup_doctor.machine.visit import lent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine import Machine

# Programs of a remedy: spelled out for the shell when shown, and with the interpreter when run.
DIARIZE = "diarize"
DOCTOR = "setup-doctor"
OPTION = "--python"  # whom the doctor looks after, where it is another Python than its own
PYTHON = "python"
_MODULES = {DIARIZE: "diarizer", DOCTOR: "setup_doctor"}

# What means something between double quotes, the curly ones included.
_EXPANDED = frozenset('"$`\u201c\u201d\u201e')


def runnable(command: Sequence[str], machine: Machine) -> tuple[str, ...]:
    """`command` as it is run: the doctor and Python by the paths of their interpreters."""
    program, *arguments = translated(command, machine)
    python = str(machine.interpreter.executable)
    if program == DOCTOR and machine.visit:
        return (sys.executable, "-m", "setup_doctor", OPTION, python, *arguments)
    if program == DOCTOR:
        return (python, "-m", "setup_doctor", *arguments)
    return _borrowing((python if program == PYTHON else program, *arguments), machine)


def _borrowing(command: tuple[str, ...], machine: Machine) -> tuple[str, ...]:
    """The same command, where another Python is to run a module of the doctor's."""
    program, *arguments = command
    if machine.visit is None or program != str(machine.interpreter.executable):
        return command
    return (program, *lent(arguments))


def spelled(command: Sequence[str], machine: Machine, encoding: str = "utf-8") -> str:
    """`command` as one line for PowerShell on Windows, for a POSIX shell elsewhere.

    Args:
        command: the argument list.
        machine: whose shell.
        encoding: of the stream that shows it: a letter that it lacks would come out as a question
            mark, and nobody could paste the line.
    """
    command = translated(command, machine)
    program, *arguments = _at_home(command, machine) if machine.visit else command
    if program in {DIARIZE, DOCTOR, PYTHON} and not machine.visit:
        if program in _MODULES and stranger(machine, program):
            arguments = ["-m", _MODULES[program], *arguments]
            program = PYTHON
        program = _short(program, machine)
    if machine.platform != "windows":
        return shlex.join((program, *arguments))
    words = [_word(part, machine, encoding) for part in (program, *arguments)]
    # PowerShell takes a quoted first word for a string to print, unless it is called with `&`.
    return ("& " if words[0] != program else "") + " ".join(words)


def _at_home(command: Sequence[str], machine: Machine) -> tuple[str, ...]:
    """`command` for a shell in which the other Python is not on PATH, or not before all others."""
    program, *arguments = command
    python = str(machine.interpreter.executable)
    if program == DOCTOR and machine.visit:
        return (*machine.visit.doctor, OPTION, python, *arguments)
    return _borrowing((python if program == PYTHON else program, *arguments), machine)


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
    except (ValueError, OSError):  # elsewhere, or from a folder that was deleted
        relative = path
    if machine.platform != "windows":
        return relative.as_posix()
    return str(relative) if relative.is_absolute() else f".{os.sep}{relative}"


def _word(part: str, machine: Machine, encoding: str) -> str:
    if powershell.is_plain(part):
        return part
    if _fits(part, encoding):
        return powershell.quoted(part)
    home = machine.environ.get("USERPROFILE", "")
    below = part[len(home) :]
    # Most often it is the user's name alone that does not fit; PowerShell knows it.
    is_below = bool(home) and part.startswith(home) and below.startswith(("\\", "/"))
    if is_below and _fits(below, encoding) and not _EXPANDED & set(below):
        return f'"$env:USERPROFILE{below}"'
    short = machine.short_path(part)
    return powershell.quoted(short if _fits(short, encoding) else part)


def _fits(part: str, encoding: str) -> bool:
    try:
        part.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True
