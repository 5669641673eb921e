"""From what somebody names, a Python, an environment or a project, to the Python that is meant."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.files.looks import is_folder
from setup_doctor.messages.text import text
from setup_doctor.patient.unusable import UnusableError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from setup_doctor.messages.text import Text

# Where projects keep their environment, in the order in which they are looked for.
IN_A_PROJECT = (".venv", "venv", "env", ".env")
_BELOW = ("", "backend", "server", "api", "src")
# Also what other programs bring: mayapy, hython; not `notepad.exe`, which would open.
_PYTHON = re.compile(r"(?:python|pypy)[\w.-]*|mayapy|hython\d*|blender_python", re.IGNORECASE)
# `py -3.11`, `-V:3.12`, `3.11`: what the launcher of Windows and uv understand.
_REQUEST = re.compile(r"(?:py(?:\.exe)?\s+)?-(?:V:)?\d.*|\d(?:\.\d+)*|py(?:\.exe)?", re.IGNORECASE)
_WINDOWS = os.name == "nt"
# Whose environments lie below a common folder, and what prints where that of a project is.
_ASKING = (
    (
        re.compile(r"^\s*\[\[?tool\.poetry\b|\"poetry\.core\.masonry", re.MULTILINE),
        "poetry env info --path",
    ),
    (
        # Not by hatchling alone, which builds projects of uv as well.
        re.compile(r"^\s*\[\[?tool\.hatch\.envs\b", re.MULTILINE),
        "hatch env find",
    ),
)


def python_of(named: str, environ: Mapping[str, str]) -> Path:
    """The Python that `named` leads to.

    Raises:
        UnusableError: it leads to none.
    """
    named = named.strip().strip("\"'")
    path = Path(named).expanduser()
    if named and is_folder(path):
        return _in_folder(path, environ)
    if named and os.path.lexists(path):
        return _in_file(path.absolute())
    if Path(named).name == named and _PYTHON.fullmatch(named):
        on_path = shutil.which(named, path=environ.get("PATH"))
        if on_path:
            return Path(on_path).absolute()
    if _REQUEST.fullmatch(named):
        raise UnusableError(_no_path(named), _ask_it(named))
    said = text("There is nothing at {path}.", path=str(path))
    raise UnusableError(said, _WHAT_TO_NAME)


_WHAT_TO_NAME = text(
    "Name a python, the folder of an environment, or of a project with .venv, venv or env in it. In the "
    'window in which your program runs, `python -c "import sys; print(sys.executable)"` prints the first.'
)


def _no_path(named: str) -> Text:
    return text("{named!r} is a version or a command, and a path is wanted.", named=named)


def _ask_it(named: str) -> str:
    version = re.search(r"\d[\d.]*", named)
    launcher = f"py -{version[0]}" if version else "py"
    program = launcher if _WINDOWS else f"python{version[0] if version else '3'}"
    return f'{program} -c "import sys; print(sys.executable)"'


def _in_file(path: Path) -> Path:
    name = path.name.lower().removesuffix(".exe")
    if name == "pythonw":  # it has no console to answer on
        console = path.with_name(path.name.lower().replace("pythonw", "python"))
        return console if console.exists() else path
    if _PYTHON.fullmatch(name):
        return path
    # As with .venv/bin/activate: beside any other file stands none that is meant.
    programs = path.parent.name.lower() in {"bin", "scripts"}
    there = _pythons(path.parent.parent) if programs else ()
    beside = next((each for each in there if os.path.lexists(each)), None)
    said = text("{path} is no Python.", path=str(path))
    if beside is None:
        raise UnusableError(said, _WHAT_TO_NAME)
    raise UnusableError(said, text("Beside it stands one: {python}", python=str(beside)))


def _in_folder(folder: Path, environ: Mapping[str, str]) -> Path:
    folder = folder.absolute()
    looked = list(_environments(folder, environ))
    for place in looked:
        for python in _pythons(place):
            # A link to a Python that is gone is one, too: that is what has to be said of it.
            if os.path.lexists(python):
                return python
    if (by_pdm := _of_pdm(folder)) is not None:
        return by_pdm
    if (command := _asking_its_manager(folder)) is not None:
        name = command.partition(" ")[0]
        facts = {"folder": str(folder), "name": name, "command": command}
        said = text("No environment in {folder}: {name} keeps them elsewhere.", **facts)
        step = text(
            "Name the folder that this prints in {folder}: {command}. Where it names none, {name} has made "
            "none: name what this prints in the window in which your program runs: {asking}",
            asking='python -c "import sys; print(sys.executable)"',
            **facts,
        )
        raise UnusableError(said, step)
    names = ", ".join(IN_A_PROJECT)
    said = text(
        "There is no Python in {folder}, nor an environment: looked for {names}, there and in "
        "{below}.",
        folder=str(folder),
        names=names,
        below=", ".join(filter(None, _BELOW)),
    )
    raise UnusableError(said, _WHAT_TO_NAME)


def _of_pdm(folder: Path) -> Path | None:
    """The Python of the environment that pdm has chosen; without one its packages are told by `pdm run`."""
    python = Path(_content(folder / ".pdm-python").strip())
    return (
        python if python.is_absolute() and (python.parent.parent / "pyvenv.cfg").is_file() else None
    )


def _asking_its_manager(folder: Path) -> str | None:
    """What prints where the environment of this project is, whose manager lays them all in one place."""
    if (folder / "Pipfile").is_file():
        return "pipenv --venv"
    project = _content(folder / "pyproject.toml")
    return next((asking for sign, asking in _ASKING if sign.search(project)), None)


def _content(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _environments(folder: Path, environ: Mapping[str, str]) -> Iterator[Path]:
    yield folder
    if folder.name.lower() in {"bin", "scripts"}:
        yield folder.parent
    uv = environ.get("UV_PROJECT_ENVIRONMENT")
    if uv:
        yield folder / uv
    for below in _BELOW:
        yield from (folder / below / name for name in IN_A_PROJECT)


def _pythons(environment: Path) -> Iterator[Path]:
    """Where an environment's Python may stand; in conda's on Windows, at its top."""
    if _WINDOWS:
        yield environment / "Scripts" / "python.exe"
        yield environment / "python.exe"
    for name in ("python", "python3"):
        yield environment / "bin" / name
