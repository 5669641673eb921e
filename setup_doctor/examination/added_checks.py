"""The checks of other distributions: loaded, seen to fit in with ours, and named by their area."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from diarizer import discovery
from diarizer.discovery import BrokenPlugIn
from setup_doctor.messages.text import text
from setup_doctor.model import Check, Cost

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from diarizer.discovery import PlugIn
    from setup_doctor.messages.text import Text

ID = re.compile(r"[a-z]+\.[a-z][a-z0-9-]*")
"""Of a check: its area and its name, as the schema of the report has it."""


@dataclass(frozen=True, slots=True)
class Added:
    """The checks of all plug-ins, and those plug-ins that have none to give."""

    checks: tuple[Check, ...] = ()
    broken: Mapping[PlugIn, BrokenPlugIn] = field(default_factory=dict)


def added(found: Sequence[PlugIn], ours: Sequence[Check]) -> Added:
    """Load the checks of `found`; one that is broken takes nobody along.

    Args:
        found: in the order in which they are shown.
        ours: whose backends are theirs to prove.
    """
    proven = {check.backend for check in ours if check.backend}
    areas: dict[Check, str] = {}
    broken: dict[PlugIn, BrokenPlugIn] = {}
    for plug_in in discovery.usable(found).values():
        try:
            checks = _checks(plug_in, proven)
        except BrokenPlugIn as error:  # noqa: PERF203, one must not hide the others
            broken[plug_in] = error
        else:
            proven |= {check.backend for check in checks if check.backend}
            areas.update(dict.fromkeys(checks, plug_in.name))
    return Added(_renamed(areas), broken)


def _checks(plug_in: PlugIn, proven: set[str]) -> list[Check]:
    module = discovery.load(plug_in)
    try:
        checks = _defined(module)
        problem = _problem(plug_in, checks, proven)
    except Exception as error:
        raise BrokenPlugIn(plug_in, discovery.shown(error)) from error
    if problem:
        raise BrokenPlugIn(plug_in, problem)
    return checks


def _defined(module: Any) -> list[Check]:
    """What stands in the module or below it, and is not borrowed from elsewhere."""
    names = getattr(module, "__all__", vars(module))
    values = dict.fromkeys(v for v in (getattr(module, n) for n in names) if isinstance(v, Check))
    return [v for v in values if f"{v.examine.__module__}.".startswith(f"{module.__name__}.")]


def _problem(plug_in: PlugIn, checks: Sequence[Check], proven: set[str]) -> Text | None:
    """Why the doctor could not work with these checks; nothing if it can."""
    ids = [_id(check, plug_in.name) for check in checks]
    if not checks:
        return text("{module} has no check", module=plug_in.module)
    for name, check in zip(ids, checks, strict=True):
        if not ID.fullmatch(name):
            return text("{name!r} is no id of a check: letters, a dot, letters", name=name)
        if ids.count(name) > 1:
            return text("two checks are called {name!r}", name=name)
        if check.backend in proven:
            return text("{backend!r} is proven by another check already", backend=check.backend)
        if problem := _wrong_kind(check, name):
            return problem
    return None


def _wrong_kind(check: Check, name: str) -> Text | None:
    if not all(isinstance(each, Check) for each in (*check.requires, *check.prefers)):
        return text("{name!r} requires something that is no check", name=name)
    if not isinstance(check.cost, Cost):
        return text("{name!r} costs something that is no Cost", name=name)
    return None


def _id(check: Check, area: str) -> str:
    return f"{area}.{check.id.partition('.')[2]}"


def _renamed(areas: Mapping[Check, str]) -> tuple[Check, ...]:
    """The same checks with their areas in their ids, and in the right order of what they require."""
    made: dict[Check, Check] = {}

    def renamed(check: Check) -> Check:
        if check not in areas:
            return check  # one of ours
        if check not in made:
            made[check] = replace(
                check,
                id=_id(check, areas[check]),
                requires=tuple(map(renamed, check.requires)),
                prefers=tuple(map(renamed, check.prefers)),
            )
        return made[check]

    return tuple(map(renamed, areas))
