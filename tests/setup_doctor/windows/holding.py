"""Holding a file as a virus scanner does: open, and shared with nobody."""

from __future__ import annotations

import contextlib
import ctypes
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_READ, _SHARED_WITH_NOBODY, _OPEN_EXISTING = 0x80000000, 0, 3


def hold(path: Path) -> Callable[[], None]:
    """Open `path` so that nobody else may; returns what lets it go."""
    kernel: Any = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateFileW.restype = ctypes.c_void_p
    arguments = (str(path), _READ, _SHARED_WITH_NOBODY, None, _OPEN_EXISTING, 0, None)
    handle = ctypes.c_void_p(kernel.CreateFileW(*arguments))
    held = [handle]

    def release() -> None:
        with contextlib.suppress(IndexError):
            kernel.CloseHandle(held.pop())

    return release
