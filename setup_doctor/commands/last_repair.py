"""What the last repair left as it was, so that the same step is not shown again without a word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from setup_doctor.commands import last_check
from setup_doctor.messages.text import text
from setup_doctor.model import Status
from setup_doctor.repair import next_step

if TYPE_CHECKING:
    from pathlib import Path

    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Report

_VERSION = 1


def keep(report: Report, machine: Machine) -> None:
    """Remember what is still wrong after a repair."""
    document = {"version": _VERSION, "wrong": [] if report.ready else _wrong(report)}
    last_check.write(_path(machine), document, machine)


def again(report: Report, machine: Machine) -> Text | None:
    """What is to be said where the next step was done already, and all is as it was then."""
    step = next_step.next_step(report)
    if step is None or not step.automatic or not (wrong := _wrong(report)):
        return None
    try:
        document = json.loads(_path(machine).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(document, dict) or document.get("wrong") != wrong:
        return None
    return text(
        "This was done before, and the same is still wrong. Why, stands in what it prints in red: do it "
        "once more, and give that to `setup-doctor explain`."
    )


def _wrong(report: Report) -> list[str]:
    failed = (r for r in report.results if r.status is Status.FAILED and not r.suppressed)
    return sorted(f"{result.check.id} {result.finding.cause}" for result in failed)


def _path(machine: Machine) -> Path:
    beside = last_check.path(machine)
    return beside.with_name(f"{beside.stem}-repair.json")
