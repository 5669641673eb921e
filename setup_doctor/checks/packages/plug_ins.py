"""What other distributions add to these programs: each is tried, and a broken one is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.discovery import PlugIn
from setup_doctor.diagnosis import import_failure
from setup_doctor.machine.shared_probes import PROBES
from setup_doctor.machine.shell import PYTHON, spelled
from setup_doctor.messages.text import Text, joined, label, plural, text, unpacked
from setup_doctor.model import check
from setup_doctor.model.findings import ok, unknown, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding, Remedy

_KINDS = {  # the groups of entry points that the probe lists
    "setup_doctor.checks": text("checks"),
    "diarizer.backends": text("backend"),
    "diarizer.formats": text("format"),
}
_PROBE = "from diarizer.probes import plug_ins; answer = plug_ins."


@check()
def plug_ins(machine: Machine) -> Finding:
    """What other distributions add can be used.

    Looks at: the entry points setup_doctor.checks, diarizer.backends and diarizer.formats of all
    that is installed; what they name is imported, each in a process of its own.
    Why: checks, backends and formats can come from other distributions. A broken one is left out,
    and all the rest works without it, so that nobody would notice.
    Usual causes: it was made for another version of these programs; a package that it needs is not
    installed; two distributions use one name.
    Fix: a newer version of that distribution, or `python -m pip uninstall` and its name.
    """
    listed = import_failure.ask(machine, PROBES["packages.plug-ins"])
    if listed.value is None:
        trail = [("importlib.metadata", listed.error)]
        return unknown("packages.plug-ins", text("The plug-ins could not be listed."), trail)
    found = [PlugIn(**each) for each in listed.value]
    faults = {each: said for each in found if str(said := _fault(machine, each))}
    shown: list[tuple[str, Text | str]] = [(label("entry points"), ", ".join(_KINDS))]
    shown += [
        (f"{each.group}: {each.name} ({each.origin})", faults.get(each, label("answers")))
        for each in found
    ]
    if not faults:
        few = plural("{count} plug-in answers", "{count} plug-ins answer", count=len(found))
        return ok(few if found else text("No plug-ins of other distributions"), shown)
    told = joined(*(_sentence(each, said) for each, said in faults.items()), between=" ")
    ways_out = _removals(machine, faults)
    if all(each.taken_by for each in faults):
        return warning("packages.plug-in-name", told, shown, *ways_out)
    return warning("packages.plug-in", told, shown, *ways_out)


def _fault(machine: Machine, plug_in: PlugIn) -> Text | str:
    if plug_in.taken_by:
        return text("{name!r} is a name of {owner}", name=plug_in.name, owner=plug_in.taken_by)
    answer = import_failure.ask(machine, f"{_PROBE}fault({plug_in.group!r}, {plug_in.name!r})")
    return answer.error if answer.value is None else unpacked(answer.value)


def _named(plug_in: PlugIn) -> Text:
    kind = _KINDS[plug_in.group]
    facts = {"kind": kind, "name": plug_in.name, "distribution": plug_in.origin}
    return text("{kind} {name!r} of {distribution}", **facts)


def _sentence(plug_in: PlugIn, said: Text | str) -> Text:
    return text("Left out: {plug_in}: {said}.", plug_in=_named(plug_in), said=said)


def _removals(machine: Machine, faulty: Iterable[PlugIn]) -> list[Remedy]:
    """By hand: somebody may rather wait for a newer version, or need the rest of the distribution.

    Nothing is upgraded: an index may hold something else of that name.
    """
    ways_out = []
    for name in dict.fromkeys(each.distribution for each in faulty):
        command = spelled((PYTHON, "-m", "pip", "uninstall", name), machine)
        title = text("Install a newer {name}, or remove it: {command}", name=name, command=command)
        ways_out.append(common_remedies.by_hand(title))
    return ways_out
