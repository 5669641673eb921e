"""An environment that is not the doctor's: made once, with packages of a few bytes."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.dist_info import write_down


@dataclass(frozen=True)
class Patient:
    """An environment without pip and without anything of the doctor's."""

    root: Path

    @property
    def python(self) -> Path:
        inside = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
        return self.root / inside

    @property
    def packages(self) -> Path:
        if sys.platform == "win32":
            return self.root / "Lib" / "site-packages"
        return next(self.root.glob("lib/python3*/site-packages"))

    def put(self, name: str, version: str, code: str = "") -> None:
        """Install a package of one module, as pip would have written it down."""
        module = name.replace("-", "_")
        (self.packages / f"{module}.py").write_text(code, encoding="utf-8")
        write_down(self.packages, name, version, f"{module}.py,,{len(code)}\n")

    def files(self) -> dict[str, float]:
        """Everything in it, with the time of the last change."""
        return {str(path): path.stat().st_mtime_ns for path in self.root.rglob("*")}


def made(root: Path) -> Patient:
    command = [sys.executable, "-m", "venv", "--without-pip", str(root)]
    subprocess.run(command, check=True, timeout=300)
    return Patient(root)


@pytest.fixture(scope="session")
def patient(tmp_path_factory):
    """Nobody changes it."""
    made_here = made(tmp_path_factory.mktemp("проект") / "backend" / "venv")
    made_here.put("torch", "1.2.3", "raise OSError('nothing but a name')")
    # What a broken environment has of what the doctor itself is made of.
    for name in ("typer", "rich", "click", "typing_extensions", "packaging"):
        made_here.put(name, "0.0.1", "raise ImportError('broken')")
    made_here.put("diarizer", "0.0.1", "raise ImportError('not the doctor’s')")
    return made_here
