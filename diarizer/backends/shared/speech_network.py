"""silero-vad's network, written down anew from its weights: a few large products for many steps.

In its own file each step is a row of four frames under convolutions over these four, products of
which one side is four wide. Four frames lie side by side here, and each convolution over them is one
product with the weights of all places at once: the same numbers but for rounding, in four tenths of
the time. Source of the layers: silero-vad 6 (https://github.com/snakers4/silero-vad), MIT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared.onnx_graph import Graph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float32]

FRAMES, FRAME, HOP = 4, 256, 128
"""Frames of a step's spectrum, samples in each, and samples between two."""

OUTPUTS = 3
"""(steps, 1, 1) chances, and the two states behind the last step, in this order."""

_BINS, _HIDDEN = FRAME // 2 + 1, 128
_LAYERS = (
    (FRAMES, 1),
    (FRAMES, 2),
    (2, 2),
    (1, 1),
)  # frames that each takes, and from one to the next
_LSTM = ("onnx::LSTM_209", "onnx::LSTM_210", "onnx::LSTM_211")


def written(weights: Mapping[str, Array]) -> bytes:
    """Return the file; it takes ``frames`` (4 * steps, 256), and the state ``h`` and ``c`` (1, 1, 128).

    Args:
        weights: of :func:`diarizer.backends.shared.onnx_file.weights`, of
            ``silero_vad_16k_sequence.onnx``.

    Raises:
        KeyError: they are those of another network.

    """
    graph = Graph()
    x = _spectrum(graph, "frames", weights["stft.forward_basis_buffer"][:, 0].T)
    for layer, (frames, stride) in enumerate(_LAYERS):
        name = f"encoder.{layer}"
        kernel = side_by_side(weights[f"{name}.weight"], frames, stride)
        bias = np.tile(weights[f"{name}.bias"], -(-frames // stride))
        x = graph.add("Gemm", x, *map(graph.constant, (kernel, bias)))
        x = graph.add("Relu", x)
    x = graph.add("Unsqueeze", x, graph.constant(np.array([1], np.int64)))  # (steps, 1, 128)
    lstm = (graph.constant(weights[name]) for name in _LSTM)
    x, *state = graph.add_several(OUTPUTS, "LSTM", x, *lstm, "", "h", "c", hidden_size=_HIDDEN)
    x = graph.add("Relu", graph.add("Reshape", x, graph.constant(np.array([-1, _HIDDEN]))))
    pair = (weights["output.weight"][..., 0].T, weights["output.bias"])
    x = graph.add("Sigmoid", graph.add("Gemm", x, *map(graph.constant, pair)))
    given = {"frames": ("frames", FRAME), "h": (1, 1, _HIDDEN), "c": (1, 1, _HIDDEN)}
    return graph.written(given, x, *state)


def frames(pieces: Array) -> Array:
    """Return (4 * steps, 256) frames of (steps, 576) samples; the end of each is mirrored."""
    beyond = FRAMES * HOP + FRAME - HOP - pieces.shape[1]
    mirrored = pieces[:, -2 : -2 - beyond : -1]
    whole = np.concatenate([pieces, mirrored], axis=1)
    found = np.lib.stride_tricks.sliding_window_view(whole, FRAME, axis=1)[:, ::HOP]
    return np.ascontiguousarray(found).reshape(-1, FRAME)


def side_by_side(kernel: Array, frames: int, stride: int) -> Array:
    """Write a convolution over a few frames, with one of silence on either side, as one product.

    Args:
        kernel: (out, in, 3).
        frames: that it goes over.
        stride: from one place to the next.

    Returns:
        (frames * in, places * out): for frames side by side.

    >>> side_by_side(np.array([[[1.0, 2.0, 3.0]]], np.float32), 4, 2).T
    array([[2., 3., 0., 0.],
           [0., 1., 2., 3.]], dtype=float32)

    """
    out, taken, width = kernel.shape
    places = range(0, frames, stride)
    whole = np.zeros((frames, taken, len(places), out), np.float32)
    for place, middle in enumerate(places):
        for tap in range(width):
            frame = middle + tap - width // 2
            if 0 <= frame < frames:
                whole[frame, :, place] = kernel[..., tap].T
    return whole.reshape(frames * taken, -1)


def _spectrum(graph: Graph, x: str, basis: Array) -> str:
    """Return (steps, 4 * 129) magnitudes of (4 * steps, 256)."""
    x = graph.add("MatMul", x, graph.constant(basis))
    edges = [graph.constant(np.array([at], np.int64)) for at in (0, _BINS, 2 * _BINS, 1)]
    real = graph.add("Slice", x, edges[0], edges[1], edges[3])
    imaginary = graph.add("Slice", x, edges[1], edges[2], edges[3])
    squares = (graph.add("Mul", part, part) for part in (real, imaginary))
    x = graph.add("Sqrt", graph.add("Add", *squares))
    return graph.add("Reshape", x, graph.constant(np.array([-1, FRAMES * _BINS], np.int64)))
