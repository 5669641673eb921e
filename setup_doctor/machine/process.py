"""Running other programs: always with a time limit, a decoding and nothing to wait for on stdin."""

from __future__ import annotations

import json
import os
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setup_doctor.machine.process_tree import stoppable_tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

STDERR = 2  # the descriptor: stdout carries the data, so a guest may only write here
GRACE = 5.0  # seconds for a killed program's pipes to close
# What a Python is told that writes into our pipe. Left to itself it writes in the code page of this
# Windows there, and pip falls over a Cyrillic user name that the code page lacks.
UTF8 = {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}


@dataclass(frozen=True, slots=True)
class Completed:
    """How a program ended.

    Attributes:
        returncode: None when it could not be started or was stopped at the time limit.
        problem: ``""``, ``"timeout"`` or what the system said when it could not be started.
    """

    returncode: int | None
    stdout: str = ""
    stderr: str = ""
    problem: str = ""

    @property
    def ok(self) -> bool:
        """It ran, and said that all is well."""
        return self.returncode == 0

    @property
    def timed_out(self) -> bool:
        """It was stopped at the time limit."""
        return self.problem == "timeout"

    @property
    def last_line(self) -> str:
        """The last line it wrote, which is where a Python traceback names the error."""
        lines = [line.strip() for line in (self.stderr or self.stdout).splitlines() if line.strip()]
        return lines[-1] if lines else self.problem

    def document(self) -> Any:
        """The JSON that it wrote, whatever a .pth file or a sitecustomize of that Python printed around it.

        Raises:
            ValueError: it wrote none.
        """
        lines = self.stdout.splitlines(keepends=True)
        starts = [number for number, line in enumerate(lines) if line.startswith(("{", "["))]
        for number in reversed(starts):
            with suppress(json.JSONDecodeError):
                return json.JSONDecoder().raw_decode("".join(lines[number:]))[0]
        raise ValueError(self.last_line)


def run(
    command: Sequence[str], environ: Mapping[str, str], limit: float, cwd: Path | None = None
) -> Completed:
    """Run `command` for at most `limit` seconds. Raises nothing that the command brings about."""
    try:
        started = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**environ, **UTF8},
            cwd=cwd,
            encoding="utf-8",
            errors="replace",
            # A group of its own, so that the children of a program that hangs go with it.
            start_new_session=os.name == "posix",
        )
    except OSError as error:
        return Completed(None, problem=str(error))
    with stoppable_tree(started) as stop:
        try:
            out, err = started.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            stop()
            return Completed(None, *_last_words(started), problem="timeout")
        except BaseException:
            stop()
            raise
    return Completed(started.returncode, out, err)


def _last_words(stopped: subprocess.Popen[str]) -> tuple[str, str]:
    try:
        return stopped.communicate(timeout=GRACE)
    except subprocess.TimeoutExpired:
        return "", ""


def run_attached(
    command: Sequence[str], environ: Mapping[str, str], show: Callable[[str], None] | None
) -> int:
    """Run `command` before the user's eyes, without a time limit, and return its exit code.

    The user is watching and has Ctrl-C; a slow line may need an hour for torch.

    Args:
        command: the argument list.
        environ: its environment.
        show: called with each line it writes; None where it may write to the terminal itself,
            which is what lets pip draw its progress bar.

    Raises:
        OSError: when it cannot be started.
    """
    piped = {
        "stdout": subprocess.PIPE,
        "stderr": subprocess.STDOUT,
        "encoding": "utf-8",
        "errors": "replace",
    }
    attached = {"stdout": STDERR}
    options: dict[str, Any] = attached if show is None else piped
    spoken = {**environ, **UTF8}
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, env=spoken, **options) as child:
        try:
            for line in child.stdout or ():
                if show is not None:
                    show(line.rstrip())
            return child.wait()
        except BaseException:
            child.kill()
            raise
