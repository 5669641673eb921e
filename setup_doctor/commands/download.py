"""`setup-doctor download`: fetch what a backend needs, sizes first, every hash compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from diarizer.errors import DiarizerError, NetworkFailed
from diarizer.models import MODELS, TIMEOUT, State, download, plan, verify
from setup_doctor.machine.shell import DOCTOR, spelled
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY, TO_FIX, UNCHECKED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diarizer.models import FileState, Model, Plan
    from setup_doctor.machine import Machine
    from setup_doctor.render.output import Output


def fetch(
    name: str, machine: Machine, output: Output, *, timeout: float | None, dry_run: bool = False
) -> int:
    """Fetch the model `name`, or say what would be fetched; return the exit code."""
    model = MODELS[name]
    if machine.visit and not model.account:
        return _within(model, machine, output)
    try:
        planned = plan(model)
        _announce(model, planned, output)
        if dry_run:
            output.say(text("This was a dry run: nothing was changed."))
            return READY
        _download(model, output, timeout, visible=planned.missing > 0)
    except DiarizerError as error:
        return refused(error, output)
    _list(verify(model, deep=True), output)
    return READY


def _list(states: Iterable[FileState], output: Output) -> None:
    say = output.language
    for state in states:
        size = f"{state.size:,}".replace(",", " ")  # a comma is a decimal one elsewhere
        counted = say(text("{size:>12} bytes", size=size))
        output.write(f"{say(state.state.value)}  {counted}  {state.source}/{state.path}")


def _within(model: Model, machine: Machine, output: Output) -> int:
    """What lies in an environment: its weights come with its packages, not from the Hub."""
    states = verify(model, deep=True, packages=machine.other_packages())
    _list(states, output)
    if all(state.state is State.WHOLE for state in states):
        return READY
    # Only here is asked what can be installed at all: into a Python that is too old, nothing.
    from setup_doctor.commands import install  # noqa: PLC0415

    if (refused := install.refusal(machine, model.backend)) is not None:
        output.say(refused, "bold red")
        return TO_FIX
    command = spelled((DOCTOR, "install", model.backend), machine, output.encoding)
    output.say(text("Next: {hint}", hint=command), "bold")
    return TO_FIX


def _announce(model: Model, planned: Plan, output: Output) -> None:
    size = text("{megabytes:.1f} MB", megabytes=planned.total / 1e6)
    output.say(f"{model.title} ({model.licence}): {output.language(size)}")
    if planned.missing:
        missing = planned.missing / 1e6
        output.say(text("{megabytes:.1f} MB of them are still to come.", megabytes=missing))
    else:
        output.say(text("All of them are here. Comparing the hashes."))


def _download(model: Model, output: Output, timeout: float | None, *, visible: bool) -> None:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    hidden = not (visible and output.screen.file.isatty())
    bar = Progress(*columns, console=output.screen, disable=hidden)
    with bar:
        task = bar.add_task(model.title, total=None)

        def show(stage: str, completed: float, total: float) -> None:
            bar.update(task, description=stage, completed=completed, total=total)

        download(model, progress=show, timeout=TIMEOUT if timeout is None else timeout)


def refused(error: DiarizerError, output: Output) -> int:
    """Say what went wrong, what was looked at and what to do next; return the exit code."""
    message, lines, hint = error.translated(output.language)
    output.say(message, "bold red")
    for line in lines:
        output.say(f"  {line}")
    if hint:
        output.say(text("Next: {hint}", hint=redact(hint)), "bold")
    output.say(text("cause {cause}", cause=error.reference), "dim")
    return UNCHECKED if isinstance(error, NetworkFailed) else TO_FIX
