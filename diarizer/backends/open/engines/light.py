"""The networks without torch: written down for onnxruntime at every start, from the same weights.

Nothing is exported or kept, so nothing can be stale: what is run is what was compared with the
table of models a moment before. It is ready after a second of the processor, where torch needs two;
takes seven tenths of torch's time; and holds two thirds of its memory (docs/benchmarks.md).

Where the processor multiplies bytes exactly, CAM++ calculates in whole numbers of eight bits, which
takes less than half of its time. The segmentation does not: its LSTMs carry what is rounded on and
on, which cost three points of DER in far-field meetings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open.engines import (
    batch_norm,
    onnx_campplus,
    onnx_campplus_int8,
    onnx_segmentation,
)
from diarizer.backends.open.networks import Networks
from diarizer.backends.shared import integer_products, onnx_device, side_by_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array

    Weights = dict[str, NDArray[Any]]


def load(segmentation: Weights, voice: Weights, device: str = "cpu") -> Networks:
    """Take the tensors of both files; in eight bits where the processor is made for them.

    Raises:
        BackendUnavailable: onnxruntime does not calculate on that device.

    """
    if device == "cpu" and integer_products.exact():
        return _networks("light", segmentation, onnx_campplus_int8.written(voice), device)
    return load_float32(segmentation, voice, device)


def load_float32(segmentation: Weights, voice: Weights, device: str = "cpu") -> Networks:
    """Take the tensors of both files; in float32, as their authors do.

    Raises:
        BackendUnavailable: onnxruntime does not calculate on that device.

    """
    return _networks("light-float32", segmentation, onnx_campplus.written(voice), device)


def segmenter(segmentation: Weights, device: str = "cpu") -> Callable[[Array], Array]:
    """Take the tensors of the segmentation alone; see :class:`Networks` for what it answers."""
    hears = _session(onnx_segmentation.written(segmentation), device)

    def segment(samples: Array) -> Array:
        found: Array = hears.run(None, {"samples": samples})[0]
        return found

    return segment


def _networks(engine: str, segmentation: Weights, voice: bytes, device: str) -> Networks:
    tells = _session(voice, device)

    def sound(features: Array) -> Array:
        found: Array = tells.run(None, _inputs(features))[0][0]
        return found

    threads = side_by_side.threads() if device == "cpu" else 1
    hears = segmenter(segmentation, device)
    return Networks(engine, hears, sound, threads=threads, device=device)


def _session(file: bytes, device: str) -> Any:
    options = onnx_device.one_thread()
    # Stretches differ in length: a plan of the memory for one is of no use to the next. Without
    # onnxruntime's own arena, glibc's heap has more and more holes: 80 MB in three hours.
    options.enable_mem_pattern = False
    return onnx_device.session(file, options, device)


def _inputs(features: Array) -> dict[str, Array]:
    """Return what :func:`onnx_campplus.written` describes, for (frames, 80)."""
    halves = (len(features) + 1) // 2
    segment = np.arange(halves) // batch_norm.SEGMENT
    spread = np.equal(segment, np.arange(segment[-1] + 1)[:, None]).astype(np.float32)
    mean = spread / spread.sum(axis=1, keepdims=True) + np.float32(1 / halves)
    return {
        "features": np.ascontiguousarray(features.T)[None, None],
        "mean": np.asarray(mean, np.float32),
        "spread": np.ascontiguousarray(spread.T),
        "unbiased": np.array([halves / (halves - 1)], np.float32),
    }
