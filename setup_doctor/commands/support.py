"""`setup-doctor support`: one archive for whoever helps, shown before it is written."""

from __future__ import annotations

import zipfile
from datetime import datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.files.atomic import draft
from diarizer.files.looks import is_folder, is_there
from setup_doctor.commands import consent, unwritable
from setup_doctor.commands.examination import examine
from setup_doctor.commands.support_parts import parts
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY, TO_FIX

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.commands.support_parts import Part
    from setup_doctor.examination.selection import Request
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.render.output import Output

_KILO = 1000
_NAME = 22  # as wide as the longest name of ours


class TargetError(Exception):
    """The archive cannot stand where it was asked for."""


def target(wanted: Path | None) -> Path:
    """Where the archive is to stand: what was asked for, or a name with the time in this folder.

    Raises:
        TargetError: there is no such folder, or something stands there already.
    """
    name = f"setup-doctor-support-{datetime.now(timezone.utc):%Y%m%d-%H%M%S}.zip"
    path = wanted or Path(name)
    path = path / name if is_folder(path) else path
    if is_there(path):
        raise TargetError(text("{path} is there already.", path=str(path)))
    if not is_folder(path.parent):
        raise TargetError(text("There is no folder {folder}.", folder=str(path.parent)))
    return path


def support(
    machine: Machine,
    request: Request,
    output: Output,
    path: Path,
    logs: Sequence[Path] = (),
    *,
    yes: bool = False,
    dry_run: bool = False,
    limit: float | None = None,
) -> int:
    """Look, gather, show what was gathered, ask, and write it to `path`; return the exit code.

    Raises:
        UnwritableError: it cannot be written there; before the look, where that shows by then.
    """
    if not dry_run:
        unwritable.tried(path, "--output")
    output.say(text("Looking at this machine, as check does."))
    report = examine(machine, request, output, limit=limit)
    found = parts(machine, report, logs)
    _show(found, output)
    if dry_run:
        output.say(text("This was a dry run: nothing was written."))
        return READY
    if not yes and not consent.agreed(text("Write it to {path}?", path=str(path)), output):
        return TO_FIX
    return _written(found, path, output)


def _show(found: Sequence[Part], output: Output) -> None:
    output.say(text("In the archive, without tokens, passwords and names:"), "bold")
    for part in found:
        what = output.language(part.what)
        output.say(f"  {part.name:<{_NAME}} {output.language(_size(part.data)):>8}  {what}")


def _size(data: bytes) -> Text:
    return text("{kilobytes:.1f} kB", kilobytes=len(data) / _KILO)


def _written(found: Sequence[Part], path: Path, output: Output) -> int:
    try:
        # Never half an archive under the name of a whole one.
        with draft(path) as beside, zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in found:
                archive.writestr(part.name, part.data)
    except OSError as error:
        raise unwritable.named_otherwise(path, error, "--output") from error
    output.say(text("Written: {path}", path=str(path)), "green")
    output.say(text("Nothing was sent. Look into it, then attach it to your report."))
    return READY
