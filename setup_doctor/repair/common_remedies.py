"""The remedies that more than one check offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.install import light_engine
from setup_doctor.install.route import LIGHT, ROUTES
from setup_doctor.machine.shell import DOCTOR, PYTHON
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import Text, text
from setup_doctor.model import Needs, Remedy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.machine import Machine

# Where nobody has named one: it needs no account.
DEFAULT_BACKEND = "resemblyzer"

RECOMMENDED_PYTHON = "3.12"
PYTHON_PAGE = "https://www.python.org/downloads/"


def install(backend: str, *, megabytes: int | None = None) -> Remedy:
    """Install everything that `backend` needs, by the route that needs no compiler."""
    return Remedy(
        text("Install what {backend} needs, ready-built", backend=backend),
        ((DOCTOR, "install", backend),),
        megabytes=ROUTES[backend].megabytes if megabytes is None else megabytes,
    )


def install_any(machine: Machine) -> Remedy:
    """Install a part that every backend brings, with the backend that was asked for."""
    backend = machine.wanted[0] if machine.wanted else DEFAULT_BACKEND
    return install_resemblyzer(machine) if backend == DEFAULT_BACKEND else install(backend)


def install_resemblyzer(machine: Machine, *, megabytes: int | None = None) -> Remedy:
    """Install what Resemblyzer needs, with torch or without, as was chosen."""
    if light_engine.chosen(machine):
        return install_light(megabytes=megabytes)
    return install(DEFAULT_BACKEND, megabytes=megabytes)


def install_light(*, megabytes: int | None = None) -> Remedy:
    """Install what Resemblyzer's light engine needs: no torch."""
    return Remedy(
        text("Do without torch: install Resemblyzer's light engine"),
        ((DOCTOR, "install", DEFAULT_BACKEND, "--light"),),
        megabytes=LIGHT.megabytes if megabytes is None else megabytes,
    )


def reinstall(*packages: str, megabytes: int = 0) -> Remedy:
    """Fetch `packages` once more and lay them over what is there."""
    options = ("--force-reinstall", "--no-deps", "--no-cache-dir", "--only-binary=:all:")
    return Remedy(
        text("Install {packages} anew", packages=", ".join(packages)),
        ((PYTHON, "-m", "pip", "install", *options, *packages),),
        megabytes=megabytes,
    )


def uninstall(*packages: str) -> Remedy:
    """Remove `packages`."""
    return Remedy(
        text("Remove {packages}", packages=", ".join(packages)),
        ((PYTHON, "-m", "pip", "uninstall", "--yes", *packages),),
    )


def new_python() -> Remedy:
    """Install another Python; a person has to do that."""
    return Remedy(
        text(
            "Install Python {version}, 64-bit, then run the installer again",
            version=RECOMMENDED_PYTHON,
        ),
        page=PYTHON_PAGE,
    )


def reach_the_index(environ: Mapping[str, str]) -> Remedy:
    """What hides pip's index: the variable that is set, else the connection itself."""
    for name in ("PIP_INDEX_URL", "HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
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
