"""Asking another Python who it is; and where it does not answer, why not."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.machine import process
from setup_doctor.machine.interpreter import Interpreter
from setup_doctor.machine.visit import GUEST, facts
from setup_doctor.messages.text import text
from setup_doctor.patient.unusable import UnusableError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.machine.process import Completed
    from setup_doctor.messages.text import Text

PATIENCE = 60.0  # seconds; a virus scanner looks at a new Python first
_NO_BASE = 103  # of the launcher in Scripts: "No Python at ..."
_VARIABLES = ("PYTHONHOME", "PYTHONPATH", "PYTHONPLATLIBDIR", "PYTHONUSERBASE")
_RAISED = re.compile(r"^(?:\w+Error|SystemExit|Fatal Python error)\b.*", re.MULTILINE)
_HOME = re.compile(r"^home\s*=\s*(?P<folder>.+?)\s*$", re.MULTILINE)


def asked(python: Path, environ: Mapping[str, str]) -> Interpreter:
    """What the Python at `python` says of itself.

    Raises:
        UnusableError: it does not answer, or is no Python.
    """
    said = _ask(python, environ)
    told = facts(said)
    if told is None:
        raise _why(python, environ, said)
    return Interpreter.told(told)


def _ask(python: Path, environ: Mapping[str, str], *options: str) -> Completed:
    return process.run([str(python), *options, GUEST], environ, PATIENCE, cwd=_home(python))


def _home(python: Path) -> Path | None:
    # Not where the user stands: modules may lie there that are called like others'.
    return python.parent if python.parent.is_dir() else None


def _why(python: Path, environ: Mapping[str, str], said: Completed) -> UnusableError:
    if _is_shop_window(python):
        return UnusableError(_SHOP_WINDOW, _NAME_ANOTHER)
    base = _gone_base(python, said)
    if base:
        told = text("The Python behind {python} is gone: {base}.", python=str(python), base=base)
        return UnusableError(told, _anew(python), broken=True)
    for name in filter(environ.get, _VARIABLES):
        without = {key: value for key, value in environ.items() if key != name}
        if facts(_ask(python, without)) is not None:
            told = text(
                "{python} does not start with {name}={value}: {error}",
                python=str(python),
                name=name,
                value=environ[name],
                error=_error(said),
            )
            step = text("Unset {name}, open a new window, and try again.", name=name)
            return UnusableError(told, step, broken=True)
    if facts(_ask(python, environ, "-S")) is not None:
        told = text(
            "{python} ends while it starts, over a sitecustomize or a .pth file of its own: {error}",
            python=str(python),
            error=_error(said),
        )
        return UnusableError(told, text("Take that file away, and try again."), broken=True)
    told = text(
        "{python} does not answer as a Python: {error}", python=str(python), error=_error(said)
    )
    return UnusableError(told, _NAME_ANOTHER, broken=os.access(python, os.X_OK))


def _error(said: Completed) -> Text | str:
    """What it said of it: its error, else how it begins; advice and lines about threads follow."""
    raised = _RAISED.findall(said.stderr)
    lines = [line.strip() for line in (said.stderr or said.stdout).splitlines() if line.strip()]
    return [*raised[-1:], *lines[:1], said.problem][0] or text("it said nothing")


_SHOP_WINDOW = text(
    "That `python` is an empty file of the Microsoft Store: it opens a shop window, and no Python is "
    "behind it."
)
_NAME_ANOTHER = text("Name another one: a python, or the folder of an environment.")


def _is_shop_window(python: Path) -> bool:
    try:
        return "windowsapps" in str(python).lower() and python.stat().st_size == 0
    except OSError:
        return False


def _gone_base(python: Path, said: Completed) -> str:
    """The base that an environment was made with, where it is not there any more."""
    settings = python.parent.parent / "pyvenv.cfg"
    try:
        found = _HOME.search(settings.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        found = None
    if not python.exists() and os.path.lexists(python):
        return os.path.realpath(python)
    if found and (said.returncode == _NO_BASE or not Path(found["folder"]).is_dir()):
        return found["folder"]
    return ""


def _anew(python: Path) -> Text:
    folder = str(python.parent.parent)
    return text(
        "Make the environment anew: delete the folder {folder}, then as it was made: "
        "`python -m venv`, `uv sync`, `poetry install`.",
        folder=folder,
    )
