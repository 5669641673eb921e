"""What was measured on: without names of hosts, people or folders."""

from __future__ import annotations

import datetime as dt
import os
import platform
import sys
from pathlib import Path


def described() -> str:
    """Say the processor, the cores, the system, the Python and the day, in one sentence."""
    today = dt.datetime.now(tz=dt.timezone.utc).date()
    python = platform.python_version()
    return f"{_processor()}, {_cores()} cores, {_system()}, Python {python}, {today.isoformat()}"


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def _system() -> str:
    names = {"linux": "Linux", "darwin": "macOS", "win32": "Windows"}
    return f"{names.get(sys.platform, sys.platform)} {platform.machine()}"


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
