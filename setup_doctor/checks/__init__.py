"""The checks, one module per area. They are found by looking, not by being registered.

Ours are in this folder; another distribution names a module with checks in an entry point of the
group ``setup_doctor.checks``, whose name is the area.
"""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

from diarizer import discovery
from setup_doctor.examination.added_checks import Added, added
from setup_doctor.model import Check

if TYPE_CHECKING:
    from diarizer.discovery import PlugIn

# In the order in which a person would ask; an area that is not named comes last.
_ORDER = ("python", "compiler", "disk", "windows", "packages", "huggingface", "models", "smoke")


@cache
def ours() -> tuple[Check, ...]:
    """Every check of this folder, in the order of the areas and of their definition.

    An area is a module, or a folder whose ``__all__`` gives the order.
    """
    names = sorted(discovery.own(__name__), key=_place)
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(
        value
        for module in modules
        for value in (vars(module)[name] for name in getattr(module, "__all__", vars(module)))
        if isinstance(value, Check) and module.__name__ == f"{__name__}.{value.area}"
    )


def collect() -> tuple[Check, ...]:
    """Every check there is, those of other distributions last."""
    return (*ours(), *_added().checks)


def find(name: str) -> Check | None:
    """The check with the id `name`."""
    return next((check for check in collect() if check.id == name), None)


def backends() -> tuple[str, ...]:
    """The backends that a check proves."""
    return tuple(check.backend for check in collect() if check.backend)


def plug_ins() -> tuple[PlugIn, ...]:
    """The modules with checks of other distributions, those whose area is taken included."""
    return discovery.plug_ins(__name__, taken=discovery.own(__name__))


def examined(plug_in: PlugIn) -> tuple[Check, ...]:
    """The checks of a plug-in.

    Raises:
        BrokenPlugIn: it has none that the doctor could work with.
    """
    if plug_in in _added().broken:
        raise _added().broken[plug_in]
    return tuple(check for check in _added().checks if check.area == plug_in.name)


@cache
def _added() -> Added:
    return added(plug_ins(), ours())


def _place(area: str) -> tuple[int, str]:
    return (_ORDER.index(area) if area in _ORDER else len(_ORDER), area)
