"""torch and onnxruntime up to the edge behind which a graphics card would be, laid down as packages.

What they say of a card is what the real ones are reported to say; see `setup_doctor/symptoms`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from tests.dist_info import write_down

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TORCH = """
from types import SimpleNamespace as _Names

__version__ = {version!r}
version = _Names(cuda={cuda!r}, hip=None)
backends = _Names(mps=_Names(is_built=lambda: {mps!r}))
cuda = _Names(get_device_name=lambda number: "NVIDIA Test " + str(number))
device = str


class _Matrix:
    def __matmul__(self, other):
        return self

    def item(self):
        return {gives!r}


def ones(*sizes, device):
    error = {errors!r}.get(device.partition(":")[0])
    if error:
        raise RuntimeError(error)
    return _Matrix()


nn = _Names(functional=_Names(conv1d=lambda given, filters: given))
"""
_ONNXRUNTIME = """
import os

import numpy as np

__version__ = "1.31.1"
asked = []


def get_available_providers():
    return {known!r}


def preload_dlls():
    print("Failed to load libcublas.so.13")


class SessionOptions:
    def add_session_config_entry(self, key, value):
        pass


class InferenceSession:
    def __init__(self, file, options, providers, enable_fallback=1):
        asked.append((providers, enable_fallback))
        os.write(2, {log!r})

    def get_providers(self):
        return {serves!r}

    def disable_fallback(self):
        asked.append("no fallback")

    def run(self, names, given):
        return [np.full((8, 8), {gives!r} / 64)]
"""
NOTHING: Mapping[str, str] = MappingProxyType({})
CUDA, CPU = "CUDAExecutionProvider", "CPUExecutionProvider"
OLD_DRIVER = "The NVIDIA driver on your system is too old (found version 11040)."
NO_DRIVER = "Found no NVIDIA driver on your system. Please check that you have an NVIDIA GPU."
NO_KERNEL = "CUDA error: no kernel image is available for execution on the device"
NO_LIBRARY = (
    "[E:onnxruntime:Default] Failed to load library libonnxruntime_providers_cuda.so with error:"
    " libcudnn.so.9: cannot open shared object file: No such file or directory\n"
)


def lay_torch(
    folder: Path,
    *,
    build: str = "13.0",
    mps: bool = False,
    gives: float = 512.0,
    says: Mapping[str, str] = NOTHING,
) -> Path:
    """Lay down a torch for that CUDA; what it says when it is to calculate, by the device."""
    version = "2.13.0+cu130" if build else "2.13.0+cpu"
    facts = {"version": version, "cuda": build or None, "mps": mps, "gives": gives}
    built = f"cuda = {build!r}\n" if build else "cuda = None\n"
    files = {"__init__.py": _TORCH.format(**facts, errors=dict(says)), "version.py": built}
    return _laid(folder, "torch", "torch", version, files)


def lay_onnxruntime(
    folder: Path, *, known=(CUDA, CPU), serves=(CUDA, CPU), gives: float = 512.0, log: str = ""
) -> Path:
    """Lay down an onnxruntime-gpu; who serves a session in the end, and what its log says."""
    facts = {"known": list(known), "serves": list(serves), "gives": gives, "log": log.encode()}
    code = _ONNXRUNTIME.format(**facts)
    return _laid(folder, "onnxruntime", "onnxruntime-gpu", "1.31.1", {"__init__.py": code})


def _laid(folder: Path, module: str, name: str, version: str, files: dict[str, str]) -> Path:
    (folder / module).mkdir(parents=True)
    for file, content in files.items():
        (folder / module / file).write_text(content, encoding="utf-8")
    write_down(folder, name, version, "".join(f"{module}/{file},,\n" for file in files))
    return folder
