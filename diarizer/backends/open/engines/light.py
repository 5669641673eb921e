"""The networks without torch: written down for onnxruntime at every start, from the same weights.

Nothing is exported or kept, so nothing can be stale: what is run is what was compared with the
table of models a moment before. It is ready in a third
of the time that torch needs, takes a third of torch's, and holds less than half of its memory
(docs/benchmarks.md).

Where the processor multiplies bytes exactly, CAM++ calculates in whole numbers of eight bits, which
takes less than half of its time, and so do all LSTMs of the segmentation but the first, in half of
theirs. The filters and layers around them stay float32.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open.engines import (
    onnx_campplus,
)
from diarizer.backends.open.engines.onnx_segmenter import Segmenter
from diarizer.backends.open.engines.onnx_voices import Voices, beside_each_other
from diarizer.backends.open.networks import Networks
from diarizer.backends.shared import integer_products, onnx_device, side_by_side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array

    Weights = dict[str, NDArray[Any]]


def load(segmentation: Weights, voice: Weights, device: str = "cpu") -> Networks:
    """Take the tensors of both files; in eight bits where the processor is made for them.

    Raises:
        BackendUnavailable: onnxruntime does not calculate on that device.

    """
    if device == "cpu" and integer_products.exact():
        threads = side_by_side.threads()
        # It takes as long as all else that is loaded, and is not asked before somebody is heard.
        loaded = side_by_side.begun(lambda: Voices(voice), threads)

        def tells(stretches: Sequence[Array]) -> Array:
            return loaded()(stretches)

        return Networks("light", segmenter(segmentation), tells, threads=threads)
    return load_float32(segmentation, voice, device)


def load_float32(segmentation: Weights, voice: Weights, device: str = "cpu") -> Networks:
    """Take the tensors of both files; in float32, as their authors do.

    Raises:
        BackendUnavailable: onnxruntime does not calculate on that device.

    """
    hears = Segmenter(segmentation, device)
    tells = onnx_device.of_any_length(onnx_campplus.written(voice), device)

    def voices(stretches: Sequence[Array]) -> Array:
        return np.concatenate([tells.run(None, _inputs(features))[0] for features in stretches])

    threads = side_by_side.threads() if device == "cpu" else 1
    return Networks("light-float32", hears, voices, threads=threads, device=device)


def segmenter(segmentation: Weights) -> Segmenter:
    """Take the tensors of the segmentation alone, for the processor; in eight bits as in :func:`load`."""
    return Segmenter(segmentation, int8=integer_products.exact())


def _inputs(features: Array) -> dict[str, Array]:
    """Return what :func:`onnx_campplus.written` describes, for (frames, 80)."""
    alone = beside_each_other([(len(features) + 1) // 2])
    return {
        "features": np.ascontiguousarray(features.T)[None, None],
        "mean": alone["mean"],
        "spread": alone["spread"],
        "unbiased": alone["unbiased"][0],
    }
