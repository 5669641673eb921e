"""The checks, one file per area. They are found by looking, not by being registered."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from setup_doctor.model import Check

# In the order in which a person would ask; an area that is not named comes last.
_ORDER = ("python", "compiler", "disk", "windows", "packages", "huggingface", "models", "smoke")


@cache
def collect() -> tuple[Check, ...]:
    """Every check of this folder, in the order of the areas and of their definition.

    An area is a module, or a folder whose ``__all__`` gives the order.
    """
    names = sorted((m.name for m in pkgutil.iter_modules(__path__)), key=_place)
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(
        value
        for module in modules
        for value in (vars(module)[name] for name in getattr(module, "__all__", vars(module)))
        if isinstance(value, Check) and module.__name__ == f"{__name__}.{value.area}"
    )


def find(name: str) -> Check | None:
    """The check with the id `name`."""
    return next((check for check in collect() if check.id == name), None)


def backends() -> tuple[str, ...]:
    """The backends that a check proves."""
    return tuple(check.backend for check in collect() if check.backend)


def _place(area: str) -> tuple[int, str]:
    return (_ORDER.index(area) if area in _ORDER else len(_ORDER), area)
