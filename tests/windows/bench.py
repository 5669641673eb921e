"""A Windows in a folder, and the virtual environment in it on which everything is tried."""

from __future__ import annotations

import contextlib
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PYTHON = "3.11"
HOME = r"C:\users\Евгений Тест"
PROJECT = HOME + r"\мой проект"
# Where tests that bring this Windows into a state remember that, until it is undone.
TO_BE_UNDONE = r"C:\setup-doctor-to-be-undone"
PIP = {
    "PIP_NO_INDEX": "1",
    "PIP_FIND_LINKS": r"C:\wheels",
    "PIP_NO_CACHE_DIR": "1",
    "PIP_NO_COMPILE": "1",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}


class UnmetError(Exception):
    """Something was not as it should be."""


def expect(truth: object, what: str, done: subprocess.CompletedProcess[str] | None = None) -> None:
    if not truth:
        said = f"\n--- stdout\n{done.stdout}\n--- stderr\n{done.stderr}" if done else ""
        raise UnmetError(what + said)


@dataclass(frozen=True)
class Windows:
    """A wine prefix with a Windows Python in it."""

    prefix: Path
    overrides: str = ""

    @property
    def drive(self) -> Path:
        return self.prefix / "drive_c"

    @property
    def interpreter(self) -> str:
        return f"C:\\py{PYTHON.replace('.', '')}\\python.exe"

    @property
    def environ(self) -> dict[str, str]:
        foreign = ("PIP_", "PYTHON", "VIRTUAL_ENV", "HF_", "SETUP_DOCTOR_")
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(foreign)}
        return {
            **inherited,
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": self.overrides,
            # wine reads the names of files by it.
            "LC_ALL": "C.UTF-8",
            # Intel's OpenMP, inside torch, asks for the processors in a way that wine does not know.
            "KMP_AFFINITY": "disabled",
            **PIP,
            # Not beside the sources: half of them lie in this checkout.
            "PYTHONPYCACHEPREFIX": r"C:\pycache",
        }

    def path(self, path: str) -> Path:
        """Where a path of the C drive lies for Linux."""
        return self.drive.joinpath(*path.split("\\")[1:])

    def run(
        self, *command: str, limit: float = 120.0, cwd: Path | None = None, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a Windows program to its end; both its streams are pipes, as wine wants it."""
        return subprocess.run(
            ["wine", *command],
            env={**self.environ, **environ},
            cwd=cwd or self.drive,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding=environ.get("PYTHONIOENCODING", "utf-8"),
            errors="replace",
            timeout=limit,
            check=False,
        )

    @contextlib.contextmanager
    def awake(self) -> Iterator[None]:
        """While one wine process idles, a call takes 0.2 s instead of 3."""
        command = ["wine", self.interpreter, "-c", "import time; time.sleep(3600)"]
        null = subprocess.DEVNULL
        # Neither has a pipe: wine's services, which the first call starts, would hold it open.
        streams = {"env": self.environ, "stdin": null, "stdout": null, "stderr": null}
        idle = subprocess.Popen(command, **streams)
        try:
            subprocess.run([*command[:2], "-c", ""], check=True, timeout=120, **streams)
            yield
        finally:
            idle.kill()
            idle.wait()


@dataclass(frozen=True)
class Bench:
    """The virtual environment that `install.ps1` makes beside itself."""

    windows: Windows
    installer: Sequence[Sequence[str]] = ()
    whole: bool = False
    folder: str = PROJECT + r"\.venv"

    @property
    def python(self) -> str:
        return self.folder + r"\Scripts\python.exe"

    @property
    def packages(self) -> str:
        return self.folder + r"\Lib\site-packages"

    def run(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        return self.windows.run(self.python, *arguments, **options)  # type: ignore[arg-type]

    def must(self, *arguments: str, **options: object) -> str:
        done = self.run(*arguments, **options)
        expect(done.returncode == 0, f"{arguments} ended with {done.returncode}", done)
        return done.stdout

    def doctor(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "setup_doctor", *arguments, **options)
