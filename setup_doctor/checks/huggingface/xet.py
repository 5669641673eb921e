"""hf-xet, by which the client of the Hub fetches large files: some of its versions stand still."""

from __future__ import annotations

from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from setup_doctor.machine.shell import PYTHON
from setup_doctor.messages.text import label, text
from setup_doctor.model import Remedy, check
from setup_doctor.model.findings import note, ok
from setup_doctor.repair.common_remedies import by_hand

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

# huggingface/xet-core#850: downloads that hang on a poor line were mended in it, and the client
# asks for no older one since huggingface/huggingface_hub#4640.
_SOUND = "1.5.2"
_SWITCH = "HF_HUB_DISABLE_XET"
_TRUE = {"1", "ON", "YES", "TRUE"}  # as the client reads its switches


@check()
def xet(machine: Machine) -> Finding:
    """The package hf-xet does not stand still in the middle of a download.

    Looks at: its installed version, and the variable HF_HUB_DISABLE_XET.
    Why: the client of the Hub fetches large files through it. Before 1.5.2 a download over a poor
    line stops without an error and never goes on. The doctor fetches its models without it; other
    programs do not.
    Usual causes: an hf-xet that came with an older huggingface_hub and was never upgraded.
    Fix: `pip install --upgrade hf-xet`; or HF_HUB_DISABLE_XET=1, and a new window.
    """
    found = machine.distribution("hf-xet")
    switch = machine.environ.get(_SWITCH, "")
    trail = [
        ("hf-xet", found.version if found else label("not installed")),
        (_SWITCH, switch or label("not set")),
    ]
    if found is None:
        return ok(text("hf-xet is not installed: files come over plain HTTP"), trail)
    if switch.upper() in _TRUE:
        return ok(text("hf-xet is switched off: files come over plain HTTP"), trail)
    if not _is_older(found.version):
        return ok(
            text("hf-xet {version}, which goes on where a line is poor", version=found.version),
            trail,
        )
    message = text(
        "hf-xet {version} may stand still in a download of other programs; the doctor does without",
        version=found.version,
    )
    newer = Remedy(
        text("Install a newer hf-xet"),
        ((PYTHON, "-m", "pip", "install", "--upgrade", f"hf-xet>={_SOUND}"),),
        megabytes=4,
    )
    off = by_hand(text("Set {name}=1, and open a new window", name=_SWITCH))
    return note("huggingface.xet-stalls", message, trail, newer, off)


def _is_older(version: str) -> bool:
    try:
        return Version(version) < Version(_SOUND)
    except InvalidVersion:
        return False
