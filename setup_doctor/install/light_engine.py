"""The light engine's way into an environment: without torch, librosa and numba.

Resemblyzer's wheel is only downloaded, and its weights are taken out of it: installed, it would
ask for torch, and without that `pip check` would complain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.models import MODELS, unpacked_folder
from setup_doctor.install import route

if TYPE_CHECKING:
    from pathlib import Path

    from setup_doctor.machine import Machine

BACKEND = "resemblyzer"


def chosen(machine: Machine) -> bool:
    """Whether Resemblyzer is to run without torch here, as it does unless its package is wanted."""
    return route.is_light(machine, BACKEND)


def has_weights(machine: Machine) -> bool:
    """Whether it was installed here."""
    return machine.is_file(weights(machine))


def weights(machine: Machine) -> Path:
    """Where the weights lie that came out of the wheel."""
    source, *_ = MODELS[BACKEND].sources
    return unpacked_folder(source.name, machine.interpreter.prefix) / source.files[0].path
