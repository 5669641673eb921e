"""The graphics card: whether torch and onnxruntime calculate on it, found out by letting them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from setup_doctor.checks.packages.torch import torch_answers
from setup_doctor.diagnosis import import_failure
from setup_doctor.install import onnxruntime_build, torch_build
from setup_doctor.machine.shell import DOCTOR, PYTHON, spelled
from setup_doctor.messages.text import Text, joined, label, text, unpacked
from setup_doctor.model import Cost, check
from setup_doctor.model.findings import note, ok, warning
from setup_doctor.repair.common_remedies import by_hand
from setup_doctor.symptoms import shared_remedies
from setup_doctor.symptoms.table import recognise

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding, Remedy

_TORCH, _ONNX, _ONNX_GPU = "torch", onnxruntime_build.USUAL, onnxruntime_build.CUDA
_CARDS = "--query-gpu=name,driver_version"
_CPU = "cpu"
_SHARE = 3  # of the limit for each of the two: the first kernel of a new card takes long


@dataclass(frozen=True, slots=True)
class _Tried:
    """What one of the two said in its process.

    Attributes:
        name: of the package.
        version: of it; empty where it did not answer.
        works: the names of the cards that it calculates on, by their device.
        fails: the devices that it was built for, and what it says of them.
        error: why it did not answer.
    """

    name: str
    version: str = ""
    works: Mapping[str, str] = field(default_factory=dict)
    fails: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    error: Text | str = ""

    @property
    def said(self) -> Text | str:
        """In one line."""
        if self.error:
            return text("does not answer: {error}", error=self.error)
        refusals = (unpacked(each["message"]) for each in self.fails.values())
        where = ", ".join(f"{device} ({card})" for device, card in self.works.items())
        return joined(where or ("" if self.fails else _CPU), *refusals, between="; ")


@check(prefers=(torch_answers,), cost=Cost.HEAVY)
def devices(machine: Machine) -> Finding:
    """The graphics card calculates, where there is one.

    Looks at: what tells of a card: its driver, a torch or onnxruntime that was built for one, a Mac
    with its own processor. Where something does, torch multiplies two matrices on it, and onnxruntime
    runs a network of one step and is asked afterwards who did it, each in a process of its own.
    Why: a card that is there may be of no use to a package: torch fails when it begins to calculate,
    and onnxruntime does it on the processor without an error.
    Usual causes: a torch for the processor; a driver older than torch wants; a card that is newer or
    older than torch was built for; an onnxruntime-gpu without CUDA and cuDNN of its versions.
    Fix: none needed, as all works on the processor. What the finding says, for who wants the card.
    """
    card, signs = _card(machine), _signs(machine)
    if not signs:
        nothing = text("No graphics card for torch or onnxruntime: the processor calculates")
        return ok(nothing, _looked_at(machine), torch=[_CPU], onnxruntime=[_CPU])
    tried = [_asked(machine, name) for name in (_TORCH, _ONNX) if _is_there(machine, name)]
    trail = [*signs, *((f"{each.name} {each.version}".strip(), each.said) for each in tried)]
    if machine.has(_ONNX) and machine.has(_ONNX_GPU):
        return _two(machine, trail)
    for each in tried:
        if each.error:
            return _silent(each, trail)
        for failure in each.fails.values():
            return _refused(each, failure, trail, is_nvidia=bool(card))
    if card and tried and not any(each.works for each in tried):
        return _unused(machine, [each.name for each in tried], trail)
    where = joined(*(Text("{name}: {said}", _told(each)) for each in tried), between="; ")
    data = {each.name: [*each.works, _CPU] for each in tried if not each.error}
    return ok(where if tried else text("Neither torch nor onnxruntime is installed"), trail, **data)


def _told(each: _Tried) -> dict[str, object]:
    return {"name": each.name, "said": each.said}


def _is_there(machine: Machine, name: str) -> bool:
    return bool(onnxruntime_build.installed(machine)) if name == _ONNX else machine.has(name)


def _card(machine: Machine) -> str:
    """What tells that there is a driver of NVIDIA; empty where nothing does."""
    found = torch_build.driver(machine)
    return str(found) if found else ""


def _signs(machine: Machine) -> list[tuple[str, Text | str]]:
    """What tells of a card, and what is built for one."""
    signs: list[tuple[str, Text | str]] = []
    if card := _card(machine):
        cards = machine.run(["nvidia-smi", _CARDS, "--format=csv,noheader"])
        signs += [(label("driver of NVIDIA"), card)]
        signs += [("nvidia-smi", cards.stdout.strip())] if cards.ok else []
    build = torch_build.installed(machine)
    if build and build.made_for != torch_build.CPU:
        signs.append((label("torch was built for"), build.made_for))
    if machine.has(_ONNX_GPU):
        signs.append((_ONNX_GPU, label("installed")))
    if machine.platform == "macos" and machine.interpreter.tag.endswith("arm64") and build:
        signs.append((label("processor"), "Apple"))
    return signs


def _looked_at(machine: Machine) -> list[tuple[str, Text | str]]:
    build = torch_build.installed(machine)
    places = ", ".join(map(str, torch_build.drivers(machine)))
    return [
        (label("driver of NVIDIA"), text("not there: {places}", places=places or "-")),
        (label("torch was built for"), build.made_for if build else label("not installed")),
        (_ONNX_GPU, label("not installed")),
    ]


def _asked(machine: Machine, name: str) -> _Tried:
    machine = replace(machine, limit=machine.limit / _SHARE)
    code = f"from diarizer.probes import devices; answer = devices.{name}()"
    answer = import_failure.ask(machine, code)
    return (
        _Tried(name, error=answer.error) if answer.value is None else _Tried(name, **answer.value)
    )


def _silent(tried: _Tried, trail: list[tuple[str, Text | str]]) -> Finding:
    message = text(
        "{name} did not answer when it was to calculate on the graphics card: {error}",
        name=tried.name,
        error=tried.error,
    )
    return warning("packages.devices", message, trail, shared_remedies.ON_THE_PROCESSOR)


def _refused(
    tried: _Tried,
    failure: Mapping[str, Any],
    trail: list[tuple[str, Text | str]],
    *,
    is_nvidia: bool,
) -> Finding:
    """A card that is of no use is a fault; a build for one where there is none is only large."""
    said = unpacked(failure["message"])
    trail = [*trail, (label("what it said"), failure["said"].strip())]
    symptom = recognise(failure["said"])
    finds_none = tried.name == _ONNX or (symptom is not None and symptom.cause == "cuda.driver")
    if finds_none and not is_nvidia:
        none = text(
            "{said} The processor calculates, for which a smaller build would do.", said=said
        )
        return note("packages.devices-none", none, trail)
    remedies = symptom.remedies if symptom else ()
    message = text("{said} The processor calculates.", said=said)
    return warning(symptom.cause if symptom else "packages.devices", message, trail, *remedies)


def _unused(machine: Machine, names: list[str], trail: list[tuple[str, Text | str]]) -> Finding:
    message = text(
        "There is a graphics card, and nothing calculates on it. Built for the processor alone: {names}.",
        names=", ".join(names),
    )
    ways = {_TORCH: _torch_for_cuda(machine), _ONNX: _onnxruntime_for_cuda(machine)}
    return note("packages.devices-unused", message, trail, *(ways[name] for name in names))


def _two(machine: Machine, trail: list[tuple[str, Text | str]]) -> Finding:
    message = text(
        "onnxruntime and onnxruntime-gpu are both installed, in one folder: what came last is used."
    )
    return warning("packages.onnxruntime-two", message, trail, _onnxruntime_for_cuda(machine))


def _torch_for_cuda(machine: Machine) -> Remedy:
    if machine.platform != "linux":
        return by_hand(text("For torch on the card: install the build for CUDA"), torch_build.PAGE)
    steps = (
        (PYTHON, "-m", "pip", "uninstall", "--yes", _TORCH),
        (DOCTOR, "install", "resemblyzer", "--full", "--cuda"),
    )
    command = "; ".join(spelled(step, machine) for step in steps)
    return by_hand(text("For torch on the card: {command}", command=command))


def _onnxruntime_for_cuda(machine: Machine) -> Remedy:
    steps = (
        (PYTHON, "-m", "pip", "uninstall", "--yes", _ONNX, _ONNX_GPU),
        (PYTHON, "-m", "pip", "install", f"{_ONNX_GPU}[cuda,cudnn]"),
    )
    command = "; ".join(spelled(step, machine) for step in steps)
    return by_hand(text("For onnxruntime on the card: {command}", command=command))
