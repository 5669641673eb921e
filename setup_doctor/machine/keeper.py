"""Who keeps the environment of this interpreter: pip, uv, poetry, pdm, conda, the system, the account.

What another manager keeps, pip may change; but the next `uv sync` takes away what pip has added,
and a lock file that nobody has told says nothing of it to the rest of the team.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.machine.machine import Machine

PIP, UV, POETRY, PDM, PIPENV, HATCH = "pip", "uv", "poetry", "pdm", "pipenv", "hatch"
CONDA, PIXI, PIPX, UV_TOOL = "conda", "pixi", "pipx", "uv tool"
SYSTEM, STORE, EMBEDDED = "the system", "Microsoft Store", "embedded"
USER_SITE = "user site"  # no environment: the folder of the account, which all its Pythons share

# Who reads a project file and writes a lock file beside it.
LOCKS = {UV: "uv.lock", POETRY: "poetry.lock", PDM: "pdm.lock", PIPENV: "Pipfile.lock"}
_SIGNS = {**{file: name for name, file in LOCKS.items()}, ".pdm-python": PDM, "Pipfile": PIPENV}
# Poetry's own table is optional since its version 2; who builds the project is not.
_TABLES = (
    (UV, re.compile(r"^\s*\[\[?tool\.uv\b", re.MULTILINE)),
    (POETRY, re.compile(r"^\s*\[\[?tool\.poetry\b|\"poetry\.core\.masonry", re.MULTILINE)),
    (PDM, re.compile(r"^\s*\[\[?tool\.pdm\b", re.MULTILINE)),
)
_PROJECT = re.compile(r"^\s*\[project\]", re.MULTILINE)
_MADE_BY_UV = re.compile(r"^uv\s*=\s*(\S+)", re.MULTILINE)
# Where a manager lays the environments of all projects: the folders above one of them.
_COMMON_FOLDERS = (
    (POETRY, ("pypoetry", "virtualenvs")),
    (PDM, ("pdm", "venvs")),
    (HATCH, ("hatch", "env")),
)


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps an environment, and what shows it.

    Attributes:
        name: one of the names above.
        why: what was looked at, and what was seen there.
        project: the folder of the project that the environment belongs to, where one is known.
        base: whether it is conda's own environment, out of which conda itself runs.
    """

    name: str
    why: tuple[tuple[str, str], ...] = ()
    project: Path | None = None
    base: bool = False

    @property
    def lock(self) -> Path | None:
        """The file that says what the environment holds; None where there can be none."""
        name = LOCKS.get(self.name)
        return self.project / name if self.project and name else None


def keeper(machine: Machine) -> Keeper:
    """Who keeps the environment of `machine`'s interpreter."""
    finders = (_signed, _of_all_projects, _beside)
    if not machine.interpreter.in_virtual_environment:
        finders = (_signed, _of_conda, _without_one)
    found = (each for finder in finders for each in finder(machine))
    return next(found, Keeper(PIP, (("pyvenv.cfg", str(machine.interpreter.prefix)),)))


def _signed(machine: Machine) -> Iterator[Keeper]:
    """A file that only one manager leaves in an environment that it has made."""
    prefix = machine.interpreter.prefix
    for name, file in ((PIPX, "pipx_metadata.json"), (UV_TOOL, "uv-receipt.toml")):
        for folder in (prefix, prefix.parent):
            if machine.is_file(folder / file):
                yield Keeper(name, ((file, str(folder)),))
    if project := machine.read_text(prefix / ".project"):
        yield Keeper(PIPENV, ((".project", project.strip()),), Path(project.strip()))


def _of_conda(machine: Machine) -> Iterator[Keeper]:
    prefix = machine.interpreter.prefix
    there = machine.entries(prefix)
    if "conda-meta" in there:
        name = PIXI if ".pixi" in prefix.parts else CONDA
        base = name == CONDA and bool({"condabin", "envs", "pkgs"} & {*there})
        project = prefix.parents[2] if name == PIXI else None
        yield Keeper(name, (("conda-meta", str(prefix)),), project, base)


