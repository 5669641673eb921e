"""The command that says what the project and the rest of the team need."""

from __future__ import annotations

from typing import Annotated

import typer

from setup_doctor.cli.options import (
    Cuda,
    DryRun,
    Full,
    Yes,
    new_output,
    one_of,
    refuse_contradictions,
    wrong,
)
from setup_doctor.cli.patients import new_machine
from setup_doctor.messages.text import text


def export(
    backend: Annotated[
        list[str] | None,
        typer.Argument(
            help="resemblyzer, open, pyannote, nemotron; those that are installed by default."
        ),
    ] = None,
    manager: Annotated[
        str | None,
        typer.Option(
            "--for",
            metavar="pip|uv|poetry|pdm|conda",
            help="For whom; for the manager that keeps this environment by default.",
        ),
    ] = None,
    full: Full = False,
    cuda: Cuda = False,
    write: Annotated[
        bool,
        typer.Option("--write", help="Write it into pyproject.toml, after showing the difference."),
    ] = False,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Print what the rest of the team and CI need to install the same.

    For uv, poetry and pdm lines for pyproject.toml, for pip a requirements.txt, for conda an
    environment.yml: with the versions that were tested together, and without a compiler. The
    models and the proof come from `setup-doctor setup --yes` afterwards.

    \b
    Examples:
      setup-doctor export --for pip > requirements.txt
      setup-doctor export --for conda > environment.yml
      setup-doctor export resemblyzer --for uv --full
      setup-doctor export --write --dry-run             shows the difference
      setup-doctor export --for poetry --full --write   asks, then writes
    """
    from setup_doctor.commands import export as command
    from setup_doctor.install.route import ROUTES
    from setup_doctor.managers.exports import MANAGERS
    from setup_doctor.managers.project_file import Needs

    for each in backend or ():
        one_of(each, list(ROUTES))
    if manager is not None:
        one_of(manager, list(MANAGERS))
    refuse_contradictions(light=False, full=full, cuda=cuda)
    machine, output = new_machine(), new_output()
    name = manager or command.its_manager(machine)
    needs = Needs(tuple(backend or command.installed(machine)), full or cuda, cuda)
    if not (write or dry_run):
        raise typer.Exit(command.show(name, needs, output))
    if name in {"pip", "conda"}:
        raise wrong(
            text("--write is for uv, poetry and pdm. For {name}: print it into a file.", name=name)
        )
    raise typer.Exit(command.write(machine, name, needs, output, yes=yes, dry_run=dry_run))
