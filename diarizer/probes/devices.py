"""On what torch and onnxruntime calculate here: for the doctor, which asks in a process of its own.

A card that is of no use to them may end the process, or let it hang.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from diarizer.backends.shared import onnx_device, torch_device
from diarizer.errors import BackendUnavailable
from diarizer.messages.text import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_STDERR = 2


def torch() -> dict[str, Any]:
    """Try each card that torch was built for.

    Returns:
        ``version``; ``works``, the devices with the names of the cards; ``fails``, those that do
        not, with what was said.

    """
    import torch as package  # noqa: PLC0415, the doctor asks for one of the two

    there = dict.fromkeys(torch_device.built_for(package), torch_device.device)
    found = _tried(package.__version__, there)
    if "cuda" in found["works"]:
        found["works"]["cuda"] = package.cuda.get_device_name(0)
    return found


def onnxruntime() -> dict[str, Any]:
    """Try CUDA, where onnxruntime was built for it; see :func:`torch`."""
    package = onnx_device.package()
    built = "CUDAExecutionProvider" in package.get_available_providers()
    return _tried(package.__version__, {"cuda": onnx_device.device} if built else {})


def _tried(version: str, devices: Mapping[str, Callable[..., Any]]) -> dict[str, Any]:
    works, fails = {}, {}
    for name, device in devices.items():
        with _overheard() as log:
            try:
                device(name)
                works[name] = name
            except BackendUnavailable as error:
                said = error.context
                log.seek(0)
                # A library says there, and nowhere else, which file it does not find.
                more = log.read().decode("utf-8", "replace")
                fails[name] = {"message": packed(error.told.message), "said": f"{said}\n{more}"}
    return {"version": version, "works": works, "fails": fails}


@contextmanager
def _overheard() -> Iterator[IO[bytes]]:
    """Keep what is written to stderr, by C libraries too."""
    with tempfile.TemporaryFile() as log:
        real = os.dup(_STDERR)
        os.dup2(log.fileno(), _STDERR)
        try:
            yield log
        finally:
            os.dup2(real, _STDERR)
            os.close(real)
