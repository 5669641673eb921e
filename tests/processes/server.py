"""The process that waits: imports what a program always imports, then forks for each of its runs."""

from __future__ import annotations

import gc
import importlib
import json
import os
import pkgutil
import runpy
import socket
import sys
import time
from contextlib import suppress
from typing import Any

# What a run imports in any case. Not huggingface_hub, which reads its environment when imported.
ALWAYS = {
    "setup_doctor": (
        *("setup_doctor.cli", "setup_doctor.commands", "setup_doctor.checks"),
        "setup_doctor.render",
    ),
    "diarizer": (
        *("diarizer.cli", "diarizer.api", "diarizer.formats", "diarizer.backends.resemblyzer"),
        *("numpy", "torch", "soundfile", "soxr", "webrtcvad", "resemblyzer"),
    ),
}


def main() -> None:
    """Fork until the tests have ended; the fork goes on below, as a program."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    for name in ALWAYS[sys.argv[2]]:
        _import(name)
    gc.freeze()
    while True:
        said, descriptors, *_ = socket.recv_fds(channel, 1, 4)
        if not said:
            return
        child = os.fork()
        if not child:
            channel.close()
            break
        for each in descriptors:
            os.close(each)
        channel.sendall(child.to_bytes(8, "big"))
        channel.sendall(os.waitpid(child, 0)[1].to_bytes(8, "big"))
    _become(*descriptors)


def _import(name: str) -> None:
    # An environment of the doctor alone lacks some: the program says so itself.
    with suppress(ImportError):
        package = importlib.import_module(name)
        if name.partition(".")[0] in ALWAYS:
            for each in pkgutil.iter_modules(getattr(package, "__path__", ()), name + "."):
                importlib.import_module(each.name)


def _become(order: int, *streams: int) -> None:
    """Be what `python -m` would have started, up to the module's own end."""
    with open(order, "rb") as file:
        file.seek(0)
        words, environ, folder = json.load(file)
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(folder)
    time.tzset()
    _open_streams(*os.environ.get("PYTHONIOENCODING", "").partition(":")[::2])
    sys.path[0] = folder
    sys.argv = ["-m", *words[1:]]
    runpy.run_module(words[0], run_name="__main__", alter_sys=True)


def _open_streams(encoding: str, errors: str) -> None:
    """The streams as a new interpreter opens them, by the same variable."""
    errors = errors or ("strict" if encoding else sys.stdout.errors)
    encoding = encoding or sys.stdout.encoding
    shape: dict[str, Any] = {"encoding": encoding, "closefd": False}
    sys.stdin = sys.__stdin__ = open(0, errors=errors, **shape)  # noqa: SIM115
    sys.stdout = sys.__stdout__ = open(1, "w", errors=errors, newline="\n", **shape)  # noqa: SIM115
    sys.stderr = sys.__stderr__ = open(2, "w", errors="backslashreplace", newline="\n", **shape)  # noqa: SIM115
    sys.stderr.reconfigure(line_buffering=True)


if __name__ == "__main__":
    main()
