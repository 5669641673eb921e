"""Which Python the programs of an environment start: what is written into them when they are made."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setup_doctor.machine import Machine

_STARTS = re.compile(
    # A path that is long or has blanks in it is handed to a shell, quoted in one way or the other.
    r"\A#!/bin/sh\n'''exec' ['\"]?(?P<exec>[^'\"\n]+?)['\"]? \"\$0\""
    r"|\A#!(?P<script>/[^\s]+)\n"
    # Windows: between the launcher and the archive that it starts.
    r"|#!\"?(?P<launcher>[A-Za-z]:\\[^\"\r\n]{1,400}?\.exe)\"?[\r\n]+PK\x03\x04"
)


def stranger(machine: Machine, program: str) -> str:
    """The Python that `program` of this environment starts where it is none of this environment.

    So it is after the environment was moved or copied: nothing is there any more, or the old one.
    "" where it starts its own, and where it does not say.
    """
    folder = machine.interpreter.executable.parent
    path = folder / (f"{program}.exe" if machine.platform == "windows" else program)
    found = _STARTS.search(machine.read_text(path) or "")
    named = next((each for each in found.groups() if each), "") if found else ""
    return "" if not named or Path(named).name == "env" or _same(named, folder) else named


def _same(python: str, folder: Path) -> bool:
    try:
        return Path(python).exists() and Path(python).parent.samefile(folder)
    except OSError:
        return False
