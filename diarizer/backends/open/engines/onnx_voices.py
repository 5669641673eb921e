"""CAM++ in whole numbers of eight bits on onnxruntime, for several stretches at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.engines import batch_norm, onnx_campplus_int8
from diarizer.backends.shared import onnx_device

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.backends.open.engines.onnx_campplus_int8 import Weights
    from diarizer.backends.open.networks import Array

_FARTHEST = max(dilation for _, dilation in batch_norm.BLOCKS)


class Voices:
    """The network, loaded; any number of threads may ask it."""

    def __init__(self, weights: Weights) -> None:
        """Take the tensors of ``campplus_cn_en_common.pt``."""
        self._head = onnx_device.of_any_length(onnx_campplus_int8.head(weights), "cpu")
        self._body = onnx_device.of_any_length(onnx_campplus_int8.body(weights), "cpu")

    def __call__(self, stretches: Sequence[Array]) -> Array:
        """Tell some voices; see :class:`diarizer.backends.open.networks.Networks`."""
        pictures = (np.ascontiguousarray(features.T)[None, None] for features in stretches)
        rows = [self._head.run(None, {"features": picture})[0] for picture in pictures]
        given = {"rows": np.concatenate(rows), **beside_each_other([len(some) for some in rows])}
        found: Array = self._body.run(None, given)[0]
        return found


def beside_each_other(lengths: Sequence[int]) -> dict[str, Array]:
    """Say which row belongs to which stretch, as :func:`onnx_campplus_int8.body` takes it.

    Args:
        lengths: rows of each stretch.

    """
    count, sizes = sum(lengths), np.array(lengths)
    voice = np.repeat(np.arange(len(lengths)), lengths)
    first = (np.cumsum(sizes) - sizes)[voice]
    at = np.arange(count) - first
    segments = -(-sizes // batch_norm.SEGMENT)
    segment = (np.cumsum(segments) - segments)[voice] + at // batch_norm.SEGMENT
    spread = np.equal(segment[:, None], np.arange(segments.sum())).astype(np.float32)
    of = np.equal(voice[:, None], np.arange(len(lengths))).astype(np.float32)
    whole = of.T / sizes[:, None]
    in_its_voice = whole[np.repeat(np.arange(len(lengths)), segments)]
    away = np.arange(1, _FARTHEST + 1)[:, None]
    before = np.where(at - away >= 0, np.arange(count) - away, count)
    after = np.where(at + away < sizes[voice], np.arange(count) + away, count)
    found = {
        "mean": spread.T / spread.sum(axis=0)[:, None] + in_its_voice,
        "spread": spread,
        "before": before,
        "after": after,
        "whole": whole,
        "of": of,
        "unbiased": (sizes / (sizes - 1))[:, None],
    }
    return {name: np.ascontiguousarray(array, np.float32) for name, array in found.items()}
