"""The one door to the outside: processes, environment, installed packages, files, disks.

A check gets a `Machine` and nothing else, so that a test can hand it another
one. What has an answer only on the real thing is behind a method; the facts
that never change while the program runs are fields.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.machine import folder_abilities, interpreter, process, registry
from setup_doctor.machine.interpreter import Interpreter
from setup_doctor.machine.look_anew import look_anew
from setup_doctor.machine.recorded_files import InstalledFile, installed_files
from setup_doctor.machine.visit import lent
from setup_doctor.windows_api import drives_and_code_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from diarizer.models.verify import Packages
    from setup_doctor.machine.asked_together import Together
    from setup_doctor.machine.folder_abilities import FolderAbilities, Wait
    from setup_doctor.machine.process import Completed
    from setup_doctor.machine.registry import Key
    from setup_doctor.machine.visit import Visit
    from setup_doctor.windows_api.drives_and_code_pages import CodePages, Drive


@dataclass(frozen=True, slots=True)
class Distribution:
    """An installed package as pip sees it: nothing of it is imported."""

    name: str
    version: str
    tags: tuple[str, ...] = ()  # of its wheel
    requires: tuple[str, ...] = ()  # requirements with their markers, those of its extras too


def platform_name() -> str:
    """`windows`, `macos`, or `linux` for all else."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


