"""The privacy settings of Windows, which keep programs from the microphone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.messages.text import label, text
from setup_doctor.model import check
from setup_doctor.model.findings import note, ok

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

_STORE = "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore\\microphone"
_KEYS = (f"HKLM\\{_STORE}", f"HKCU\\{_STORE}", f"HKCU\\{_STORE}\\NonPackaged")


@check(platforms=("windows",))
def microphone(machine: Machine) -> Finding:
    r"""Windows lets programs use the microphone, for `diarize --live`.

    Looks at: Value below ...\CapabilityAccessManager\ConsentStore\microphone in the registry: of
    the computer, of the user, and below NonPackaged, of programs that come from no store.
    Why: where one of them is Deny, no microphone opens, and PortAudio speaks of an unanticipated
    host error (-9999) or of a device that is unavailable (-9985).
    Usual causes: somebody has switched it off, or the organisation has.
    Fix: start ms-settings:privacy-microphone, and let desktop apps access it.
    """
    found = [(key, machine.registry(key)) for key in _KEYS]
    values = [(key, each.text("Value") if each is not None else "") for key, each in found]
    trail = [(f"{key}\\Value", value or label("not set")) for key, value in values]
    if any(value == "Deny" for _, value in values):
        message = text(
            "Windows lets no program use the microphone; for diarize --live: start"
            " ms-settings:privacy-microphone"
        )
        return note("windows.microphone", message, trail)
    return ok(text("Programs may use the microphone"), trail)
