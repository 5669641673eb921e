"""Looking after another Python than the one that runs the doctor.

Nothing of the doctor moves there: it asks that Python in processes of its own, which borrow the
doctor's two packages by `guest.py` and see everything else as they would without the doctor.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from setup_doctor.machine import guest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine.process import Completed

GUEST = str(Path(guest.__file__))


@dataclass(frozen=True, slots=True)
class Visit:
    """How the doctor came to another Python.

    Attributes:
        found_by: the option, the variable or the habit that named it.
        doctor: what starts the doctor in the user's shell.
    """

    found_by: str
    doctor: tuple[str, ...] = ("setup-doctor",)


def lent(arguments: Sequence[str]) -> tuple[str, ...]:
    """The same arguments of a Python, for one that has to borrow the doctor's modules.

    >>> lent(("-m", "pip", "--version"))
    ('-m', 'pip', '--version')
    >>> lent(("-m", "diarizer.probes.smoke"))[1:]
    ('-m', 'diarizer.probes.smoke')
    """
    first, named = (*arguments, "", "")[:2]
    ours = first == "-m" and named.partition(".")[0] in guest.LENT
    return (GUEST, *arguments) if ours or first == "-c" else tuple(arguments)


def facts(said: Completed) -> dict[str, Any] | None:
    """What a Python said of itself; None where it said nothing of the kind."""
    for line in said.stdout.splitlines():
        if line.startswith(guest.MARK):
            found: dict[str, Any] = json.loads(line[len(guest.MARK) :])
            return found
    return None
