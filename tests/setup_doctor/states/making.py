"""Bringing a Windows into a state, and out of it again. For wine's alone: it writes to HKLM."""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
import zipfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.machine import Machine
from tests.setup_doctor.states.case import BIN, ENVIRON, INSTALLER
from tests.setup_doctor.windows.states import to_be_undone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.setup_doctor.states.case import Case

if sys.platform == "win32":
    from tests.setup_doctor.windows.states import registered


# Settled here: a test may have a temporary folder of its own.
_LOCK = Path(tempfile.gettempdir(), "setup-doctor-state.lock")


@dataclass(frozen=True)
class RealMachine(Machine):
    """This machine, in which nothing of the project has been installed yet."""

    def distribution(self, name):
        return None

    def has(self, name):
        return False


@contextmanager
def alone() -> Iterator[None]:
    """Nobody else brings this Windows into a state meanwhile.

    The files of the suite run side by side, and there is one vswhere.exe for all of them.
    """
    from filelock import FileLock  # comes with huggingface_hub

    with FileLock(_LOCK):
        yield


@contextmanager
def made(case: Case) -> Iterator[Machine]:
    """This machine in the state of `case`: files, keys and programs are there for real."""
    with ExitStack() as stack:
        stack.enter_context(alone())
        stack.enter_context(to_be_undone())
        for path, content in case.files.items():
            stack.enter_context(_file(Path(path), content.encode("utf-8")))
        for name, said in case.programs.items():
            script = f"import sys; sys.stdout.buffer.write({said.encode()!r})"
            stack.enter_context(_file(Path(BIN, name + ".exe"), launcher(script)))
        if case.vswhere is not None:
            stack.enter_context(_vswhere(case))
        for path, values in case.registry.items():
            stack.enter_context(registered(path, **values))
        here = RealMachine()
        environ = {**here.environ, **ENVIRON, **case.environ}
        yield replace(here, environ=environ, interpreter=case.interpreter)


@contextmanager
def laid_down(files: dict[str, str | bytes]) -> Iterator[None]:
    """These files are there, and gone afterwards."""
    with ExitStack() as stack:
        for path, content in files.items():
            stack.enter_context(
                _file(Path(path), content.encode() if isinstance(content, str) else content)
            )
        yield


@contextmanager
def _file(path: Path, content: bytes) -> Iterator[None]:
    first = path
    while not first.parent.exists():
        first = first.parent
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    try:
        yield
    finally:
        if first.is_dir():
            shutil.rmtree(first)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def _vswhere(case: Case) -> Iterator[None]:
    state = json.dumps(case.vswhere).encode("utf-8")
    with (
        _file(Path(INSTALLER, "vswhere.exe"), launcher(_vswhere_script())),
        _file(Path(INSTALLER, "vswhere-stand-in.json"), state),
    ):
        yield


def _vswhere_script() -> str:
    return Path(__file__).with_name("vswhere.py").read_text(encoding="utf-8")


def launcher(script: str) -> bytes:
    """A Windows program: what pip puts before a console script, with `script` behind it."""
    import pip

    program = Path(pip.__file__).parent / "_vendor" / "distlib" / "t64.exe"
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.writestr("__main__.py", script)
    shebang = f'#!"{sys._base_executable}"\r\n'.encode()
    return program.read_bytes() + shebang + zipped.getvalue()