@dataclass(frozen=True)
class Machine:
    """This machine. Tests hand in one with other facts and other answers."""

    platform: str = field(default_factory=platform_name)
    environ: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    interpreter: Interpreter = field(default_factory=Interpreter.running)
    home: Path = field(default_factory=Path.home)
    limit: float = 60.0
    wanted: tuple[str, ...] = ()  # the backends that the user has named
    light: bool = False  # the user has asked for the engines that do without torch
    full: bool = False  # the user has asked for the packages as they are published, with torch
    cuda: bool = False  # the user has asked for a torch for CUDA
    together: Together | None = None  # asks several of the modules of this Python at once
    visit: Visit | None = None  # how another Python than the doctor's own came to be looked after

    def run(
        self,
        command: Sequence[str | Path],
        *,
        environ: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Completed:
        """Run a program to its end or to the time limit; see :func:`process.run`."""
        merged = {**self.environ, **(environ or {})}
        return process.run([str(part) for part in command], merged, self.limit, cwd)

    def python(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Completed:
        """Run the interpreter with `arguments`, speaking UTF-8; another one borrows our modules.

        It starts in the environment's own folder: a ``torch.py`` that lies where the user
        happens to stand must not be taken for torch.
        """
        arguments = lent(arguments) if self.visit else arguments
        command = [str(self.interpreter.executable), "-X", "utf8", *arguments]
        quiet = {"PYTHONWARNINGS": "ignore", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        return self.run(command, environ={**quiet, **(environ or {})}, cwd=self.interpreter.prefix)

    def here(self) -> Path:
        """The folder in which the doctor was called; that of the environment where it is gone."""
        try:
            return Path.cwd()
        except OSError:
            return self.interpreter.prefix.parent

    def which(self, name: str) -> Path | None:
        """Where a program of that name stands on PATH."""
        found = shutil.which(name, path=self.environ.get("PATH"))
        return Path(found) if found else None

    def is_file(self, path: Path) -> bool:
        """Whether there is a file at `path`."""
        return path.is_file()

    def size(self, path: Path) -> int | None:
        """The size of the file at `path` in bytes, None where there is none."""
        try:
            return path.stat().st_size
        except OSError:
            return None

    def read_text(self, path: Path) -> str | None:
        """The text of a small file, None where it cannot be read."""
        try:
            return path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return None

    def entries(self, folder: Path) -> tuple[str, ...]:
        """The names of what lies in `folder`, sorted; none where it cannot be read."""
        try:
            return tuple(sorted(each.name for each in folder.iterdir()))
        except OSError:
            return ()

    def resolved(self, path: Path) -> Path:
        """Where `path` leads, with every link followed; the same where it cannot be followed."""
        try:
            return path.resolve()
        except OSError:
            return path

    def registry(self, path: str) -> Key | None:
        r"""The key at ``HKLM\...`` or ``HKCU\...``, None where there is none; see `registry.read`."""
        return registry.read(path)

    def processor(self) -> str:
        """The processor that is really there, whatever this Python was built for."""
        return interpreter.processor()

    def elevated(self) -> bool:
        """Whether the doctor runs as administrator, and may do what needs one."""
        return interpreter.elevated()

    def free_bytes(self, path: Path) -> int:
        """What is free on the disk on which `path` lies, or would lie.

        Raises:
            OSError: when not even its root is there.
        """
        while not path.exists() and path != path.parent:
            path = path.parent
        return shutil.disk_usage(path).free

    def try_folder(self, path: Path) -> FolderAbilities:
        """What can be done in `path`, tried out and taken away again.

        Where the folder is not there yet, the nearest one above it is tried.
        """
        return folder_abilities.try_folder(path)

    def try_long_path(self, path: Path) -> str:
        """Why no file can stand 300 characters deep below `path`; empty if it can."""
        return folder_abilities.try_long_path(path)

    def try_new_library(self, path: Path) -> Wait:
        """How long a new file in `path` is held by another program."""
        return folder_abilities.try_new_library(path)

    def code_pages(self) -> CodePages:
        """The code pages of this Windows."""
        return drives_and_code_pages.code_pages()

    def drive(self, path: Path) -> Drive:
        """The drive of Windows on which `path` lies."""
        return drives_and_code_pages.drive(path)

    def short_path(self, path: str) -> str:
        """The path in the old 8.3 names, where Windows keeps some; else as it is."""
        return drives_and_code_pages.short(path)

    def whole_path(self, path: str) -> str:
        """The path in the names that were given, where Windows' old 8.3 names stand in it."""
        return drives_and_code_pages.whole(path)

    def marks(self, path: Path) -> tuple[str, ...]:
        """What OneDrive has marked on `path`."""
        return drives_and_code_pages.marks(path)

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty folder, gone afterwards with all that was put there.

        Raises:
            OSError: when none can be made.
        """
        prefix = "setup-doctor-"
        with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    def distribution(self, name: str) -> Distribution | None:
        """The installed package `name`, None where it is not installed."""
        found = self.metadata(name)
        if found is None:
            return None
        lines = (found.read_text("WHEEL") or "").splitlines()
        tags = tuple(line.removeprefix("Tag: ") for line in lines if line.startswith("Tag: "))
        return Distribution(name, found.version or "unknown", tags, tuple(found.requires or ()))

    def has(self, name: str) -> bool:
        """Whether the package `name` is installed; asks faster than for its version."""
        return self.metadata(name) is not None

    def other_packages(self) -> Packages | None:
        """Where another Python than the doctor's own keeps its packages, for who looks there."""
        from diarizer.models.verify import Packages  # noqa: PLC0415, the probes start before it

        path = self.interpreter.path
        return Packages(self.interpreter.prefix, path) if path else None

    def installed_files(self, name: str, suffixes: Iterable[str]) -> tuple[InstalledFile, ...]:
        """The files of package `name` that end in one of `suffixes`, with their recorded sizes.

        A library of Linux whose name goes on with its version, `libav.so.62.1`, ends in `.so`.
        """
        found = self.metadata(name)
        return () if found is None else tuple(installed_files(found, tuple(suffixes)))

    def metadata(self, name: str) -> metadata.Distribution | None:
        """What pip wrote down of package `name`, None where it is not installed."""
        look_anew()  # pip may have changed the folder since the last question
        path = list(self.interpreter.path) or sys.path
        return next(iter(metadata.distributions(name=name, path=path)), None)

    def demands(self) -> tuple[str, ...]:
        """What all installed packages ask for, each in a line."""
        found = metadata.distributions(path=list(self.interpreter.path) or sys.path)
        return tuple(dict.fromkeys(line for each in found for line in each.requires or ()))
