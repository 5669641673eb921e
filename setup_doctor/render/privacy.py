"""What is taken out of a report that will be pasted where everybody reads it."""

from __future__ import annotations

import platform
import re
from typing import TYPE_CHECKING, Any

from setup_doctor.messages.redaction import redact

if TYPE_CHECKING:
    from setup_doctor.machine import Machine

_SHORTEST = 3  # letters; a user named `a` would take every `a` out of the report


def private(words: str, machine: Machine) -> str:
    """``words`` without tokens, passwords, the home folder, the user's name and the computer's."""
    words = redact(words)
    home = str(machine.home)
    for spelling in {home, home.replace("\\", "/"), home.replace("\\", "\\\\")}:
        words = re.sub(re.escape(spelling), "~", words, flags=re.IGNORECASE)
    for name in _names(machine):
        words = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "***", words, flags=re.IGNORECASE)
    return words


def private_values(document: Any, machine: Machine) -> Any:
    """The same for each string of a document: in JSON a name may be spelled by its escapes."""
    if isinstance(document, str):
        return private(document, machine)
    if isinstance(document, dict):
        return {name: private_values(value, machine) for name, value in document.items()}
    if isinstance(document, list):
        return [private_values(value, machine) for value in document]
    return document


def _names(machine: Machine) -> list[str]:
    asked = ("USERNAME", "USER", "LOGNAME", "COMPUTERNAME", "HOSTNAME", "USERDOMAIN")
    found = {machine.environ.get(name, "") for name in asked}
    found |= {machine.home.name, platform.node()}
    # The longest first: `eva` must not take the beginning of `eva-laptop`.
    return sorted((name for name in found if len(name) >= _SHORTEST), key=len, reverse=True)
