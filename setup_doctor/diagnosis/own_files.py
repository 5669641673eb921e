"""Files of the user's that are called like a package or a part of Python, and are found in its place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from setup_doctor.machine.shared_probes import COUPLED
from setup_doctor.symptoms.entries.standard_library import STANDARD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from setup_doctor.machine import Machine

_PACKAGES = (
    *COUPLED,
    *("numpy", "scipy", "numba", "librosa", "soundfile", "soxr", "av", "webrtcvad", "sklearn"),
    *("onnxruntime", "huggingface_hub", "transformers", "speechbrain", "lightning", "requests"),
    *("resemblyzer", "pyannote", "silero_vad", "whisper", "whisperx", "faster_whisper"),
)
# Loaded before a program begins: a file of that name comes too late.
_BEFORE = frozenset((*sys.builtin_module_names, "abc", "codecs", "io", "os"))
_NAMES = tuple(dict.fromkeys((*_PACKAGES, *(n for n in STANDARD if n not in _BEFORE))))


def hiding(machine: Machine) -> tuple[Path, tuple[str, ...]] | None:
    """The first folder in which programs are started that holds such files, and their names.

    Looked at are the folder in which the doctor was called, and the one in which the environment lies.
    """
    for folder in _started_in(machine):
        there = machine.entries(folder)
        if found := tuple(
            file for name in _NAMES if (file := _as_module(name, folder, there, machine))
        ):
            return folder, found
    return None


def _started_in(machine: Machine) -> Iterator[Path]:
    here, python = machine.here(), machine.interpreter
    # Whoever stands among the packages themselves sees nothing hidden.
    places = (python.prefix, python.base_prefix / "lib", *python.packages)
    if not any(here.is_relative_to(place) for place in places):
        yield here
    if python.in_virtual_environment and python.prefix.parent != here:
        yield python.prefix.parent


def _as_module(name: str, folder: Path, there: tuple[str, ...], machine: Machine) -> str:
    """What stands in `folder` and is imported as `name`; "" where nothing is."""
    if f"{name}.py" in there:
        return f"{name}.py"
    package = name in there and machine.is_file(folder / name / "__init__.py")
    return f"{name}/__init__.py" if package else ""