def _without_one(machine: Machine) -> Iterator[Keeper]:
    """A Python that stands in no environment: the system's, the Store's, a program's own."""
    interpreter = machine.interpreter
    if "WindowsApps" in interpreter.executable.parts:
        yield Keeper(STORE, (("python.exe", str(interpreter.executable)),))
    for name in machine.entries(interpreter.prefix):
        if name.startswith("python") and name.endswith("._pth"):
            yield Keeper(EMBEDDED, ((name, str(interpreter.prefix)),))
    for marker in _markers(machine):
        if machine.is_file(marker):
            yield Keeper(SYSTEM, (("EXTERNALLY-MANAGED", str(marker.parent)),))
    if "__pypackages__" in machine.entries(machine.here()):
        yield Keeper(PDM, (("__pypackages__", str(machine.here())),), machine.here())
    for folder in _user_sites(machine):
        if any(name.endswith(".dist-info") for name in machine.entries(folder)):
            yield Keeper(USER_SITE, (("site-packages", str(folder)),))
    yield Keeper(PIP, (("prefix", str(interpreter.prefix)),))


def _user_sites(machine: Machine) -> Iterator[Path]:
    """Where `pip install --user` puts packages, and pip by itself where it may not write elsewhere."""
    if machine.environ.get("PYTHONNOUSERSITE"):
        return
    major, minor, _ = machine.interpreter.version
    base = machine.environ.get("PYTHONUSERBASE")
    if machine.platform == "windows":
        roaming = Path(machine.environ.get("APPDATA") or machine.home / "AppData" / "Roaming")
        yield Path(base or roaming / "Python") / f"Python{major}{minor}" / "site-packages"
        return
    yield Path(base or machine.home / ".local") / "lib" / f"python{major}.{minor}" / "site-packages"
    if machine.platform == "macos" and not base:  # the Python of python.org and of Xcode
        library = machine.home / "Library" / "Python"
        yield library / f"{major}.{minor}" / "lib" / "python" / "site-packages"


def _markers(machine: Machine) -> Iterator[Path]:
    """Where a system writes that pip has no business here (PEP 668)."""
    interpreter = machine.interpreter
    major, minor, _ = interpreter.version
    yield interpreter.base_prefix / "lib" / f"python{major}.{minor}" / "EXTERNALLY-MANAGED"
    yield interpreter.base_prefix / "Lib" / "EXTERNALLY-MANAGED"


def _of_all_projects(machine: Machine) -> Iterator[Keeper]:
    """Below the folder where a manager keeps all environments: the project is where we are."""
    prefix = machine.interpreter.prefix
    for name, folders in _COMMON_FOLDERS:
        if all(folder in prefix.parts for folder in folders):
            here = machine.here()
            around = (f for f in (here, *here.parents) if machine.is_file(f / "pyproject.toml"))
            yield Keeper(name, (("prefix", str(prefix)),), next(around, None))


def _beside(machine: Machine) -> Iterator[Keeper]:
    """In the folder of a project: what lies beside it tells whose it is.

    Only `.venv` is taken for that: an environment of another name no manager would find again.
    """
    prefix = machine.interpreter.prefix
    made = _MADE_BY_UV.search(machine.read_text(prefix / "pyvenv.cfg") or "")
    by_uv = (("pyvenv.cfg", f"uv = {made[1]}"),) if made else ()
    if prefix.name == ".venv":
        folder = prefix.parent
        project = machine.read_text(folder / "pyproject.toml") or ""
        signs = [(name, file) for file, name in _SIGNS.items() if machine.is_file(folder / file)]
        signs += [(name, "pyproject.toml") for name, table in _TABLES if table.search(project)]
        if made and not signs and _PROJECT.search(project):
            signs = [(UV, "pyproject.toml")]
        # Two lock files: whoever made the environment keeps it.
        signs.sort(key=lambda sign: not (made and sign[0] == UV))
        for name, file in signs:
            yield Keeper(name, ((file, str(folder)), *(by_uv if name == UV else ())), folder)
    if made:
        yield Keeper(UV, by_uv)
