"""Which onnxruntime is here: a build for cards has another name, and brings the same module.

Both lie in one folder. To ask pip for the usual one would lay it over the other without a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from setup_doctor.machine import Distribution, Machine

USUAL, CUDA = "onnxruntime", "onnxruntime-gpu"
_BUILDS = (USUAL, CUDA, "onnxruntime-directml")


def installed(machine: Machine) -> Distribution | None:
    """The package that brings the module, None where none does."""
    return next(filter(None, map(machine.distribution, _BUILDS)), None)


def requirement(machine: Machine) -> str:
    """What to ask pip for: the one that is here, else the usual one."""
    return next(filter(machine.has, _BUILDS), USUAL)
