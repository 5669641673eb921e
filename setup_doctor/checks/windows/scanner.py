"""Programs that look into every new file, by making one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.checks.windows.places import concerned
from setup_doctor.messages.text import text
from setup_doctor.model import check
from setup_doctor.model.findings import failed, note, ok, unknown
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding, Remedy


@check(platforms=("windows",))
def new_files(machine: Machine) -> Finding:
    """A new file can be moved and removed at once: nobody holds it.

    Looks at: a small library, written into the environment and into TEMP, renamed and removed; how
    many tries that took.
    Why: a virus scanner opens what is new. While it reads, pip can move nothing (WinError 32, or 5),
    and leaves half a package. Our own downloads try ten times over five seconds.
    Usual causes: a virus scanner; a backup or a synchronising program; an indexer.
    Fix: wait, try again; an exclusion for the project's folder as the last resort.
    """
    places = concerned(machine)
    waits = [(places[n], machine.try_new_library(places[n])) for n in ("environment", "TEMP")]
    trail = [
        (str(folder), wait.problem or f"{wait.tries} tries, {wait.seconds:.1f} s")
        for folder, wait in waits
    ]
    for folder, wait in waits:
        if wait.problem and wait.tries > 1:
            message = text(
                "Another program holds a new file in {folder}, after {tries} tries.",
                folder=str(folder),
                tries=wait.tries,
            )
            return failed("windows.file-held", message, trail, _let_go())
        if wait.problem:
            message = text("No file could be tried in {folder}.", folder=str(folder))
            return unknown("windows.new-files-unknown", message, trail)
    slow = max(wait.seconds for _, wait in waits)
    if any(wait.tries > 1 for _, wait in waits):
        message = text("A virus scanner holds new files for {seconds:.1f} s", seconds=slow)
        return note("windows.scanner", message, trail)
    return ok(text("New files can be moved at once"), trail)


def _let_go() -> Remedy:
    return common_remedies.by_hand(
        text(
            "Close what uses the folder (a virus scanner, OneDrive, an editor), wait a minute and "
            "look again"
        )
    )
