"""The networks in torch: the reference that the light ones are held to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.backends.open.engines.torch_campplus import Voice
from diarizer.backends.open.engines.torch_segmentation import Segmentation
from diarizer.backends.open.networks import Networks
from diarizer.backends.shared.torch_threads import torch_threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array


def load(
    segmentation: dict[str, NDArray[Any]], voice: dict[str, NDArray[Any]], device: Any = "cpu"
) -> Networks:
    """Take the tensors of both files, to the device."""
    hears, tells = Segmentation(segmentation, device), Voice(voice, device)
    return Networks("torch", _alone(hears), _alone(tells), device=str(device))


def _alone(network: Callable[[Array], Array]) -> Callable[[Array], Array]:
    def run(given: Array) -> Array:
        with torch_threads(1):
            return network(given)

    return run
