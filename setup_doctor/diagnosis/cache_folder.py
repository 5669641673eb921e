"""Where downloaded models go, by variables that say something else than whoever has set them means."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from setup_doctor.messages.text import text
from setup_doctor.model.findings import warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding


def oddly_named(machine: Machine) -> Finding | None:
    """A finding where a variable names another folder than whoever has set it means."""
    for name in ("HF_HUB_CACHE", "HF_HOME"):
        value = machine.environ.get(name, "")
        if value.strip(" \t\"'") != value:
            message = text(
                "{name} has quotes or blanks around it, which count: {value}",
                name=name,
                value=value,
            )
        elif value and not value.startswith(("~", "$", "%")) and not _is_whole(value, machine):
            message = text(
                "{name} names {value}, another folder from each one in which a program is started.",
                name=name,
                value=value,
            )
        else:
            continue
        move = common_remedies.by_hand(
            text(
                "Set {name} to a whole path, without quotes: {example}",
                name=name,
                example=_example(name, machine),
            )
        )
        return warning("models.cache", message, [(name, value)], move)
    return None


def _is_whole(path: str, machine: Machine) -> bool:
    return (PureWindowsPath if machine.platform == "windows" else PurePosixPath)(path).is_absolute()


def _example(name: str, machine: Machine) -> str:
    return rf"setx {name} C:\hf" if machine.platform == "windows" else f"export {name}=$HOME/hf"
