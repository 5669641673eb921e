"""torchcodec, which pyannote would decode with: whether its libraries load, by the number if not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.checks.packages.engines import pyannote
from setup_doctor.checks.packages.torch import torch_answers
from setup_doctor.diagnosis import import_failure
from setup_doctor.messages.text import text
from setup_doctor.model import Cost, check
from setup_doctor.model.findings import note, ok

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

_FOREIGN = 127  # ERROR_PROC_NOT_FOUND: built for another torch
_CODE = "from setup_doctor.windows_api import decoders; answer = decoders.load()"


@check(requires=(pyannote, torch_answers), platforms=("windows",), cost=Cost.HEAVY)
def torchcodec(machine: Machine) -> Finding:
    """torchcodec can decode, or nobody needs it to (optional).

    Looks at: each libtorchcodec_core DLL, loaded beside torch and beside the ffmpeg on PATH, in a
    process of their own; the number of the error of those that do not load.
    Why: there is one for each version of FFmpeg, and one of them has to load. WinError 126 says that
    FFmpeg's shared libraries are missing, 127 that torchcodec was built for another torch. pyannote
    only warns, and fails later. Here neither does harm: the recordings come to pyannote decoded.
    Usual causes: no FFmpeg; an ffmpeg.exe without DLLs beside it; torchcodec upgraded alone.
    Fix: none needed. For programs of your own: `winget install --id Gyan.FFmpeg.Shared -e`.
    """
    answer = import_failure.ask(machine, _CODE)
    libraries = answer.value or []
    trail = [
        (each["name"], "loads" if each["winerror"] is None else f"WinError {each['winerror']}")
        for each in libraries
    ] or [("torchcodec", answer.error or "not installed")]
    if any(each["winerror"] is None for each in libraries):
        return ok(text("torchcodec loads"), trail)
    numbers = {each["winerror"] for each in libraries}
    if _FOREIGN in numbers:
        message = text("torchcodec was built for another torch; diarizer decodes by itself")
        return note("packages.torchcodec-mismatch", message, trail)
    message = text("torchcodec finds no FFmpeg; diarizer decodes by itself")
    return note("packages.torchcodec", message, trail)
