"""Whose environment a run looks after: the doctor's own, or the one that was named or offered."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.messages.option_anywhere import taken
from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.patient.active import Active
    from setup_doctor.render.output import Output

OPTION = "--python"
VARIABLE = "SETUP_DOCTOR_PYTHON"


@dataclass
class Choice:
    """What a run was told.

    Attributes:
        named: a Python, an environment or a project; empty for the doctor's own.
        found_by: who named it.
        arguments: of the program, without the option.
    """

    named: str = ""
    found_by: str = ""
    arguments: tuple[str, ...] = ()


_CHOICE = Choice()


def introduce(arguments: Sequence[str]) -> list[str]:
    """Settle whose environment it is; return the arguments without the option.

    Raises:
        typer.BadParameter: when nothing follows it.
    """
    named, rest = taken(arguments, OPTION)
    if named is not None and not named.strip():
        from setup_doctor.cli.options import wrong

        raise wrong(text("--python wants a path: of a python, an environment or a project."))
    by_variable = os.environ.get(VARIABLE, "")
    _CHOICE.named = named or by_variable
    _CHOICE.found_by = f"{OPTION} {named}" if named else VARIABLE
    _CHOICE.arguments = tuple(rest)
    return rest


def new_machine() -> Machine:
    """This machine, with the Python that is to be looked after.

    Raises:
        UnusableError: what was named is none.
    """
    if not _CHOICE.named:
        from setup_doctor.machine import Machine

        return Machine()
    return _of_another(_CHOICE.named, _CHOICE.found_by)


@cache
def _of_another(named: str, found_by: str) -> Machine:
    from setup_doctor.machine import Machine
    from setup_doctor.machine.visit import Visit
    from setup_doctor.patient import answering, naming

    # What the launcher of the doctor's own environment says to it, and to nobody else.
    environ = {n: v for n, v in os.environ.items() if n != "__PYVENV_LAUNCHER__"}
    named_python = naming.python_of(named, environ)
    # Pasted, it may be spelled in 8.3 names, by which no `.venv` is one and no manager knows it.
    python = Path(Machine(environ=environ).whole_path(str(named_python)))
    interpreter = answering.asked(python, environ)
    return Machine(
        environ=environ, interpreter=interpreter, visit=Visit(found_by, doctor_in_the_shell())
    )


def doctor_in_the_shell() -> tuple[str, ...]:
    """What starts this doctor in the user's shell: by its name where PATH leads to it."""
    name = "setup-doctor"
    own = Path(sys.executable).with_name(name + (".exe" if os.name == "nt" else ""))
    found = shutil.which(name)
    if found and any(_is_same(Path(found), Path(each)) for each in (own, sys.argv[0])):
        return (name,)
    return (str(own),) if own.is_file() else (sys.executable, "-m", "setup_doctor")


def _is_same(one: Path, other: Path) -> bool:
    try:
        # The script takes `.exe` off the name by which it was started.
        return one.with_suffix("") == other.absolute().with_suffix("") or one.samefile(other)
    except OSError:
        return False


def meet(output: Output, *, offer: bool = False, ask: bool = False, tell: bool = True) -> Machine:
    """The machine that is looked after.

    Args:
        output: where to say whose environment it is.
        offer: another environment that is active, in a line.
        ask: whether that one is meant, where there is a terminal.
        tell: say it; else the command does.
    """
    if offer and not _CHOICE.named:
        _offer(output, ask=ask)
    machine = new_machine()
    if machine.visit and tell:
        from setup_doctor.render.console import whose

        output.say(whose(machine), "bold")
    return machine


def _offer(output: Output, *, ask: bool) -> None:
    from setup_doctor.patient.active import active

    try:
        found = active(os.environ, Path.cwd())
    except OSError:  # the folder in which the window stands was deleted
        return
    if found is None:
        return
    facts = {"folder": str(found.folder), "packages": ", ".join(found.packages)}
    if ask and sys.stdin.isatty() and sys.stderr.isatty():
        from typer import confirm

        question = text("{folder} holds {packages}. Look after that environment?", **facts)
        if confirm(output.language(question), default=True, err=True):
            _CHOICE.named, _CHOICE.found_by = str(found.folder), found.found_by
        return
    command = _instead(found, output)
    output.say(
        text(
            "Not looked at: {folder}, which holds {packages}. For it: {command}",
            **facts,
            command=command,
        )
    )


def _instead(found: Active, output: Output) -> str:
    from setup_doctor.machine import Machine
    from setup_doctor.machine.shell import spelled

    words = (*doctor_in_the_shell(), OPTION, str(found.folder), *_CHOICE.arguments)
    return spelled(words, Machine(), output.encoding)
