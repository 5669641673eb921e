"""`python -m PROGRAM ...` for tests, without the seconds in which it imports what it always imports.

A process that has imported it waits, and forks for every run. What is run is a process of its own, with
streams, an environment, a folder and an exit code of its own; that it says to the byte what a new
interpreter says is held in `tests/test_processes.py`. It is not for what is about the start itself:
which modules are loaded, what an interpreter is told on its command line, and signals. Where nothing
can fork, on Windows, a new interpreter is started.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from tests.processes.client import ready

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
FORKS = hasattr(os, "fork")


def run(
    *words: object,
    env: Mapping[str, str] | None = None,
    cwd: object = ROOT,
    typed: str = "",
    encoding: str | None = "utf-8",
    timeout: float = 300,
) -> subprocess.CompletedProcess:
    """Run `python -m WORDS` to its end; without `encoding`, its output is bytes."""
    with tempfile.TemporaryFile() as keys, ThreadPoolExecutor(2) as pool:
        keys.write(typed.encode())
        keys.seek(0)
        pipes = [os.pipe() for _ in range(2)]
        read = [pool.submit(_whole, ours) for ours, _ in pipes]
        try:
            code = into(
                [keys.fileno(), *(end for _, end in pipes)],
                *words,
                env=env,
                cwd=cwd,
                timeout=timeout,
            )
        finally:
            for _, theirs in pipes:
                os.close(theirs)
        said = [each.result() for each in read]
    if encoding:
        said = [each.decode(encoding).replace("\r\n", "\n") for each in said]
    return subprocess.CompletedProcess(words, code, *said)


def into(
    streams: Sequence[int],
    *words: object,
    env: Mapping[str, str] | None = None,
    cwd: object = ROOT,
    timeout: float = 300,
) -> int:
    """Run `python -m WORDS` with these three descriptors, and return its exit code."""
    environ = dict(os.environ if env is None else env)
    command = [str(each) for each in words]
    if FORKS:
        return ready(command[0].partition(".")[0]).run(streams, command, environ, str(cwd), timeout)
    utf8 = [] if environ.get("PYTHONUTF8") == "0" else ["-X", "utf8"]
    told = dict(zip(("stdin", "stdout", "stderr"), streams, strict=True))
    python = [sys.executable, *utf8, "-m", *command]
    return subprocess.run(python, env=environ, cwd=cwd, timeout=timeout, **told).returncode


def _whole(descriptor: int) -> bytes:
    with open(descriptor, "rb") as stream:
        return stream.read()
