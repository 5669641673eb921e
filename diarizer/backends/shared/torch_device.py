"""Which device torch calculates on."""

from __future__ import annotations

from typing import Any

from diarizer.errors import BackendUnavailable
from diarizer.messages.text import text


def device(name: str) -> Any:
    """Return the device of that name; ``auto`` is the fastest that is here.

    Raises:
        BackendUnavailable: there is no such device.

    """
    import torch  # noqa: PLC0415, loaded only when it is used

    there = {"cpu": True, "cuda": torch.cuda.is_available()}
    there["mps"] = torch.backends.mps.is_available()
    if name == "auto":
        name = next(one for one in ("cuda", "mps", "cpu") if there[one])
    kind = name.partition(":")[0]
    if not there.get(kind):
        known = [one for one, present in there.items() if present]
        raise BackendUnavailable(
            text(
                "There is no device named {name!r} for torch {version}.",
                name=name,
                version=torch.__version__,
            ),
            context=text("There is: {known}", known=", ".join(known)),
            hint=text("Choose one of them, or leave the choice to device='auto'."),
            reference="backend.no-device",
        )
    return torch.device(name)
