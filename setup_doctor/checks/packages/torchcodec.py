"""torchcodec, which pyannote would decode with: whether its libraries load, by the number if not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from setup_doctor.checks.packages.engines import pyannote
from setup_doctor.checks.packages.torch import torch_answers
from setup_doctor.diagnosis import import_failure
from setup_doctor.messages.text import label, text
from setup_doctor.model import Cost, check
from setup_doctor.model.findings import note, ok
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Finding

_EMPTY = "0.0.0"  # a release that holds the name on the index
_FOREIGN = 127  # ERROR_PROC_NOT_FOUND: built for another torch
_ON_WINDOWS = """from setup_doctor.windows_api import ffmpeg_libraries
answer = [[each['name'], f"WinError {each['winerror']}" if each['winerror'] else '']
          for each in ffmpeg_libraries.load()]"""
_ELSEWHERE = """import ctypes, importlib.util, pathlib, torch
answer = []
folder = pathlib.Path(importlib.util.find_spec('torchcodec').origin).parent
for path in sorted(folder.glob('libtorchcodec_core*')):
    try:
        ctypes.CDLL(str(path))
        answer.append([path.name, ''])
    except OSError as error:
        answer.append([path.name, str(error)])"""
# What the loader of Linux and that of macOS say of a library that was built for another one, or
# for a CUDA that is not here.
_MISMATCH = re.compile(
    rf"WinError {_FOREIGN}|undefined symbol|[Ss]ymbol not found|lib(?:c10|torch|cud|npp|nvrtc)\w*\."
)


@check(requires=(pyannote, torch_answers), cost=Cost.HEAVY)
def torchcodec(machine: Machine) -> Finding:
    """torchcodec can decode, or nobody needs it to (optional).

    Looks at: its version; each libtorchcodec_core library, loaded beside torch and beside the ffmpeg
    on PATH, in a process of their own; the error of those that do not load.
    Why: there is one for each version of FFmpeg, and one of them has to load. WinError 126 says that
    FFmpeg's shared libraries are missing, 127 or "undefined symbol" that torchcodec was built for
    another torch. Version 0.0.0.dev0 holds the name and nothing else: pip takes it where no wheel
    suits. pyannote only warns, and fails later. Here none does harm: the recordings come to pyannote
    decoded.
    Usual causes: no FFmpeg; an ffmpeg.exe without DLLs beside it; torchcodec upgraded alone.
    Fix: none needed. For programs of your own: `winget install --id Gyan.FFmpeg.Shared -e`.
    """
    found = machine.distribution("torchcodec")
    if found is None:
        message = text("torchcodec is not installed; diarizer decodes by itself")
        return ok(message, [("torchcodec", label("not installed"))])
    if found.version.startswith(_EMPTY):
        return _empty(found.version)
    answer = import_failure.ask(
        machine, _ON_WINDOWS if machine.platform == "windows" else _ELSEWHERE
    )
    libraries: list[list[str]] = answer.value or []
    trail: list[tuple[str, Text | str]] = [("torchcodec", found.version)]
    trail += [(name, error or label("loads")) for name, error in libraries]
    if answer.value is None:
        trail.append((label("loading the libraries"), answer.error))
    if any(not error for _, error in libraries):
        return ok(text("torchcodec loads"), trail)
    if any(_MISMATCH.search(error) for _, error in libraries):
        message = text("torchcodec was built for another torch; diarizer decodes by itself")
        return note("packages.torchcodec-mismatch", message, trail)
    message = text("torchcodec finds no FFmpeg; diarizer decodes by itself")
    return note("packages.torchcodec", message, trail)


def _empty(version: str) -> Finding:
    message = text(
        "torchcodec {version} is an empty name-holder; diarizer decodes by itself", version=version
    )
    trail = [("torchcodec", version)]
    away = common_remedies.uninstall("torchcodec")
    return note("packages.torchcodec-empty", message, trail, away)
