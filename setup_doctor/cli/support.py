"""`support`: what somebody who helps will ask for, in one archive."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from diarizer.files.looks import is_file
from setup_doctor.cli.options import (
    DryRun,
    NoSmoke,
    Offline,
    Timeout,
    Yes,
    new_output,
    new_request,
    wrong,
)
from setup_doctor.cli.patients import meet
from setup_doctor.messages.text import text


def support(
    logs: Annotated[
        list[Path] | None,
        typer.Argument(metavar="LOG", help="Logs of yours that should come along."),
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Where to write it; here by default."),
    ] = None,
    offline: Offline = False,
    no_smoke: NoSmoke = False,
    timeout: Timeout = None,
    yes: Yes = False,
    dry_run: DryRun = False,
) -> None:
    """Gather what somebody who helps will ask for, into one archive.

    The report, what pip and Python say, versions and logs; without tokens, passwords and names.
    Shows what is in it, asks, and writes it. Nothing is sent anywhere.

    \b
    Examples:
      setup-doctor support
      setup-doctor support install.log
      setup-doctor support --dry-run        only show what would be in it
    """
    from setup_doctor.commands.support import TargetError, target
    from setup_doctor.commands.support import support as run

    for log in logs or ():
        if not is_file(log):
            raise wrong(text("There is no file {name} here.", name=str(log)))
    request = new_request(None, offline=offline, no_smoke=no_smoke)
    try:
        path = target(archive)
    except TargetError as error:
        raise wrong(error.args[0]) from None
    output = new_output()
    code = run(
        meet(output),
        request,
        output,
        path,
        logs or (),
        yes=yes,
        dry_run=dry_run,
        limit=timeout,
    )
    raise typer.Exit(code)
