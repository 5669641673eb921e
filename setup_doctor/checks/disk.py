"""Room for what is to come."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.install import light_engine
from setup_doctor.messages.text import Text, text
from setup_doctor.model import check
from setup_doctor.model.findings import failed, ok, unknown
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

# Measured after an installation: torch 0.8 GB, all the rest 0.6 GB, and as much again while pip unpacks.
TO_INSTALL = 3000
TO_ADD_PYANNOTE = 1300
TO_INSTALL_LIGHT = 900  # both backends are 0.4 GB
TO_RUN = 200


@check()
def space(machine: Machine) -> Finding:
    """There is room on every disk that gets something.

    Looks at: the disks of the virtual environment, of the temporary folder and of the model cache.
    Why: pip unpacks in the temporary folder before it moves; a disk that fills up on the way leaves
    half a torch, which then fails with an error about a DLL.
    Usual causes: a small system drive; TEMP on a RAM disk.
    Fix: free some room, or set TEMP (TMPDIR) and HF_HOME to a folder on another drive.
    """
    wanted = _wanted(machine)
    trail: list[tuple[str, Text | str]] = []
    short: list[str] = []
    for place in dict.fromkeys(_places(machine)):
        try:
            free = machine.free_bytes(place) // 1_000_000
        except OSError as error:
            trail.append((str(place), str(error)))
            continue
        trail.append((str(place), text("{megabytes} MB free", megabytes=free)))
        if free < wanted:
            short.append(str(place))
    if short:
        return failed(
            "disk.full",
            text("Less than {wanted} MB free for {place}.", wanted=wanted, place=short[0]),
            trail,
            common_remedies.by_hand(
                text(
                    "Free {wanted} MB on the drive of {place}, or {other}",
                    wanted=wanted,
                    place=short[0],
                    other=_elsewhere(machine, short[0]),
                )
            ),
        )
    if not any(isinstance(seen, Text) for _, seen in trail):
        return unknown("disk.unknown", text("No disk could be asked for its free space."), trail)
    return ok(text("At least {wanted} MB free everywhere they are needed", wanted=wanted), trail)


def _wanted(machine: Machine) -> int:
    needed = {"pyannote": "pyannote.audio", "nemotron": "transformers"}
    missing = [n for n in machine.wanted if n in needed and not machine.has(needed[n])]
    light = light_engine.chosen(machine) and not missing
    if light:
        return TO_RUN if light_engine.has_weights(machine) else TO_INSTALL_LIGHT
    if not machine.has("torch"):
        return TO_INSTALL
    return TO_ADD_PYANNOTE if missing else TO_RUN


def _elsewhere(machine: Machine, place: str) -> Text:
    prefix, temporary, _ = map(str, _places(machine))
    if place == prefix:
        return text("move the project to another drive and run the installer there")
    windows = machine.platform == "windows"
    variable = ("TEMP" if windows else "TMPDIR") if place == temporary else "HF_HOME"
    return text("set {variable} to a folder on another drive", variable=variable)


def _places(machine: Machine) -> list[Path]:
    environ = machine.environ
    hub = environ.get("HF_HOME") or environ.get("XDG_CACHE_HOME")
    temporary = environ.get("TMPDIR") or environ.get("TEMP") or tempfile.gettempdir()
    return [
        machine.interpreter.prefix,
        Path(temporary),
        Path(hub) if hub else machine.home / ".cache",
    ]
