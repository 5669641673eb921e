"""Running the checks and watching them: what check, fix, setup and compare have in common."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.checks import collect
from setup_doctor.examination import runner, suppressions
from setup_doctor.examination.selection import Request, select
from setup_doctor.machine import asked_together, environment
from setup_doctor.model import Report
from setup_doctor.model.verdicts import verdicts
from setup_doctor.render.live import Live

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.model import Check, Result
    from setup_doctor.render.console import Console
    from setup_doctor.render.output import Output


def examine(
    machine: Machine,
    request: Request,
    output: Output,
    *,
    show: Console | None = None,
    limit: float | None = None,
) -> Report:
    """Run the checks that `request` is about and report.

    Args:
        machine: what to look at.
        request: which checks.
        output: where to show what is under way.
        show: writes each result as soon as it stands; None for silence.
        limit: seconds for each check.

    Raises:
        UnknownNameError: when `request` names something that does not exist.
        ProjectFileError: when the project's file cannot be understood.
    """
    heading = environment(machine)  # first: it asks `uname`, while the probes are on their way
    selection = select(collect(), request, machine.platform)
    asking = _asking(request.asked_of(machine), selection.checks)
    with Live(output, selection.checks, show) as live:
        results = runner.run(
            selection.checks,
            asking,
            asked_to_skip=selection.left_out,
            suppressed=_suppressed(),
            limit=limit,
            on_start=live.started,
            on_result=live.ended,
        )
    in_order = tuple(sorted(results, key=lambda r: selection.checks.index(r.check)))
    return Report(in_order, verdicts(in_order), heading)


def _asking(machine: Machine, checks: Sequence[Check]) -> Machine:
    return asked_together.asking(machine, [check.id for check in checks])


def _suppressed() -> dict[Check, str]:
    """What the project that the user stands in does not want to count."""
    try:
        path = suppressions.find(Path.cwd())
    except OSError:  # the folder in which the window stands was deleted
        return {}
    return suppressions.suppressed(collect(), suppressions.suppressions(path)) if path else {}


def look_again(
    checks: Sequence[Check], machine: Machine, request: Request, output: Output, limit: float | None
) -> list[Result]:
    """Run `checks` once more, silently but for the status line."""
    asking = _asking(request.asked_of(machine), checks)
    with Live(output, checks, None) as live:
        return runner.run(
            checks,
            asking,
            suppressed=_suppressed(),
            limit=limit,
            on_start=live.started,
            on_result=live.ended,
        )
