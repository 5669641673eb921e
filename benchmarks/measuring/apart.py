"""Readers in a process of its own, so that one that hangs or falls dead is seen from outside."""

from __future__ import annotations

import multiprocessing
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import fuzzed_kinds, fuzzing
from measuring.fuzzing import LIMIT, Outcome

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

_START = 60.0  # seconds in which the process has made its kinds
_MEMORY = 6 << 30  # bytes of addresses; an input that wants more is a fault


class Apart:
    """Tries inputs in another process, which is begun anew when it is lost."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def tried(self, kind: str, number: int) -> Outcome:
        """Return what became of one input."""
        pipe = self._pipe or self._begin()
        pipe.send((kind, number))
        lost = "no answer in time"
        with suppress(EOFError, ConnectionError):
            if pipe.poll(2 * LIMIT):  # what takes longer than the limit says so itself
                found: Outcome = pipe.recv()
                return found
            self.close()
            return Outcome(kind, number, lost)
        if self._process is not None:
            self._process.join()
            lost = f"the process ended with {self._process.exitcode}"
        self.close()
        return Outcome(kind, number, lost)

    def _begin(self) -> Connection:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._folder), daemon=True)
        self._process.start()
        theirs.close()
        if not self._pipe.poll(_START):
            raise TimeoutError("the process of the readers does not begin")
        self._pipe.recv()
        return self._pipe

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _serve(pipe: Connection, folder: Path) -> None:
    """Answer until nobody asks any more."""
    _limit_memory()
    kinds = {kind.name: kind for kind in fuzzed_kinds.kinds()}
    pipe.send("ready")
    with suppress(EOFError):
        while True:
            name, number = pipe.recv()
            # A folder of its own: what a lost process leaves is no fault of the next input.
            with tempfile.TemporaryDirectory(dir=folder) as here:
                outcome = fuzzing.tried(kinds[name], number, Path(here))
            pipe.send(outcome)


def _limit_memory() -> None:
    with suppress(ImportError):  # Windows has no such limit
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
