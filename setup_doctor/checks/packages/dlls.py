"""Why a DLL of torch does not load: the number of the error, beside what the runtime says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setup_doctor.checks.windows.runtime import look
from setup_doctor.diagnosis import import_failure
from setup_doctor.messages.text import text
from setup_doctor.model import Evidence
from setup_doctor.model.findings import failed

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding, Remedy

NOT_FOUND, NOT_STARTED = 126, 1114


def diagnose(machine: Machine, name: str, answer: import_failure.Answer, anew: Remedy) -> Finding:
    """A finding about `name`; what the runtime is whole for is a matter of the package's files.

    Args:
        machine: to be asked for its runtime, on the two errors that it brings about.
        name: of the package.
        answer: how its import failed.
        anew: the remedy that lays its files down once more.
    """
    finding = import_failure.diagnose(name, answer, anew)
    if answer.winerror not in {NOT_FOUND, NOT_STARTED}:
        return finding
    runtime = look(machine)
    trail = [(each.looked_at, each.seen) for each in finding.evidence] + runtime.trail
    whole = bool(runtime.libraries) and not runtime.missing
    if answer.winerror == NOT_FOUND and whole:
        message = text(
            "A DLL that {name} needs is missing, and it is not the Visual C++ runtime (WinError 126).",
            name=name,
        )
        return failed("packages.dll-gone", message, trail, anew)
    if answer.winerror == NOT_STARTED and whole and runtime.version and not runtime.is_old:
        message = text(
            "A DLL of {name} could not start, and the Visual C++ runtime is new enough ({version}).",
            name=name,
            version=runtime.version,
        )
        return failed("packages.dll-start", message, trail, anew)
    return replace(finding, evidence=tuple(Evidence(*each) for each in trail))
