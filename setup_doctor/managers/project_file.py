"""What `pyproject.toml` has to say so that no compiler is wanted: written in, comments kept.

uv and pdm can be told that a package is not wanted, whoever asks for it. Poetry cannot: there our
empty wheels lie in the project, and the project asks for them by their path.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import tomlkit
from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from tomlkit.items import Array, InlineTable, Table

from setup_doctor.install import bounds, requirements, stand_in_wheels, torch_build
from setup_doctor.machine.keeper import PDM, POETRY, UV

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tomlkit import TOMLDocument

WHEELS = stand_in_wheels.FOLDER
_CPU = "pytorch-cpu"
_CPU_INDEX = f"{torch_build.INDEX}cpu"
_WHY = "webrtcvad is published as source only; webrtcvad-wheels brings the same module"
_WHY_CPU = "on Linux the usual index has the build for CUDA, of 3 GB"


@dataclass(frozen=True, slots=True)
class Needs:
    """What a project shall be able to do.

    Attributes:
        backends: which ones.
        full: with torch, as their authors publish them.
        cuda: with the torch for CUDA.
        torch_stays: there is one already, and it is not replaced by another.
        bounded: of these the project wants other versions than those that were tested.
    """

    backends: tuple[str, ...]
    full: bool = False
    cuda: bool = False
    torch_stays: bool = False
    bounded: frozenset[str] = frozenset()

    @property
    def stand_ins(self) -> bool:
        """Whether the source-only webrtcvad has to be kept out."""
        return requirements.needs_stand_ins(self.backends, full=self.full)

    @property
    def cpu_torch(self) -> bool:
        """Whether torch shall come from PyTorch's own index."""
        if self.cuda or self.torch_stays:
            return False
        return requirements.with_torch(self.backends, full=self.full)

    @property
    def requirements(self) -> tuple[str, ...]:
        """For the list of the project, with markers for the Pythons that want other versions."""
        wanted = requirements.wanted(self.backends, full=self.full)
        if self.torch_stays:
            wanted = requirements.any_torch(wanted)
        return requirements.pinned(wanted, requirements.COMPATIBLE, self.bounded)


def edited(content: str, manager: str, needs: Needs) -> str:
    """`content` of a pyproject.toml with what is needed; what stands there stays.

    Raises:
        tomlkit.exceptions.ParseError: when it is not TOML.
        tomlkit.exceptions.TOMLKitError, TypeError: when a table is something else there.
    """
    document = tomlkit.parse(content)
    needs = replace(needs, bounded=needs.bounded | bounds.bounded_by(document.unwrap()))
    if manager == POETRY and "project" not in document and "tool" in document:
        _add_to_old_poetry(_table(document, "tool", "poetry", "dependencies"), needs)
    else:
        listed = _table(document, "project").setdefault("dependencies", tomlkit.array())
        alone = requirements.STAND_INS if manager == POETRY and needs.stand_ins else ()
        wanted = needs.requirements
        if manager == PDM:  # of one package it locks one version, whatever the markers say
            wanted = _for_oldest(wanted, _table(document, "project").get("requires-python", ""))
        _add(listed, (*wanted, *alone))
    {UV: _for_uv, POETRY: _for_poetry, PDM: _for_pdm}[manager](document, needs)
    return tomlkit.dumps(document)


def _for_oldest(wanted: Iterable[str], pythons: str) -> tuple[str, ...]:
    """The versions for the oldest Python that the project takes; newer ones are there for it, too."""
    takes_old = bool(pythons) and SpecifierSet(pythons).contains("3.10.99")
    python = {"python_version": "3.10" if takes_old else "3.11"}
    asked = (Requirement(each) for each in wanted)
    fitting = (each for each in asked if each.marker is None or each.marker.evaluate(python))
    return tuple(f"{each.name}{each.specifier}" for each in fitting)


def difference(before: str, after: str, name: str = "pyproject.toml") -> str:
    """Both as one unified difference."""
    old, new = (each.splitlines(keepends=True) for each in (before, after))
    return "".join(difflib.unified_diff(old, new, fromfile=f"a/{name}", tofile=f"b/{name}"))


