"""A command of a hint, so that it can be pasted where the user stands.

Whoever types `.venv/bin/diarize` has neither `setup-doctor` nor this environment's pip on PATH: the
first is not found, and the second puts the package elsewhere.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from pathlib import Path

from diarizer.messages import powershell

_WINDOWS = sys.platform == "win32"
_DOCTOR = re.compile(r"(?<![\w./\\-])setup-doctor(?= (?:setup|install|download|check|token|fix)\b)")
_PIP = re.compile(r"(?<![\w./\\-])(?:python -m )?pip (?=(?:un)?install\b)")


def pasteable(hint: str) -> str:
    """Spell the doctor and pip of a hint by their paths, where PATH leads to others or to none."""
    hint = _DOCTOR.sub(lambda _: _program("setup-doctor"), hint)
    return _PIP.sub(lambda _: f"{_program('python')} -m pip ", hint)


def _program(name: str) -> str:
    folder = Path(sys.executable).parent  # not resolved: .venv/bin/python leads out of it
    found = shutil.which(name)
    if found is not None and Path(found).parent == folder:
        return name
    there = shutil.which(name, path=str(folder))
    if there is None:  # the package lies on PYTHONPATH, and no program of it is here
        return name
    path = folder / name
    try:
        relative = path.relative_to(Path.cwd())
    except (ValueError, OSError):  # elsewhere, or from a folder that was deleted
        relative = path
    if not _WINDOWS:
        return shlex.quote(relative.as_posix())
    spelled = str(relative) if relative.is_absolute() else f".\\{relative}"
    return powershell.called(spelled)
