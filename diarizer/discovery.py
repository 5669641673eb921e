"""Finds what there is of one kind: our own modules, and those of other distributions.

A backend, a format or a check of ours is a module in the folder of its kind. One of another
distribution is an entry point in a group that is called like that folder, ``diarizer.backends`` for
instance. Ours come first, nothing is imported before it is used, and whatever is wrong with a
plug-in is said of it alone.
"""

from __future__ import annotations

import contextlib
import pkgutil
import sys
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from importlib.metadata import Distribution, EntryPoint
    from types import ModuleType

OURS = "setup-doctor"
"""The distribution that both packages are in."""


@dataclass(frozen=True, slots=True)
class PlugIn:
    """A module of another distribution, under the name that its entry point gives it.

    Attributes:
        group: what kind it is, by the folder in which ours of that kind stand.
        name: by which users call it.
        module: where it is; ``package.module`` or ``package.module:object``.
        distribution: that brings it, as pip calls it.
        version: of that distribution.
        taken_by: the distribution whose name this is already, so that this one cannot be reached.

    """

    group: str
    name: str
    module: str
    distribution: str
    version: str
    taken_by: str = ""

    @property
    def origin(self) -> str:
        """The distribution with its version, to be named to people."""
        return f"{self.distribution} {self.version}".strip()

    @property
    def removal(self) -> str:
        """The command that ends all trouble with it.

        Not an upgrade: a package index may hold something else of that name.
        """
        return f"python -m pip uninstall {self.distribution}"


class BrokenPlugIn(Exception):  # noqa: N818, as in diarizer.errors
    """A plug-in cannot be used, for a reason that stands in ``said``."""

    def __init__(self, plug_in: PlugIn, said: Text | str) -> None:
        """Keep both apart, for whoever tells it."""
        super().__init__(f"{plug_in.name} of {plug_in.origin}: {said}")
        self.plug_in = plug_in
        self.said = said


def own(package: ModuleType | str, hidden: Collection[str] = ()) -> dict[str, str]:
    """The modules in the folder of ``package`` by their names, sorted.

    Args:
        package: or its full name.
        hidden: modules that are not of this kind; neither are those that begin with ``_``.

    Returns:
        What users call each, and the name by which it is imported. ``json_.py`` is ``json``: a
        ``json.py`` would hide the standard library from its neighbours.

    """
    package = import_module(package) if isinstance(package, str) else package
    names = (found.name for found in pkgutil.iter_modules(package.__path__))
    kept = sorted(name for name in names if name[0] != "_" and name not in hidden)
    return {name.rstrip("_"): f"{package.__name__}.{name}" for name in kept}


def plug_ins(group: str, taken: Collection[str]) -> tuple[PlugIn, ...]:
    """Everything that other distributions add to ``group``, by name and distribution.

    Args:
        group: of the entry points.
        taken: the names that are ours.

    """
    owners = dict.fromkeys(taken, OURS)
    found = []
    for name, distribution, version, module in sorted(map(_told, _entry_points(group))):
        taken_by = owners.get(name, "")
        owners.setdefault(name, distribution)  # the first of a name has it
        found.append(PlugIn(group, name, module, distribution, version, taken_by))
    return tuple(found)


def usable(found: Iterable[PlugIn]) -> dict[str, PlugIn]:
    """Those that can be reached, by their names."""
    return {each.name: each for each in found if not each.taken_by}


def load(plug_in: PlugIn, wanted: Iterable[str] = ()) -> Any:
    """Import a plug-in, and see that it has the names that are ``wanted``.

    Raises:
        BrokenPlugIn: it does not come so far, or lacks one.

    """
    from importlib.metadata import EntryPoint  # noqa: PLC0415, slow to load, and rarely needed

    try:
        # What it prints is no part of our data.
        with contextlib.redirect_stdout(sys.stderr):
            module = EntryPoint(plug_in.name, plug_in.module, plug_in.group).load()
            lacking = [name for name in wanted if not hasattr(module, name)]
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        # Everything: a module can end the program by `sys.exit`.
        raise BrokenPlugIn(plug_in, shown(error)) from error
    if lacking:
        facts = {"module": plug_in.module, "names": ", ".join(lacking)}
        raise BrokenPlugIn(plug_in, text("{module} has no {names}", **facts))
    return module


def shown(error: BaseException) -> str:
    """An exception in one line, as Python's own last line has it."""
    return f"{type(error).__name__}: {error}".rstrip(": ").partition("\n")[0]


@cache
def _entry_points(group: str) -> tuple[EntryPoint, ...]:
    from importlib import metadata  # noqa: PLC0415, slow to load, and rarely needed

    try:
        return tuple(metadata.entry_points(group=group))
    except Exception:  # noqa: BLE001, an unreadable list of anybody's, which hides all others
        return tuple(_one_by_one(metadata.distributions(), group))


def _one_by_one(distributions: Iterable[Distribution], group: str) -> Iterator[EntryPoint]:
    """The same, without those whose list cannot be read."""
    seen: set[str] = set()
    for each in distributions:
        with contextlib.suppress(Exception):
            if each.name not in seen:
                seen.add(each.name)
                yield from each.entry_points.select(group=group)


def _told(entry: EntryPoint) -> tuple[str, str, str, str]:
    """Name, distribution, version and module."""
    distribution, version = "", ""
    # One whose METADATA is gone has no name.
    with contextlib.suppress(Exception):
        if entry.dist is not None:
            distribution, version = str(entry.dist.name or ""), str(entry.dist.version or "")
    return entry.name, distribution or "?", version, entry.value
