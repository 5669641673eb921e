"""The side of the tests: a process that waits for each program, started when it is first wanted."""

from __future__ import annotations

import functools
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def ready(package: str) -> Waiting:
    """The process that has imported what `package` imports; it ends with this one."""
    return Waiting(package)


class Waiting:
    """A process that forks into a program whenever it is asked to."""

    def __init__(self, package: str) -> None:
        self._channel, theirs = socket.socketpair()
        number = str(theirs.fileno())
        self._process = subprocess.Popen(
            [sys.executable, "-X", "utf8", "-m", "tests.processes.server", number, package],
            pass_fds=[theirs.fileno()],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
        )
        theirs.close()

    def run(
        self,
        streams: Sequence[int],
        words: Sequence[str],
        environ: Mapping[str, str],
        cwd: str,
        timeout: float,
    ) -> int:
        """Let it fork, and wait for the end of the fork: its exit code, or minus its signal."""
        with tempfile.TemporaryFile() as order:
            order.write(json.dumps([list(words), dict(environ), cwd]).encode())
            order.flush()
            self._channel.settimeout(120)  # until all is imported
            socket.send_fds(self._channel, [b"!"], [order.fileno(), *streams])
            child = self._number()
            self._channel.settimeout(timeout)
            try:
                return os.waitstatus_to_exitcode(self._number())
            except TimeoutError:
                os.kill(child, signal.SIGKILL)
                self._channel.settimeout(60)
                self._number()
                raise subprocess.TimeoutExpired(list(words), timeout) from None

    def _number(self) -> int:
        said = self._channel.recv(8)
        assert said, "the process that waits for the tests has died; it says why on its stderr"
        return int.from_bytes(said, "big")
