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
_FILE = re.compile(r"(?<=diarize convert )FILE\b")
_OTHER = re.compile(r"\bOTHER(?= --repair)")


def pasteable(hint: str, file: Path | None = None) -> str:
    """Spell the doctor and pip of a hint by their paths, where PATH leads to others or to none.

    ``file`` is what could not be read; a command that converts it names it.
    """
    hint = _DOCTOR.sub(lambda _: _program("setup-doctor"), hint)
    hint = _PIP.sub(lambda _: f"{_program('python')} -m pip ", hint)
    if file is None or not file.name:
        return hint
    mended = file.with_name(f"{file.stem}-mended{file.suffix}")
    return _OTHER.sub(lambda _: _word(mended), _FILE.sub(lambda _: _word(file), hint))


def _word(path: Path) -> str:
    if not _WINDOWS:
        return shlex.quote(str(path))
    return str(path) if powershell.is_plain(str(path)) else powershell.quoted(str(path))


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
