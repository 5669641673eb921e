"""A machine made of facts: the one thing of the doctor's that tests replace."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from setup_doctor.machine import Distribution, InstalledFile, Machine
from setup_doctor.machine.folder_abilities import FolderAbilities, Wait
from setup_doctor.machine.interpreter import Interpreter
from setup_doctor.machine.process import Completed
from setup_doctor.windows_api.drives_and_code_pages import CodePages, Drive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from setup_doctor.machine.registry import Key

# ruff: noqa: D102, ARG002 - the methods are those of Machine, and told there

LINUX_PYTHON = Interpreter(
    executable=Path("/home/eva/app/.venv/bin/python"),
    version=(3, 12, 1),
    bits=64,
    tag="linux-x86_64",
    free_threaded=False,
    prefix=Path("/home/eva/app/.venv"),
    base_prefix=Path("/usr"),
    include=Path("/usr/include/python3.12"),
)
WINDOWS_PYTHON = replace(
    LINUX_PYTHON,
    executable=Path("C:/Users/Евгений/app/.venv/Scripts/python.exe"),
    tag="win-amd64",
    prefix=Path("C:/Users/Евгений/app/.venv"),
    base_prefix=Path("C:/Python312"),
    include=Path("C:/Python312/Include"),
)


@dataclass(frozen=True)
class FakeMachine(Machine):
    """Answers from tables; a program that is not in them cannot be started."""

    platform: str = "linux"
    environ: Mapping[str, str] = field(default_factory=dict)
    interpreter: Interpreter = LINUX_PYTHON
    home: Path = Path("/home/eva")
    programs: Mapping[str, Completed] = field(default_factory=dict)
    answers: Callable[[str], Completed] | None = None  # what this Python says to a command line
    paths: Mapping[str, Path] = field(default_factory=dict)
    files: Mapping[Path, str] = field(default_factory=dict)
    sizes: Mapping[Path, int] = field(default_factory=dict)
    free: Mapping[Path, int] = field(default_factory=dict)
    packages: Mapping[str, Distribution] = field(default_factory=dict)
    links: Mapping[Path, Path] = field(default_factory=dict)
    contents: Mapping[str, tuple[InstalledFile, ...]] = field(default_factory=dict)
    keys: Mapping[str, Key] = field(default_factory=dict)  # of the registry, in its own spelling
    native: str = "AMD64"
    administrator: bool = False
    trials: Mapping[Path, FolderAbilities] = field(default_factory=dict)
    long_path_problem: str = ""
    waits: Mapping[Path, Wait] = field(default_factory=dict)
    pages: CodePages = field(default_factory=lambda: CodePages(1251, 866, 866))
    drives: Mapping[str, Drive] = field(default_factory=dict)  # by the first letters of a path
    short_paths: Mapping[str, str] = field(default_factory=dict)
    marked: Mapping[Path, tuple[str, ...]] = field(default_factory=dict)
    asked: tuple[str, ...] = ()  # what installed packages ask for
    folder: Path = Path("/home/eva/app")  # in which the doctor was called

    def run(
        self,
        command: Sequence[str | Path],
        *,
        environ: Mapping[str, str] | None = None,
        cwd: Path | None = None,
    ) -> Completed:
        if self.answers is not None and str(command[0]) == str(self.interpreter.executable):
            return self.answers(" ".join(map(str, command[1:])))
        return self.programs.get(_name(command[0]), Completed(None, problem="not found"))

    def here(self) -> Path:
        return self.folder

    def which(self, name: str) -> Path | None:
        return self.paths.get(name)

    def is_file(self, path: Path) -> bool:
        return path in self.files

    def size(self, path: Path) -> int | None:
        return self.sizes.get(path)

    def read_text(self, path: Path) -> str | None:
        return self.files.get(path)

    def entries(self, folder: Path) -> tuple[str, ...]:
        below = (path.relative_to(folder) for path in self.files if path.is_relative_to(folder))
        return tuple(sorted({path.parts[0] for path in below if path.parts}))

    def resolved(self, path: Path) -> Path:
        return self.links.get(path, path)

    def registry(self, path: str) -> Key | None:
        known = {name.lower(): key for name, key in self.keys.items()}
        return known.get(path.lower())

    def elevated(self) -> bool:
        return self.administrator

    def processor(self) -> str:
        return self.native

    def free_bytes(self, path: Path) -> int:
        return self.free.get(path, 100_000_000_000)

    def try_folder(self, path: Path) -> FolderAbilities:
        return self.trials.get(path, FolderAbilities(links=True))

    def try_long_path(self, path: Path) -> str:
        return self.long_path_problem

    def try_new_library(self, path: Path) -> Wait:
        return self.waits.get(path, Wait())

    def code_pages(self) -> CodePages:
        return self.pages

    def drive(self, path: Path) -> Drive:
        found = (drive for start, drive in self.drives.items() if str(path).startswith(start))
        return next(found, Drive("C:\\", "fixed", "NTFS"))

    def short_path(self, path: str) -> str:
        return self.short_paths.get(path, path)

    def whole_path(self, path: str) -> str:
        return {short: path for path, short in self.short_paths.items()}.get(path, path)

    def marks(self, path: Path) -> tuple[str, ...]:
        return self.marked.get(path, ())

    def distribution(self, name: str) -> Distribution | None:
        return self.packages.get(name)

    def has(self, name: str) -> bool:
        return self.distribution(name) is not None

    def installed_files(self, name: str, suffixes: Iterable[str]) -> tuple[InstalledFile, ...]:
        wanted = tuple(suffixes)
        return tuple(f for f in self.contents.get(name, ()) if f.path.name.endswith(wanted))

    def demands(self) -> tuple[str, ...]:
        return self.asked


def _name(program: str | Path) -> str:
    return PureWindowsPath(PurePosixPath(program)).name


def installed(**versions: str) -> dict[str, Distribution]:
    """Packages by name; an underscore stands for a hyphen."""
    names = {name.replace("_", "-"): version for name, version in versions.items()}
    return {name: Distribution(name, version) for name, version in names.items()}
