"""`setup-doctor install`: the route that needs no compiler, for `fix` and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.checks.python import OLDEST
from setup_doctor.checks.python.pip import newer, shown, too_old
from setup_doctor.commands import meaning
from setup_doctor.install import by_manager, route, torch_build
from setup_doctor.machine import keeper as keepers
from setup_doctor.machine import process
from setup_doctor.machine.pip_settings import misleading, unreadable
from setup_doctor.machine.shell import DOCTOR, runnable, spelled
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY, TO_FIX, UNCHECKED
from setup_doctor.repair import common_remedies
from setup_doctor.repair.carrying_out import ANNOUNCED

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.render.output import Output


def install(
    machine: Machine,
    backend: str,
    output: Output,
    *,
    dry_run: bool,
    upgrade: bool,
    yes: bool = False,
) -> int:
    """Install what `backend` needs; return the exit code."""
    if (refused := refusal(machine, backend)) is not None:
        output.say(refused, "bold red")
        return TO_FIX
    _announce(machine, backend, output)
    full = not route.is_light(machine, backend)
    if by_manager.writes(machine, backend, full=full):
        code = _write(machine, backend, output, dry_run=dry_run, yes=yes)
        if code != READY:
            return code
    for command in route.commands(machine, backend, upgrade=upgrade):
        if dry_run:
            output.write(spelled(command, machine, output.encoding))
            continue
        code = _run(machine, command, output)
        if code != READY:
            return code
    if not (dry_run or machine.environ.get(ANNOUNCED)):
        step = spelled((DOCTOR, "check", "--backend", backend), machine, output.encoding)
        output.say(text("{backend} is installed. Next: {command}", backend=backend, command=step))
    return READY


def _write(machine: Machine, backend: str, output: Output, *, dry_run: bool, yes: bool) -> int:
    """What no command of the project's manager writes into the project file."""
    # Only here is the library needed that edits it.
    from setup_doctor.commands import export  # noqa: PLC0415
    from setup_doctor.managers.project_file import Needs  # noqa: PLC0415

    needs = Needs((backend,), full=True, cuda=machine.cuda)
    manager = keepers.keeper(machine).name
    return export.write(machine, manager, needs, output, yes=yes, dry_run=dry_run, aside=True)


def refusal(machine: Machine, backend: str) -> Text | None:
    """Why it cannot be done here: this Python, whose it is, its pip is too old, or another torch would come."""
    if machine.interpreter.version[:2] < OLDEST:
        return text(
            "Python {version} is older than the oldest that has wheels, {oldest}. Next: {step}",
            version=machine.interpreter.dotted,
            oldest=".".join(map(str, OLDEST)),
            step=common_remedies.new_python(machine).title,
        )
    if machine.interpreter.version[:2] < route.ROUTES[backend].least_python:
        return text(
            "{backend} needs Python {wanted} or newer, and this is {version}. Next: {step}",
            backend=backend,
            wanted=".".join(map(str, route.ROUTES[backend].least_python)),
            version=machine.interpreter.dotted,
            step=common_remedies.new_python(machine).title,
        )
    if by_manager.is_closed(machine) and machine.visit:
        return text(
            "This Python belongs to the system, which lets pip install nothing (externally-managed-"
            "environment). Next: {command}",
            command=common_remedies.own_environment(machine).title,
        )
    if by_manager.is_closed(machine):
        return text(
            "This Python belongs to the system, which lets pip install nothing (externally-managed-"
            "environment). Next: {command}, and the doctor in that one.",
            command=spelled(common_remedies.NEW_ENVIRONMENT, machine),
        )
    return _of_pip(machine, backend) or _of_torch(machine, backend)


def _of_pip(machine: Machine, backend: str) -> Text | None:
    if by_manager.writes(machine, backend, full=not route.is_light(machine, backend)):
        return None
    by_pip = by_manager.manager(machine) is None
    if by_pip and (file := unreadable(machine)) is not None:
        return text(
            "pip does not start, as it cannot read its settings in {file}. Next: {step}",
            file=str(file),
            step=common_remedies.readable_settings(file).title,
        )
    if by_pip and (setting := misleading(machine)) is not None:
        return text(
            "pip is set to put packages elsewhere, or nowhere: {setting}. Next: {step}",
            setting=shown(setting),
            step=common_remedies.without_setting(setting, machine).title,
        )
    old = too_old(machine)
    if old is None:
        return None
    return text(
        "pip {version} is too old to know today's wheels by their names. Next: {command}",
        version=old,
        command=spelled(newer().commands[0], machine),
    )


def _of_torch(machine: Machine, backend: str) -> Text | None:
    torch = torch_build.installed(machine)
    least = route.ROUTES[backend].least_torch
    if torch is None or not least or not torch.is_older_than(least):
        return None
    return text(
        "torch {version} ({kind}) is here, and {backend} wants {least} or newer. It is not replaced, as "
        "that could bring another build. Next: install a newer one from {page}, and run this again.",
        version=torch.version,
        kind=torch.made_for,
        backend=backend,
        least=least,
        page=torch_build.PAGE,
    )


def _announce(machine: Machine, backend: str, output: Output) -> None:
    remedy = common_remedies.install(backend, machine, full=machine.full)
    if not machine.environ.get(ANNOUNCED):
        output.say(remedy.title, "bold")
    if (kept := by_manager.told(machine)) is not None:
        output.say(kept)
    if remedy.megabytes:
        output.say(text("About {megabytes} MB are fetched.", megabytes=remedy.megabytes))


def _run(machine: Machine, command: tuple[str, ...], output: Output) -> int:
    output.say(spelled(command, machine, output.encoding), "dim")
    said: list[str] = []

    def show(line: str) -> None:
        said.append(line)
        output.say(line)

    # pip must find the packages that the doctor looks for, so it speaks to the same environment.
    attached = output.err.file.isatty()
    argv = runnable(command, machine)
    code = process.run_attached(argv, machine.environ, None if attached else show)
    if code == 0:
        return READY
    output.say(text("It ended with code {code}.", code=code), "bold red")
    symptom = meaning.tell(said, machine, output)
    return UNCHECKED if symptom and symptom.cause.startswith("network.") else TO_FIX
