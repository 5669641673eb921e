"""torch and what loads its libraries: built for one another, and from one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.version import InvalidVersion, Version

from setup_doctor.checks.packages.torch import torch
from setup_doctor.install import torch_build
from setup_doctor.machine.shell import PYTHON
from setup_doctor.messages.text import text
from setup_doctor.model import Remedy, check
from setup_doctor.model.findings import note, ok, warning
from setup_doctor.repair import common_remedies

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.install.torch_build import Build
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding

_TORCHAUDIO, _TORCHCODEC = "torchaudio", "torchcodec"
# From these on they keep to the part of torch that does not change, and go with every newer one
# (pytorch/audio#4212, the table in torchcodec's README).
_STABLE = {_TORCHAUDIO: ((2, 11), (2, 11)), _TORCHCODEC: ((0, 12), (2, 11))}
# The torch 2 that each older torchcodec 0 was built for, and the newest for each torch.
_TORCH_OF = {1: 5, 2: 6, 3: 7, 4: 7, 5: 7, 6: 8, 7: 8, 8: 9, 9: 9, 10: 10, 11: 11}
_CODEC_OF = {torch: codec for codec, torch in _TORCH_OF.items()}


@dataclass(frozen=True, slots=True)
class _Part:
    """A package that loads torch's libraries.

    Attributes:
        name: of the package.
        version: that is installed.
        made_for: `CPU`, `CUDA`, `ROCm`; empty where nothing tells.
    """

    name: str
    version: str
    made_for: str


@check(requires=(torch,))
def builds(machine: Machine) -> Finding:
    """The packages torch, torchaudio and torchcodec were built for one another.

    Looks at: their versions; the labels in them (`+cpu`, `+cu130`); what torch says in its own files,
    and whether torchaudio's compiled part is there.
    Why: each loads the libraries of torch. One for another torch fails with WinError 127 or an
    "undefined symbol", one for CUDA beside a torch for the processor over a missing library. pip
    sees no fault in either.
    Usual causes: one of them upgraded alone; torch from PyTorch's own index and the others from the
    usual one, which on Linux serves those for CUDA.
    Fix: the others anew, from where torch came; torch itself stays.
    """
    here = torch_build.installed(machine)
    if here is None:
        return ok(text("No torch that something could be built for"))
    parts = _parts(machine)
    trail = [("torch", f"{here.version} ({here.made_for})")]
    trail += [(each.name, _shown(each)) for each in parts]
    apart = [each for each in parts if not _goes_with(each, here)]
    if apart:
        return _apart(apart, here, trail)
    mixed = [each for each in parts if each.made_for not in {"", here.made_for}]
    if mixed:
        return _mixed(mixed[0], here, trail)
    return ok(text("torch and what loads its libraries go together"), trail)


def _parts(machine: Machine) -> list[_Part]:
    found = ((name, machine.distribution(name)) for name in (_TORCHAUDIO, _TORCHCODEC))
    return [
        _Part(name, each.version, _made_for(machine, name, each.version))
        for name, each in found
        if each
    ]


def _made_for(machine: Machine, name: str, version: str) -> str:
    label = version.partition("+")[2]
    known = {"cpu": torch_build.CPU, "cu": torch_build.CUDA, "rocm": torch_build.ROCM}
    for beginning, kind in known.items():
        if label.startswith(beginning):
            return kind if name == _TORCHCODEC or _is_compiled(machine, name) else ""
    is_usual = machine.platform == "linux" and machine.interpreter.tag.endswith("x86_64")
    served = _is_compiled(machine, name) if name == _TORCHAUDIO else _is_stable(name, version)
    # What the usual index serves there; older ones of torchcodec were for the processor.
    return torch_build.CUDA if not label and is_usual and served else ""


def _is_stable(name: str, version: str) -> bool:
    try:
        return Version(version).release[:2] >= _STABLE[name][0]
    except InvalidVersion:
        return False


def _is_compiled(machine: Machine, name: str) -> bool:
    """Whether its libraries are there; the installation of pyannote sets aside those for CUDA."""
    files = machine.installed_files(name, (".so", ".pyd", ".dll"))
    return any(machine.size(file.path) is not None for file in files)


def _goes_with(part: _Part, here: Build) -> bool:
    try:
        own, wanted = Version(part.version).release[:2], Version(here.version).release[:2]
    except InvalidVersion:
        return True  # somebody's own build knows better
    since, torch_since = _STABLE[part.name]
    if own >= since:
        return wanted >= torch_since
    if part.name == _TORCHAUDIO:
        return own == wanted
    return own[0] != 0 or own[1] not in _TORCH_OF or wanted == (2, _TORCH_OF[own[1]])


def _apart(apart: Sequence[_Part], here: Build, trail: list[tuple[str, str]]) -> Finding:
    message = text(
        "{names} was built for another torch than {torch}, which is here.",
        names=", ".join(f"{each.name} {each.version}" for each in apart),
        torch=here.version,
    )
    if [each.name for each in apart] == [_TORCHCODEC]:  # nothing here decodes with it
        return note("packages.builds-apart", message, trail, _fitting(apart, here))
    return warning("packages.builds-apart", message, trail, _fitting(apart, here))


def _mixed(part: _Part, here: Build, trail: list[tuple[str, str]]) -> Finding:
    facts = {"name": part.name, "kind": part.made_for, "torch_kind": here.made_for}
    message = text(
        "{name} is for {kind} and torch for {torch_kind}: they came from two places.", **facts
    )
    if part.name == _TORCHCODEC:
        return note("packages.builds-mixed", message, trail, _fitting([part], here))
    if (part.made_for, here.made_for) == (torch_build.CUDA, torch_build.CPU):
        aside = common_remedies.mend_torchaudio()
        return warning("packages.torchaudio-build", message, trail, aside, _fitting([part], here))
    return warning("packages.builds-mixed", message, trail, _fitting([part], here))


def _fitting(parts: Sequence[_Part], here: Build) -> Remedy:
    """Lay down those that were built for the torch that is here, from the place where it came from."""
    wanted = [_requirement(each.name, here) for each in parts]
    options = ("--force-reinstall", "--no-deps", "--only-binary=:all:")
    index = ("--index-url", f"{torch_build.INDEX}{here.label}") if here.label else ()
    return Remedy(
        text("Install {packages} anew", packages=", ".join(each.name for each in parts)),
        ((PYTHON, "-m", "pip", "install", *options, *index, *wanted),),
        megabytes=10,
    )


def _requirement(name: str, here: Build) -> str:
    try:
        major, minor = Version(here.version).release[:2]
    except (InvalidVersion, ValueError):
        return name
    if (major, minor) >= _STABLE[name][1]:
        return f"{name}>={'.'.join(map(str, _STABLE[name][0]))}"
    if name == _TORCHAUDIO:
        return f"{name}=={major}.{minor}.*"
    return f"{name}==0.{_CODEC_OF[minor]}.*" if minor in _CODEC_OF else name


def _shown(part: _Part) -> str:
    return f"{part.version} ({part.made_for})" if part.made_for else part.version
