"""The remedies that more than one check offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.install import by_manager, downloads, route, torch_build
from setup_doctor.machine.shell import DOCTOR, OPTION, PYTHON, spelled
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import Text, text
from setup_doctor.model import Needs, Remedy

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from setup_doctor.machine import Machine
    from setup_doctor.machine.pip_settings import Setting

# Where nobody has named one: neither needs an account, and the first is the smaller.
DEFAULT_BACKENDS = ("resemblyzer", "open")
DEFAULT_BACKEND = DEFAULT_BACKENDS[0]

NEW_ENVIRONMENT = (PYTHON, "-m", "venv", ".venv")
RECOMMENDED_PYTHON = "3.12"
PYTHON_PAGE = "https://www.python.org/downloads/"
_TO_THE_INDEX = ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")


def install(
    backend: str,
    machine: Machine | None = None,
    *,
    full: bool = False,
    megabytes: int | None = None,
) -> Remedy:
    """Install everything that `backend` needs, by the route that needs no compiler.

    Args:
        backend: which one.
        machine: what is there already is not fetched; where it is not known, all is counted.
        full: with torch, whatever is there.
        megabytes: where less is fetched than the table says.
    """
    if machine and machine.visit and by_manager.is_closed(machine):
        return own_environment(machine)
    light = not full and (route.is_light(machine, backend) if machine else backend in route.LIGHTS)
    title = text("Install what {backend} needs, ready-built", backend=backend)
    if machine and not light:
        torch = torch_build.told(machine, backend)
        title = text("Install what {backend} needs, {torch}", backend=backend, torch=torch)
    kind = downloads.LIGHT if light else torch_build.kind(machine) if machine else downloads.FULL
    pieces = downloads.to_come(machine, backend, kind)
    options = ("--full",) * full + ("--cuda",) * bool(full and machine and machine.cuda)
    return Remedy(
        title,
        ((DOCTOR, "install", backend, *options),),
        megabytes=downloads.megabytes(pieces) if megabytes is None else megabytes,
        pieces=pieces if megabytes is None else frozenset(),
    )


def own_environment(machine: Machine) -> Remedy:
    """Make an environment where this Python has none of its own, or lets nothing be installed."""
    if machine.visit is None:
        return by_hand(text("Run install.sh (install.ps1 on Windows): it makes .venv"))
    doctor = machine.visit.doctor
    start = DOCTOR if doctor == (DOCTOR,) else spelled(doctor, machine)
    title = text(
        "Make one beside your project, then look after that one: {make}; {setup}",
        make=spelled(NEW_ENVIRONMENT, machine),
        setup=f"{start} {OPTION} .venv setup",
    )
    return by_hand(title)


def install_any(machine: Machine, *, megabytes: int | None = None) -> Remedy:
    """Install a part that every backend brings, with the backend that was asked for."""
    return install(_asked_for(machine), machine, megabytes=megabytes)


def install_with_torch(machine: Machine) -> Remedy:
    """Install what is only there where somebody wants torch."""
    backend = _asked_for(machine)
    return install(backend, machine, full=machine.full and backend in route.LIGHTS)


def _asked_for(machine: Machine) -> str:
    return machine.wanted[0] if machine.wanted else DEFAULT_BACKEND


def install_light(*, megabytes: int | None = None) -> Remedy:
    """Install what Resemblyzer's light engine needs: no torch."""
    pieces = downloads.to_come(None, DEFAULT_BACKEND, downloads.LIGHT)
    return Remedy(
        text("Do without torch: install Resemblyzer's light engine"),
        ((DOCTOR, "install", DEFAULT_BACKEND, "--light"),),
        megabytes=downloads.megabytes(pieces) if megabytes is None else megabytes,
        pieces=pieces if megabytes is None else frozenset(),
    )


def reinstall(*packages: str, megabytes: int = 0) -> Remedy:
    """Fetch `packages` once more and lay them over what is there; of torch, the same build."""
    options = ("--force-reinstall", "--no-deps", "--no-cache-dir", "--only-binary=:all:")
    wanted = (*options, *torch_build.indexes(packages), *packages)
    return Remedy(
        text("Install {packages} anew", packages=", ".join(packages)),
        ((PYTHON, "-m", "pip", "install", *wanted),),
        megabytes=megabytes,
    )


