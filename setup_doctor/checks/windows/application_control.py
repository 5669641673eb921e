"""Smart App Control, which lets no library load that it does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.messages.text import label, text
from setup_doctor.model import check
from setup_doctor.model.findings import note, ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

_KEY = "HKLM\\SYSTEM\\CurrentControlSet\\Control\\CI\\Policy"
_VALUE = "VerifiedAndReputablePolicyState"
_OFF, _ON, _EVALUATION = 0, 1, 2
_STATES = {_OFF: label("off"), _ON: label("on"), _EVALUATION: label("evaluation")}
_PAGE = "https://support.microsoft.com/topic/what-is-smart-app-control"


@check(platforms=("windows",))
def smart_app_control(machine: Machine) -> Finding:
    r"""Smart App Control does not stand in the way of unsigned libraries.

    Looks at: VerifiedAndReputablePolicyState below HKLM\SYSTEM\CurrentControlSet\Control\CI\Policy:
    0 is off, 1 is on, 2 is the evaluation of a new Windows, which may end in either.
    Why: while it is on, Windows loads what is signed or widely known. The libraries of torch, numpy
    and most wheels are not signed: some load, some fail with WinError 4551, "an Application Control
    policy has blocked this file", and after an upgrade others.
    Usual causes: a new computer, or a Windows 11 that was installed afresh.
    Fix: Windows Security > App & browser control > Smart App Control settings: Off. There is no
    exception for a single program.
    """
    key = machine.registry(_KEY)
    state = key.number(_VALUE) if key is not None else None
    trail = [(f"{_KEY}\\{_VALUE}", _shown(state))]
    if state == _ON:
        message = text(
            "Smart App Control is on: it may block the libraries of torch and others (WinError 4551)."
        )
        way_out = common_remedies.by_hand(
            text(
                "If one is blocked: Windows Security > App & browser control > Smart App Control "
                "settings: Off"
            ),
            _PAGE,
        )
        return warning("windows.smart-app-control", message, trail, way_out)
    if state == _EVALUATION:
        message = text(
            "Smart App Control is still watching, and may switch itself on (WinError 4551)"
        )
        return note("windows.smart-app-control-evaluation", message, trail)
    return ok(text("Smart App Control is off"), trail)


def _shown(state: int | None) -> str:
    return label("not set") if state is None else f"{state} ({_STATES.get(state, '?')})"
