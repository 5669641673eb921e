"""Reading a state, and the machine that it describes."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path, PureWindowsPath
from typing import Any

from setup_doctor.checks import find
from setup_doctor.machine.interpreter import Interpreter
from setup_doctor.machine.process import Completed
from setup_doctor.machine.registry import Key
from setup_doctor.model import Check, Finding, Result
from setup_doctor.render.console import Console
from tests.setup_doctor.fakes import FakeMachine
from tests.setup_doctor.states import vswhere

FOLDER = Path(__file__).parent
BIN = "C:\\setup-doctor-state\\bin"
PYTHON = "C:\\setup-doctor-state\\Python312"
HOME = "C:\\setup-doctor-state\\home"
INSTALLER = "C:\\Program Files (x86)\\Microsoft Visual Studio\\Installer"
ENVIRON = {
    "PROGRAMFILES(X86)": "C:\\Program Files (x86)",
    "PROGRAMFILES": "C:\\Program Files",
    "PROGRAMDATA": "C:\\ProgramData",
    "LOCALAPPDATA": HOME + "\\AppData\\Local",
    "PATH": BIN,
}


@dataclass(frozen=True)
class Case:
    """A state and what is to be said of it; see `docs` of the fields in the JSON files.

    Attributes:
        check: the id of the check.
        python: facts of the interpreter that differ from those of an ordinary one.
        environ: variables set beside `ENVIRON`.
        files: paths of files that are there, with their text.
        registry: values by key.
        vswhere: what the stand-in does; None for no vswhere.
        programs: what other programs in `BIN` print, by name.
        native: the processor.
        not_made: why wine cannot be brought into it; empty where it can.
        status, cause, says: what is expected: the lines in ASCII, with the evidence.
    """

    check: str
    status: str
    cause: str = ""
    made: str = ""
    python: dict[str, Any] = field(default_factory=dict)
    environ: dict[str, str] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)
    registry: dict[str, dict[str, Any]] = field(default_factory=dict)
    vswhere: dict[str, Any] | None = None
    programs: dict[str, str] = field(default_factory=dict)
    native: str = "AMD64"
    not_made: str = ""
    says: tuple[str, ...] = ()

    @classmethod
    def read(cls, path: Path) -> Case:
        return cls(**json.loads(path.read_text(encoding="utf-8")))

    @property
    def examined(self) -> Check:
        return find(self.check)

    @property
    def interpreter(self) -> Interpreter:
        ordinary = Interpreter(
            executable=Path(PYTHON, "python.exe"),
            version=(3, 12, 1),
            bits=64,
            tag="win-amd64",
            free_threaded=False,
            prefix=Path("C:\\d\\.venv"),
            base_prefix=Path(PYTHON),
            include=Path(PYTHON, "Include"),
        )
        facts = dict(self.python)
        for name in {"executable", "prefix", "base_prefix", "include"} & set(facts):
            facts[name] = Path(facts[name])
        if "version" in facts:
            facts["version"] = tuple(facts["version"])
        return replace(ordinary, **facts)

    @property
    def machine(self) -> RecordedMachine:
        """A machine made of the facts alone."""
        return RecordedMachine(
            platform="windows",
            environ={**ENVIRON, **self.environ},
            interpreter=self.interpreter,
            home=Path(HOME),
            files={Path(path): content for path, content in self.files.items()},
            keys=_keys(self.registry),
            native=self.native,
            state=self.vswhere,
            spoken=self.programs,
        )

    def rendered(self, finding: Finding) -> list[str]:
        """The lines of the terminal, without the seconds; slashes all lean one way."""
        console = Console(self.machine, unicode=False, verbose=True)
        lines = console.result(Result(self.examined, finding))
        plain = (line.plain.replace(", 0.00 s", "") for line in lines)
        return [line if "://" in line else line.replace("/", "\\") for line in plain]


@dataclass(frozen=True)
class RecordedMachine(FakeMachine):
    """Answers from a state; paths are those of Windows, wherever it runs."""

    state: dict[str, Any] | None = None
    spoken: dict[str, str] = field(default_factory=dict)

    def run(self, command, *, environ=None, cwd=None):
        name = PureWindowsPath(str(command[0])).stem
        if name in self.spoken:
            return Completed(0, self.spoken[name])
        if self.state is None or not str(command[0]).endswith("vswhere.exe"):
            return super().run(command, environ=environ, cwd=cwd)
        code, said = vswhere.answer(self.state, [str(part) for part in command[1:]])
        return Completed(code, said)

    def which(self, name):
        for folder in self.environ["PATH"].split(";"):
            for file in (Path(folder, name + ".exe"), Path(folder, name + ".cmd")):
                if self.is_file(file) or (name in self.spoken and folder == BIN):
                    return file
        return None

    def is_file(self, path):
        wanted = _windows(path)
        is_vswhere = self.state is not None and wanted == _windows(INSTALLER + "\\vswhere.exe")
        return is_vswhere or any(_windows(each) == wanted for each in self.files)

    def size(self, path):
        return next((len(t) for p, t in self.files.items() if _windows(p) == _windows(path)), None)

    def read_text(self, path):
        return next((t for p, t in self.files.items() if _windows(p) == _windows(path)), None)

    def entries(self, folder):
        above, found = _windows(folder), set()
        for path in map(_windows, self.files):
            if path.is_relative_to(above) and path != above:
                found.add(path.relative_to(above).parts[0])
        return tuple(sorted(found))


def _windows(path: Path | str) -> PureWindowsPath:
    return PureWindowsPath(str(path))


def _keys(registry: dict[str, dict[str, Any]]) -> dict[str, Key]:
    """The keys with those below them: who asks for a key's children is told of them."""
    paths = {path.rsplit("\\", n)[0] for path in registry for n in range(path.count("\\"))}
    return {
        path: Key(
            registry.get(path, {}),
            tuple(sorted(p.rsplit("\\", 1)[1] for p in paths if p.rsplit("\\", 1)[0] == path)),
        )
        for path in paths
        if path.count("\\") > 0
    }
