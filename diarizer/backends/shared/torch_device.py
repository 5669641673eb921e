"""Which device torch calculates on: tried, since a card that is there may be of no use to it."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING, Any

from diarizer.errors import BackendUnavailable
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable

_LOG = logging.getLogger("diarizer")
_SIDE = 8
_RIGHT = 8.0**3  # what `_calculated` gives

_NO_CARD = r"Found no NVIDIA driver|No (?:CUDA|HIP) GPUs are available|no \S+-capable device"
# By what torch says; the references are those of the doctor's symptoms, where there is one.
_CAUSES = (
    (
        r"not compiled with CUDA|not linked with",
        "cuda.not-built",
        text("it was built for the processor alone"),
    ),
    (
        r"driver on your system is too old|driver version is insufficient",
        "cuda.driver",
        text("the driver of the graphics card is older than it wants"),
    ),
    (
        _NO_CARD,
        "cuda.driver",
        text("it finds no graphics card, or no driver of one"),
    ),
    (
        r"no kernel image is available|is not compatible with the current",
        "cuda.kernel",
        text("it was built for other graphics cards than the one that is here"),
    ),
    (
        r"out of memory",
        "cuda.memory",
        text("the memory of the graphics card is taken by others"),
    ),
)


def device(name: str, tell: Callable[[Text], object] | None = None) -> Any:
    """Return the device of that name; ``auto`` is the fastest that calculates.

    Args:
        name: see :data:`diarizer.backends.devices.NAMES`.
        tell: gets a line where ``auto`` passes a card over that is here; the log ``diarizer`` by
            default.

    Raises:
        BackendUnavailable: torch does not calculate there.

    """
    import torch  # noqa: PLC0415, loaded only when it is used

    if name != "auto":
        _prove(torch, name)
        return torch.device(name)
    for each in built_for(torch):
        try:
            _prove(torch, each)
        except BackendUnavailable as error:
            # Most torches for CUDA run where there is no card, and nobody misses one.
            if not re.search(_NO_CARD, error.context):
                line = text("{reason} It is passed over.", reason=error.told.message)
                (tell or _LOG.warning)(line)
            continue
        return torch.device(each)
    return torch.device("cpu")


def built_for(torch: Any) -> list[str]:
    """Name what this torch could calculate on beside the processor, where there is one."""
    there = {"cuda": torch.version.cuda or torch.version.hip, "mps": torch.backends.mps.is_built()}
    return [name for name, known in there.items() if known]


def _prove(torch: Any, name: str) -> None:
    if name == "cpu":
        return
    try:
        found = _calculated(torch, name)
    except Exception as error:
        raise _refused(torch, name, f"{type(error).__name__}: {error}") from error
    if found != _RIGHT:
        raise _refused(torch, name, f"{found} != {_RIGHT}")


def _calculated(torch: Any, name: str) -> float:
    """Go through the library of matrices, and through that of networks, and come back."""
    ones = torch.ones(1, _SIDE, _SIDE, device=name)
    return float(torch.nn.functional.conv1d(ones @ ones, ones).item())


def _refused(torch: Any, name: str, said: str) -> BackendUnavailable:
    lines = said.strip().splitlines()
    reference, reason = "backend.no-device", Text("{said}", {"said": lines[0]})
    for pattern, cause, meaning in _CAUSES:
        if re.search(pattern, said):
            reference, reason = cause, meaning
            break
    facts = {"version": torch.__version__, "device": name}
    builds = (torch.version.cuda and f"CUDA {torch.version.cuda}", torch.version.hip and "ROCm")
    return BackendUnavailable(
        text("torch {version} does not calculate on {device}: {reason}.", reason=reason, **facts),
        context=text(
            "Tried on {device}: a product of two matrices and a convolution.\n{said}\n"
            "This torch was built for: {build}",
            device=name,
            said="\n".join(lines[:3]),
            build=", ".join(filter(None, ("CPU", *builds))),
        ),
        hint="setup-doctor check --only packages.devices",
        reference=reference,
    )
