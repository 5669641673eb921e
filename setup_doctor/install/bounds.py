"""Which versions the user's own project and packages bound: there what was tested gives way.

A pin of ours against a bound of theirs cannot be solved by uv or poetry, and pip would lay the
tested version over the one that their other packages ask for.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from setup_doctor.install import requirements
from setup_doctor.machine import keeper as keepers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from packaging.requirements import Requirement
    from packaging.specifiers import SpecifierSet

    from setup_doctor.machine import Machine

_FILES = {keepers.PIPENV: "Pipfile"}
_PIPFILE = ("packages", "dev-packages")
_OF_UV = ("dev-dependencies", "constraint-dependencies", "override-dependencies")
_CARET = re.compile(r"\^\s*(?P<version>(?P<zeros>(?:0\.)*)(?P<first>\d+)\S*)")
_TILDE = re.compile(r"(?<!~)~\s*(?P<version>(?P<first>\d+)(?:\.(?P<second>\d+))?[\w.]*)")
# conda's own spelling: `numpy <2.4`, `numpy=2.3`.
_PINNED = re.compile(r"^\s*(?P<name>[\w.-]+)\s*(?P<versions>[<>=!~].*?)\s*$", re.MULTILINE)


def named(machine: Machine) -> frozenset[str]:
    """What the project asks for by name: it says itself which versions it wants."""
    document = _document(machine)
    ours = document.get("project", {}).get("dependencies", ())
    poetry = document.get("tool", {}).get("poetry", {}).get("dependencies", ())
    return frozenset(
        {*(each.name for each in _read(ours)), *map(_canonical, poetry)}
        | {*map(_canonical, document.get("packages", ()))}
    )


def bounded(machine: Machine) -> frozenset[str]:
    """The packages of which somebody here takes other versions than the one that was tested."""
    asked = [*_of_project(machine), *_of_installed(machine), *_of_conda(machine)]
    return _against(asked, ".".join(map(str, machine.interpreter.version[:2])))


def bounded_by(content: Mapping[str, Any]) -> frozenset[str]:
    """The same, by a pyproject.toml alone, on any Python."""
    asked = list(_of_document(content))
    return frozenset().union(*(_against(asked, version) for version in ("3.10", "3.12")))


def _against(asked: Iterable[tuple[str, SpecifierSet]], python: str) -> frozenset[str]:
    tested = {each.name: each.specifier for each in requirements.proven(python)}
    return frozenset(
        name
        for name, takes in asked
        if name in tested and not any(takes.contains(one.version, True) for one in tested[name])
    )


def _of_project(machine: Machine) -> Iterator[tuple[str, SpecifierSet]]:
    return _of_document(_document(machine))


def _document(machine: Machine) -> Mapping[str, Any]:
    from tomlkit import parse  # noqa: PLC0415, slow to load, and rarely needed
    from tomlkit.exceptions import TOMLKitError  # noqa: PLC0415

    found = keepers.keeper(machine)
    if found.project is None:
        return {}
    file = found.project / _FILES.get(found.name, "pyproject.toml")
    try:
        return parse(machine.read_text(file) or "").unwrap()
    except TOMLKitError:  # whoever writes into it says so
        return {}


def _of_document(document: Mapping[str, Any]) -> Iterator[tuple[str, SpecifierSet]]:
    """All lists of a project file: its own, its extras and groups, and those of each manager."""
    project, tool = document.get("project", {}), document.get("tool", {})
    lists = [project.get("dependencies", ()), *document.get("dependency-groups", {}).values()]
    lists += project.get("optional-dependencies", {}).values()
    lists += [tool.get("uv", {}).get(name, ()) for name in _OF_UV]
    lists += tool.get("pdm", {}).get("dev-dependencies", {}).values()
    for each in lists:
        yield from ((asked.name, asked.specifier) for asked in _read(each))
    poetry = tool.get("poetry", {})
    tables = [poetry.get("dependencies", {}), poetry.get("dev-dependencies", {})]
    tables += [each.get("dependencies", {}) for each in poetry.get("group", {}).values()]
    tables += [document.get(name, {}) for name in _PIPFILE]
    for table in tables:
        yield from _of_table(table)


def _of_table(table: Mapping[str, Any]) -> Iterator[tuple[str, SpecifierSet]]:
    for name, said in table.items():
        for one in said if isinstance(said, list) else [said]:
            version = one.get("version", "*") if isinstance(one, dict) else one
            if (takes := _specifier(str(version))) is not None:
                yield _canonical(name), takes


def _of_installed(machine: Machine) -> Iterator[tuple[str, SpecifierSet]]:
    """What installed packages ask for and have: they must go on having it."""
    here: dict[str, Any] = {}
    wanted = {each.name for each in requirements.proven()}
    python = {"python_version": ".".join(map(str, machine.interpreter.version[:2])), "extra": ""}
    for line in machine.demands():
        name = _canonical(re.split(r"[^\w.-]", line, maxsplit=1)[0])
        if name not in wanted:
            continue
        if name not in here:
            here[name] = machine.distribution(name)
        for asked in _read((line,)):
            applies = asked.marker is None or asked.marker.evaluate(python)
            if applies and here[name] and asked.specifier.contains(here[name].version, True):
                yield asked.name, asked.specifier


def _of_conda(machine: Machine) -> Iterator[tuple[str, SpecifierSet]]:
    file = machine.interpreter.prefix / "conda-meta" / "pinned"
    for each in _PINNED.finditer(machine.read_text(file) or ""):
        versions = re.sub(r"^=(?!=)\s*([\d.]+\d)$", r"==\1.*", each["versions"])
        if (takes := _specifier(versions)) is not None:
            yield _canonical(each["name"]), takes


def _read(lines: Any) -> Iterator[Requirement]:
    """Those that can be read: a group may include another one, which is a table."""
    from packaging.requirements import InvalidRequirement, Requirement  # noqa: PLC0415

    for line in lines:
        try:
            asked = Requirement(line)
        except (InvalidRequirement, TypeError):
            continue
        asked.name = _canonical(asked.name)
        yield asked


def _specifier(said: str) -> SpecifierSet | None:
    r"""In the words of PEP 440 what Poetry, Pipenv and conda spell in their own.

    >>> str(_specifier("^2.1"))
    '<3,>=2.1'
    """
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415

    if said.strip() in {"", "*"} or "|" in said:
        return SpecifierSet()
    said = re.sub(r"(?<=[\w*])\s+(?=[<>=!~^])", ",", said.strip())
    said = _CARET.sub(_below_next, said)
    said = _TILDE.sub(_below_next_minor, said) if "~=" not in said else said
    said = f"=={said}" if said[0].isdigit() else said
    try:
        return SpecifierSet(said)
    except InvalidSpecifier:
        return None


def _below_next(caret: re.Match[str]) -> str:
    return f">={caret['version']},<{caret['zeros']}{int(caret['first']) + 1}"


def _below_next_minor(tilde: re.Match[str]) -> str:
    first, second = tilde["first"], tilde["second"]
    end = f"{first}.{int(second) + 1}" if second else str(int(first) + 1)
    return f">={tilde['version']},<{end}"


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