def uninstall(*packages: str) -> Remedy:
    """Remove `packages`."""
    return Remedy(
        text("Remove {packages}", packages=", ".join(packages)),
        ((PYTHON, "-m", "pip", "uninstall", "--yes", *packages),),
    )


def new_python(machine: Machine | None = None) -> Remedy:
    """Install another Python; a person has to do that."""
    if machine and machine.visit and not machine.interpreter.in_virtual_environment:
        title = text(
            "Install Python {version}, 64-bit, make an environment beside your project with it, and go on "
            "there",
            version=RECOMMENDED_PYTHON,
        )
        return Remedy(title, page=PYTHON_PAGE)
    if machine and machine.visit:
        title = text(
            "Install Python {version}, 64-bit, make the environment {folder} anew with it, and go on there",
            version=RECOMMENDED_PYTHON,
            folder=str(machine.interpreter.prefix),
        )
        return Remedy(title, page=PYTHON_PAGE)
    return Remedy(
        text(
            "Install Python {version}, 64-bit, then run the installer again",
            version=RECOMMENDED_PYTHON,
        ),
        page=PYTHON_PAGE,
    )


def reach_the_index(environ: Mapping[str, str], setting: Setting | None = None) -> Remedy:
    """What hides pip's index: the `setting` that leads elsewhere, a variable, else the connection itself."""
    if setting is not None and setting.place is not None:
        return by_hand(
            text(
                "{name} in {file} is {value}: correct it, or take the line out, and try again",
                name=setting.name,
                file=str(setting.place),
                value=redact(setting.value),
            )
        )
    named = (setting.name,) if setting is not None else ()
    for name in (*named, *_TO_THE_INDEX):
        if environ.get(name):
            facts = {"name": name, "value": redact(environ[name])}
            return by_hand(
                text("{name} is set to {value}: correct it, or unset it, and try again", **facts)
            )
    return by_hand(
        text(
            "See that a browser on this machine opens https://pypi.org; behind a company's proxy set "
            "HTTPS_PROXY=http://HOST:PORT, and try again"
        )
    )


def without_setting(setting: Setting, machine: Machine) -> Remedy:
    """Take away a setting of pip's."""
    if setting.place is None:
        command = "Remove-Item Env:" if machine.platform == "windows" else "unset "
        return by_hand(
            text(
                "Unset {name}, and try again; in this window: {command}",
                name=setting.name,
                command=command + setting.name,
            )
        )
    line = setting.name.rpartition(".")[2]
    return by_hand(
        text(
            "Take the line {line} out of {file}, and try again", line=line, file=str(setting.place)
        )
    )


def readable_settings(file: Path) -> Remedy:
    """Let pip read its file of settings again."""
    return by_hand(
        text(
            "Correct {file}, or give it another name, and try again: each section once, in brackets, and saved "
            "as UTF-8 without a byte order mark",
            file=str(file),
        )
    )


def fresh_start() -> Remedy:
    """When nothing else has helped."""
    return Remedy(
        text(
            "Make the environment anew: delete the folder .venv and run the installer again. If it "
            "fails there too, `setup-doctor check --format markdown` gives what a question needs"
        )
    )


def mend_torchaudio() -> Remedy:
    """Make a torchaudio that was built for CUDA load beside a torch for the processor."""
    return Remedy(
        text("Set aside the part of torchaudio that wants CUDA"),
        ((PYTHON, "-m", "setup_doctor.install.torchaudio"),),
    )


def runtime(*, arm: bool = False) -> Remedy:
    """Install the newest runtime of Visual C++; Windows asks for an administrator."""
    architecture = "arm64" if arm else "x64"
    package = f"Microsoft.VCRedist.2015+.{architecture}"
    return Remedy(
        text("Install the newest Microsoft Visual C++ Redistributable, then restart"),
        (("winget", "install", "--id", package, "-e"),),
        page=f"https://aka.ms/vc14/vc_redist.{architecture}.exe",
        megabytes=25,
        needs=frozenset({Needs.ADMINISTRATOR, Needs.RESTART}),
    )


def by_hand(title: Text, page: str = "", *needs: Needs) -> Remedy:
    """A step that only a person can do."""
    return Remedy(title, page=page, needs=frozenset(needs))
