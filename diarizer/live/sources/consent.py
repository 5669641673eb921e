"""What the privacy settings of Windows say of the microphone.

Windows 10 from 1903 keeps it in the registry, as `Allow` or `Deny`: for the device, for apps, and
for programs that come from no store.
"""

from __future__ import annotations

import sys

from diarizer.messages.text import Text, text

_STORE = (
    r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\microphone"
)


def denied() -> Text | None:
    """Return the setting that refuses it; None where none does, and outside Windows."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415, of Windows

    machine, user = winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER
    places = (
        (machine, "HKLM", _STORE),
        (user, "HKCU", _STORE),
        (user, "HKCU", rf"{_STORE}\NonPackaged"),
    )
    for root, name, key in places:
        if _value(root, key, "Value") == "Deny":
            return text("Registry: {key} is Deny", key=rf"{name}\{key}\Value")
    return None


def _value(root: int, key: str, name: str) -> object:
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415, as above

    try:
        with winreg.OpenKey(root, key) as opened:
            return winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None
