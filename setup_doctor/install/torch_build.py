"""Which torch is here, and which one comes: a build is kept, whatever is installed around it.

A torch for CUDA and one for the processor have the same name and the same version number, and pip
takes one for the other: "Torch not compiled with CUDA enabled" is what people report afterwards.
So the one that is there is asked for by its whole version, label included. On Linux the index that
everybody uses serves the build for CUDA, which is many times as large, under the plain number; the
one for the processor stands in PyTorch's own index.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from setup_doctor.install import downloads
from setup_doctor.messages.text import text

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text

TESTED = "torch==2.13.0"
INDEX = "https://download.pytorch.org/whl/"
PAGE = "https://pytorch.org/get-started/locally/"
CPU, CUDA, ROCM = "CPU", "CUDA", "ROCm"

# Where the driver of a graphics card says that it is there; the second is Linux within Windows.
_LINUX = (Path("/proc/driver/nvidia/version"), Path("/usr/lib/wsl/lib/libcuda.so.1"))
_WINDOWS = "System32/nvcuda.dll"
_PUBLISHED = re.compile(r"cpu|cu\d+|rocm[\d.]+|xpu")
_SAID = re.compile(r"^(cuda|hip)\b[^=\n]*=\s*'", re.MULTILINE)  # in torch/version.py; else None


@dataclass(frozen=True, slots=True)
class Build:
    """An installed torch: its whole version, and what it was built for."""

    version: str
    made_for: str

    @property
    def label(self) -> str:
        """The end of the version by which PyTorch's own index is found, empty where there is none."""
        label = self.version.partition("+")[2]
        return label if _PUBLISHED.fullmatch(label) else ""

    def is_older_than(self, least: str) -> bool:
        """Whether its release comes before `least`."""
        try:
            return Version(self.version).release < Version(least).release
        except InvalidVersion:
            return False  # somebody's own build knows better


def installed(machine: Machine) -> Build | None:
    """The torch of this environment, by what stands in its files; None where there is none."""
    found = machine.distribution("torch")
    return Build(found.version, _made_for(machine, found.version)) if found else None


def _made_for(machine: Machine, version: str) -> str:
    for file in machine.installed_files("torch", ("version.py",)):
        if file.path.parent.name == "torch" and (content := machine.read_text(file.path)):
            said = _SAID.search(content)
            return {"cuda": CUDA, "hip": ROCM}[said[1]] if said else CPU
    label = version.partition("+")[2]
    if label.startswith("rocm"):
        return ROCM
    plain = CUDA if _is_cuda_by_default(machine) else CPU
    return CUDA if label.startswith("cu") else CPU if label else plain


def requirement(machine: Machine) -> str:
    """What to ask pip for: the one that is here, else the one that was tested."""
    found = installed(machine)
    return f"torch=={found.version}" if found else TESTED


def from_pytorch(machine: Machine) -> tuple[str, ...]:
    """What to ask pip for beforehand, from PyTorch's own index; nothing where the usual one will do."""
    if machine.has("torch") or not _is_cuda_by_default(machine) or wants_cuda(machine):
        return ()
    return ("--extra-index-url", f"{INDEX}cpu", f"{TESTED}+cpu")


def wants_cuda(machine: Machine) -> bool:
    """Whether a new torch shall be one for CUDA: a card is there, or the user has said so."""
    if not _is_cuda_by_default(machine):
        return False
    return machine.cuda or driver(machine) is not None


def driver(machine: Machine) -> Path | None:
    """The file by which a driver of NVIDIA shows itself; None where there is none."""
    return next(filter(machine.is_file, drivers(machine)), None)


def drivers(machine: Machine) -> tuple[Path, ...]:
    """Where such a file would lie."""
    if machine.platform == "windows":
        return (Path(machine.environ.get("SYSTEMROOT", "C:\\Windows"), _WINDOWS),)
    return _LINUX if machine.platform == "linux" else ()


def kind(machine: Machine) -> str:
    """The column of the table of downloads."""
    new = not machine.has("torch")
    return downloads.CUDA if new and wants_cuda(machine) else downloads.FULL


def _is_cuda_by_default(machine: Machine) -> bool:
    return machine.platform == "linux" and machine.interpreter.tag.endswith("x86_64")


def told(machine: Machine, backend: str) -> Text:
    """Which torch is here and what happens to it, for whoever reads a plan."""
    found = installed(machine)
    if found:
        return text(
            "torch {version} ({kind}) is here and stays", version=found.version, kind=found.made_for
        )
    if not _is_cuda_by_default(machine):
        return text("with torch")
    sizes = downloads.table()[machine.platform]
    cpu, cuda = (sizes.megabytes(backend, kind) for kind in (downloads.FULL, downloads.CUDA))
    if wants_cuda(machine):
        return text(
            "with torch for CUDA: {cuda} MB where nothing is here yet, for the CPU {cpu} MB",
            cuda=cuda,
            cpu=cpu,
        )
    return text(
        "with torch for the CPU: {cpu} MB where nothing is here yet, for CUDA (--cuda) {cuda} MB",
        cuda=cuda,
        cpu=cpu,
    )


def indexes(requirements: tuple[str, ...]) -> tuple[str, ...]:
    """The options by which pip finds builds with a label, in PyTorch's own index."""
    labels = dict.fromkeys(each.partition("+")[2] for each in requirements)
    return tuple(
        word
        for label in labels
        if _PUBLISHED.fullmatch(label)
        for word in ("--extra-index-url", f"{INDEX}{label}")
    )


def pinned(name: str, version: str) -> str:
    """The same version once more: of torch and what goes with it the same build, too."""
    return f"{name}=={version if name.startswith('torch') else version.partition('+')[0]}"
