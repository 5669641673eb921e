"""The networks in torch: the reference that the light ones are held to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open.engines.torch_campplus import Voice
from diarizer.backends.open.engines.torch_segmentation import Segmentation
from diarizer.backends.open.networks import Networks
from diarizer.backends.shared.torch_threads import torch_threads

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import ParamSpec

    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array

    Given = ParamSpec("Given")


def load(
    segmentation: dict[str, NDArray[Any]], voice: dict[str, NDArray[Any]], device: Any = "cpu"
) -> Networks:
    """Take the tensors of both files, to the device."""
    hears, tells = Segmentation(segmentation, device), Voice(voice, device)

    def voices(stretches: Sequence[Array]) -> Array:
        return np.stack([tells(features) for features in stretches])

    return Networks("torch", _alone(hears), _alone(voices), device=str(device))


def _alone(network: Callable[Given, Array]) -> Callable[Given, Array]:
    def run(*given: Given.args, **options: Given.kwargs) -> Array:
        with torch_threads(1):
            return network(*given, **options)

    return run
