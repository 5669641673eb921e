"""A program and everything that it starts, to be stopped together.

A pip that hangs has children of its own. Where only the parent is stopped they go on, hold its
pipes open and, on Windows, lock the very files that are to be repaired.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterator


@contextlib.contextmanager
def stoppable_tree(started: subprocess.Popen[str]) -> Iterator[Callable[[], None]]:
    """Watch over `started`; what is handed out stops it and its descendants.

    On POSIX it has to lead a group of its own (``start_new_session=True``).
    """
    if sys.platform == "win32":
        with _job(started) as stop:
            yield stop
    else:
        yield lambda: _kill_group(started.pid)


if sys.platform == "win32":
    import ctypes
    from ctypes.wintypes import BOOL, HANDLE, LPCWSTR, LPVOID, UINT

    @contextlib.contextmanager
    def _job(started: subprocess.Popen[str]) -> Iterator[Callable[[], None]]:
        """Put the program into a job object, which its children join by themselves.

        It is enclosed a moment after its start, long before a Python has read its first module.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.argtypes = (LPVOID, LPCWSTR)
        kernel.CreateJobObjectW.restype = HANDLE
        kernel.AssignProcessToJobObject.argtypes = (HANDLE, HANDLE)
        kernel.AssignProcessToJobObject.restype = BOOL
        kernel.TerminateJobObject.argtypes = (HANDLE, UINT)
        kernel.CloseHandle.argtypes = (HANDLE,)
        job = kernel.CreateJobObjectW(None, None)
        kernel.AssignProcessToJobObject(job, int(started._handle))  # type: ignore[attr-defined] # noqa: SLF001

        def stop() -> None:
            kernel.TerminateJobObject(job, 1)
            started.kill()  # should it have refused to join

        try:
            yield stop
        finally:
            kernel.CloseHandle(job)

else:

    def _kill_group(pid: int) -> None:
        with contextlib.suppress(ProcessLookupError):  # it ended by itself in the meantime
            os.killpg(pid, signal.SIGKILL)
