"""On which device the networks calculate: what can be asked for, and whether it was obeyed."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from diarizer.errors import BackendUnavailable, InvalidArgument
from diarizer.messages.text import text

if TYPE_CHECKING:
    from diarizer.backends.base import Backend
    from diarizer.messages.text import Text

AUTO, CPU = "auto", "cpu"
NAMES = (AUTO, CPU, "cuda", "mps")
"""What can be asked for; `cuda:1` is the second of several cards."""

_NAME = re.compile(r"auto|cpu|mps|cuda(?::\d{1,2})?")
_MAC = "darwin"


def check(name: str) -> str:
    """Return ``name``, when it is a device that a system such as this one can have.

    Raises:
        InvalidArgument: there is no such device anywhere.
        BackendUnavailable: there is none on this system.

    """
    if not _NAME.fullmatch(name):
        raise InvalidArgument(
            text("There is no device named {name!r}.", name=name),
            context=text("Known: {known}", known=", ".join(NAMES)),
            hint=text("Choose one of them, or leave the choice to device='auto'."),
        )
    if name == "mps" and sys.platform != _MAC:
        raise _elsewhere(text("There is no mps on this system: it is the graphics of a Mac."))
    if name.startswith("cuda") and sys.platform == _MAC:
        raise _elsewhere(text("There is no cuda on a Mac: its graphics are called mps."))
    return name


def of(backend: Backend) -> str:
    """Name the device of a loaded backend; empty where it does not say."""
    return str(getattr(backend, "device", ""))


def obeyed(backend: Backend, name: str, device: str) -> Backend:
    """Return the backend, when it calculates on the device that was asked for.

    One of another distribution may not know what a device is, and calculate elsewhere unasked.

    Raises:
        BackendUnavailable: it does not say so.

    """
    where = of(backend)
    if device in {AUTO, where} or (device == CPU and not where) or where.startswith(f"{device}:"):
        return backend
    raise BackendUnavailable(
        text("The backend {name!r} does not calculate on {device}.", name=name, device=device),
        context=text("It says of itself: {where}", where=where or "-"),
        hint=text("Leave the choice to it: --device auto"),
        reference="backend.no-device",
    )


def _elsewhere(said: Text) -> BackendUnavailable:
    return BackendUnavailable(
        said,
        context=text("System: {system}", system=sys.platform),
        hint=text("Let it take what works here: --device auto"),
        reference="backend.no-device",
    )
