"""`setup-doctor install`: the route that needs no compiler, for `fix` and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.install import route
from setup_doctor.machine import process
from setup_doctor.machine.shell import spelled
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY, TO_FIX, UNCHECKED
from setup_doctor.symptoms.table import recognise

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.render.output import Output


def install(
    machine: Machine, backend: str, output: Output, *, dry_run: bool, upgrade: bool, light: bool
) -> int:
    """Install what `backend` needs; return the exit code."""
    for command in route.commands(machine, backend, upgrade=upgrade, light=light):
        if dry_run:
            output.write(spelled(command, machine, output.encoding))
            continue
        code = _run(machine, command, output)
        if code != READY:
            return code
    return READY


def _run(machine: Machine, command: tuple[str, ...], output: Output) -> int:
    output.say(spelled(command, machine, output.encoding), "dim")
    said: list[str] = []

    def show(line: str) -> None:
        said.append(line)
        output.say(line)

    # pip must find the packages that the doctor looks for, so it speaks to the same environment.
    attached = output.err.file.isatty()
    code = process.run_attached(command, machine.environ, None if attached else show)
    if code == 0:
        return READY
    symptom = recognise("\n".join(said))
    output.say(text("It ended with code {code}.", code=code), "bold red")
    if symptom is not None:
        output.say(symptom.meaning)
    return UNCHECKED if symptom and symptom.cause.startswith("network.") else TO_FIX