def _for_uv(document: TOMLDocument, needs: Needs) -> None:
    if needs.stand_ins:
        uv = _table(document, "tool", "uv")
        never = [f"{name} ; sys_platform == 'never'" for name in requirements.STAND_INS]
        _add(_list(uv, "override-dependencies", _WHY), never)
    if needs.cpu_torch:
        uv = _table(document, "tool", "uv")
        index = tomlkit.table()
        index.update({"name": _CPU, "url": _CPU_INDEX, "explicit": True})
        _append_table(uv, "index", index)
        source = _inline({"index": _CPU, "marker": "sys_platform == 'linux'"})
        _table(document, "tool", "uv", "sources").setdefault("torch", _several(source))


def _for_pdm(document: TOMLDocument, needs: Needs) -> None:
    if needs.stand_ins:
        resolution = _table(document, "tool", "pdm", "resolution")
        _add(_list(resolution, "excludes", _WHY), requirements.STAND_INS)
    if needs.cpu_torch:
        source = tomlkit.table()
        source.update({"name": _CPU, "url": _CPU_INDEX, "include_packages": ["torch"]})
        _append_table(_table(document, "tool", "pdm"), "source", source)


def _for_poetry(document: TOMLDocument, needs: Needs) -> None:
    if needs.stand_ins:
        there = _table(document, "tool", "poetry", "dependencies")
        for each in stand_in_wheels.STAND_INS:
            there.setdefault(each.name, _inline({"path": f"{WHEELS}/{each.filename}"}))
    if needs.cpu_torch:
        source = tomlkit.table()
        source.update({"name": _CPU, "url": _CPU_INDEX, "priority": "explicit"})
        _append_table(_table(document, "tool", "poetry"), "source", source)
        there = _table(document, "tool", "poetry", "dependencies")
        there.setdefault("torch", _inline({"source": _CPU}))


def _add_to_old_poetry(there: Any, needs: Needs) -> None:
    """Before Poetry 2 a project named its dependencies in Poetry's own table."""
    names = {_name(name) for name in there}
    ways: dict[str, list[Requirement]] = {}
    for each in map(Requirement, needs.requirements):
        ways.setdefault(each.name, []).append(each)
    for name, several in ways.items():
        if _name(name) in names:
            continue
        marked = [
            {"version": str(each.specifier) or "*", "markers": str(each.marker)}
            for each in several
            if each.marker
        ]
        there[name] = (
            _several(*map(_inline, marked)) if marked else str(several[0].specifier) or "*"
        )


def _table(document: TOMLDocument, *names: str) -> Any:
    found: Any = document
    for place, name in enumerate(names):
        if name not in found:
            # `[tool]` itself needs no line where only tables stand below it.
            found[name] = tomlkit.table(is_super_table=place < len(names) - 1)
        found = found[name]
        if not hasattr(found, "setdefault"):
            raise TypeError(".".join(names[: place + 1]))
    return found


def _list(table: Any, name: str, why: str) -> Array:
    if name not in table:
        if isinstance(table, Table):
            table.add(tomlkit.comment(why))
        table[name] = tomlkit.array()
    found: Array = table[name]
    return found


def _inline(values: dict[str, str]) -> InlineTable:
    table = tomlkit.inline_table()
    table.update(values)
    return table


def _several(*items: Any) -> Array:
    array = tomlkit.array()
    for each in items:
        array.append(each)
    return array


def _add(array: Any, wanted: Iterable[str]) -> None:
    """Each at the end on a line of its own, unless its package is named there already."""
    there = {_name(str(each)) for each in array}
    missing = [each for each in wanted if _name(each) not in there]
    if missing and not len(array):
        array.multiline(multiline=True)
    for each in missing:
        array.append(each)


def _name(requirement: str) -> str:
    try:
        return canonicalize_name(Requirement(requirement).name)
    except InvalidRequirement:
        return requirement


def _append_table(table: Any, name: str, item: Table) -> None:
    there: Sequence[Any] = table.get(name, ())
    if any(each.get("name") == item["name"] for each in there):
        return
    item.comment(_WHY_CPU)
    if name not in table:
        table.add(tomlkit.nl())
        table[name] = tomlkit.aot()
    table[name].append(item)
