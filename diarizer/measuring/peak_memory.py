"""The most memory that this process has held; there is no psutil to ask."""

from __future__ import annotations

import ctypes
import sys
from typing import Any


def peak_mb() -> float | None:
    """Return megabytes (of 2**20 bytes), None where the system does not tell."""
    try:
        size = _windows_bytes() if sys.platform == "win32" else _posix_bytes()
    except (ImportError, OSError, AttributeError):
        return None
    return round(size / 2**20, 1)


def _posix_bytes() -> int:
    import resource  # noqa: PLC0415, not on Windows

    peak: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # type: ignore[attr-defined, unused-ignore]
    return peak if sys.platform == "darwin" else peak * 1024  # macOS counts bytes, Linux KiB


class _Counters(ctypes.Structure):
    """PROCESS_MEMORY_COUNTERS of psapi.h."""

    _fields_ = (
        ("size", ctypes.c_uint32),
        ("page_faults", ctypes.c_uint32),
        ("peak_working_set", ctypes.c_size_t),
        ("rest", ctypes.c_size_t * 7),
    )


def _windows_bytes() -> int:
    windll: Any = ctypes.windll  # type: ignore[attr-defined, unused-ignore]
    counters = _Counters()
    counters.size = ctypes.sizeof(counters)
    windll.kernel32.GetCurrentProcess.restype = ctypes.c_void_p
    process = ctypes.c_void_p(windll.kernel32.GetCurrentProcess())
    read = windll.psapi.GetProcessMemoryInfo
    if not read(process, ctypes.byref(counters), counters.size):
        raise OSError("GetProcessMemoryInfo failed")
    return int(counters.peak_working_set)
