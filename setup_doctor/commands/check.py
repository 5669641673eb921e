"""`setup-doctor check`: look at everything, change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from setup_doctor.commands.examination import examine
from setup_doctor.render.console import Console
from setup_doctor.render.document import dumps
from setup_doctor.verdicts import exit_code

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.output import Output
    from setup_doctor.selection import Wish


def check(
    machine: Machine,
    wish: Wish,
    output: Output,
    *,
    as_json: bool,
    verbose: bool,
    strict: bool,
    limit: float | None,
) -> int:
    """Run the checks, show what they found, and return the exit code."""
    if as_json:
        report = examine(machine, wish, output, limit=limit)
        output.write(dumps(report, machine, strict=strict))
        return exit_code(report, strict=strict)
    asked = bool(wish.backends or wish.only)
    console = Console(machine, unicode=output.unicode, verbose=verbose, options=asked)
    report = examine(machine, wish, output, show=console, limit=limit)
    if report.verdicts:
        output.lines([Text(), *console.verdicts(report)])
    return exit_code(report, strict=strict)
