"""The facts that head every report: whose machine it is, and what is on it."""

from __future__ import annotations

import platform
import sys
from typing import TYPE_CHECKING

from setup_doctor import __version__

if TYPE_CHECKING:
    from setup_doctor.machine.machine import Machine

# Whose versions decide most of what goes wrong.
_TOLD = ("torch", "numpy", "webrtcvad-wheels", "resemblyzer", "pyannote.audio", "huggingface_hub")


def _own() -> str:
    return f"{platform.python_version()}, {sys.executable}"


def environment(machine: Machine) -> dict[str, str]:
    """The few facts that head every report: what somebody who helps asks for first."""
    found = ((name, machine.distribution(name)) for name in _TOLD)
    packages = (f"{name} {each.version}" for name, each in found if each is not None)
    found_by = {"found by": machine.visit.found_by} if machine.visit else {}
    return {
        "setup-doctor": __version__,
        **({"the doctor's own Python": _own()} if machine.visit else {}),
        "system": platform.platform(),
        "machine": platform.machine(),
        "python": machine.interpreter.dotted,
        "executable": str(machine.interpreter.executable),
        **found_by,
        "wheel platform": machine.interpreter.tag,
        "packages": ", ".join(packages),
    }
