"""The folders into which something is put: where they are on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from diarizer.models.cache import cache_folder
from setup_doctor.messages.text import label, text
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.machine import Machine
    from setup_doctor.model import Remedy

ASCII_FOLDER = "C:\\d"


def concerned(machine: Machine) -> Mapping[str, Path]:
    """The environment, the temporary folder, the models and pip's cache, by what sets each."""
    # In capitals, as os.environ gives every name on Windows.
    environ = machine.environ
    local = environ.get("LOCALAPPDATA") or str(machine.home / "AppData" / "Local")
    temporary = environ.get("TEMP") or environ.get("TMP") or str(Path(local) / "Temp")
    pip = environ.get("PIP_CACHE_DIR") or str(Path(local) / "pip" / "Cache")
    hub = environ.get("HF_HOME")
    return {
        "environment": machine.interpreter.prefix,
        "TEMP": Path(temporary),
        "HF_HOME": Path(hub) if hub else cache_folder(None),
        "PIP_CACHE_DIR": Path(pip),
    }


def elsewhere(name: str) -> Remedy:
    """Put what `name` stands for into a short folder of Latin letters."""
    if name == "environment":
        title = label("Move the project to {folder} and run the installer there")
        return common_remedies.by_hand(text(title, folder=ASCII_FOLDER))
    title = label("setx {name} {folder}, then open a new window and look again")
    leaf = {"HF_HOME": "hf", "TEMP": "tmp", "PIP_CACHE_DIR": "pip"}[name]
    return common_remedies.by_hand(text(title, name=name, folder=f"{ASCII_FOLDER}\\{leaf}"))
