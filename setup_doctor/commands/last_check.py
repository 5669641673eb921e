"""What the last check did not like, so that `rerun` need not look at all the rest again.

It stands in the doctor's own folder of its environment, beside nothing of the user's; where that
cannot be written, nothing is remembered. Of another environment it is kept there as well: that one
is only looked at.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.examination.selection import Request
    from setup_doctor.machine import Machine
    from setup_doctor.model import Report, Result

_VERSION = 1
_FINE = {Status.OK, Status.NOTE, Status.ABSENT}


@dataclass(frozen=True, slots=True)
class LastCheck:
    """What is remembered of a check.

    Attributes:
        ids: of the checks that were not fine, or not reached.
        backends: that it was about; empty for all.
    """

    ids: tuple[str, ...]
    backends: tuple[str, ...] = ()


def keep(report: Report, machine: Machine, request: Request) -> None:
    """Remember which checks of `report` were not fine."""
    ids = tuple(result.check.id for result in report.results if _open(result))
    document = {"version": _VERSION, **asdict(LastCheck(ids, request.backends))}
    write(path(machine), document, machine)


def write(file: Path, document: Mapping[str, object], machine: Machine) -> None:
    """Lay a document down in the folder of the environment, where that is there."""
    with contextlib.suppress(OSError):  # a convenience, and no reason to fail
        if _home(machine).is_dir():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(document), encoding="utf-8")


def recall(machine: Machine) -> LastCheck | None:
    """What was remembered last; None where there is nothing."""
    try:
        document = json.loads(path(machine).read_text(encoding="utf-8"))
        if document["version"] != _VERSION:
            return None
        return LastCheck(tuple(map(str, document["ids"])), tuple(map(str, document["backends"])))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _open(result: Result) -> bool:
    if result.status is Status.SKIPPED:
        return result.finding.cause == "skipped.blocked"
    return result.status not in _FINE and not result.suppressed


def _home(machine: Machine) -> Path:
    return Path(sys.prefix) if machine.visit else machine.interpreter.prefix


def path(machine: Machine) -> Path:
    """The file in which it stands."""
    folder = _home(machine) / "share" / "setup-doctor"
    if machine.visit is None:
        return folder / "last-check.json"
    whose = hashlib.sha256(str(machine.interpreter.prefix).encode("utf-8", "surrogatepass"))
    return folder / "patients" / f"{whose.hexdigest()[:16]}.json"
