"""The network of :mod:`diarizer.backends.open.engines.torch_campplus`, written down for onnxruntime.

The head is convolutions over a picture. Behind it each frame is a row: so the layers are products
with weights that onnxruntime lays out once, and a tenth of the time is saved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open.engines import batch_norm
from diarizer.backends.shared.onnx_graph import Graph

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Weights = dict[str, NDArray[Any]]

_SHAPES: dict[str, tuple[int | str, ...]] = {
    "features": (1, 1, 80, "frames"),
    "mean": ("segments", "halves"),
    "spread": ("halves", "segments"),
    "unbiased": (1,),
}
"""What the graph takes; see :func:`written`."""

_CHANNELS = 128  # between the two layers of each layer of a dense block
_END = np.iinfo(np.int64).max


class _Writer:
    """The graph, and the weights that go into it."""

    def __init__(self, weights: Weights) -> None:
        self.graph = Graph()
        self._weights = weights

    def convolved(self, x: str, name: str, **options: tuple[int, ...]) -> str:
        """Add a convolution with the batch norm behind it."""
        pair = batch_norm.folded(self._weights, name)
        return self.graph.add("Conv", x, *map(self.graph.constant, pair), **options)

    def relu(self, x: str) -> str:
        return self.graph.add("Relu", x)

    def multiplied(self, x: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """Add a layer: (rows, in) times (out, in), transposed, and (out,) added."""
        return self.graph.add("Gemm", x, *map(self.graph.constant, (weight.T, bias)))

    def plain(self, x: str, name: str) -> str:
        """Add a convolution of width one that has no batch norm behind it."""
        weight, bias = (self._weights[f"{name}.{kind}"] for kind in ("weight", "bias"))
        return self.multiplied(x, weight[..., 0], bias)

    def gated(self, x: str, norm: str, name: str) -> str:
        """Add a batch norm, a ReLU, a convolution of width one, and what is behind it."""
        lowest, highest, weight, bias = batch_norm.gated(self._weights, norm, name)
        for kind, limit in (("Max", lowest), ("Min", highest)):
            if np.isfinite(limit).any():
                x = self.graph.add(kind, x, self.graph.constant(limit.T))
        return self.multiplied(x, weight, bias[:, 0])

    def over_three(self, x: str, name: str, dilation: int) -> str:
        """Add a convolution over three rows without a bias, as one product: silence lies around."""
        add, constant = self.graph.add, self.graph.constant
        rows = [constant(np.array([at], np.int64)) for at in (0, -2 * dilation, 2 * dilation, _END)]
        axis, nothing = rows[0], constant(np.zeros((dilation, _CHANNELS), np.float32))
        padded = add("Concat", nothing, x, nothing, axis=0)
        before = add("Slice", padded, rows[0], rows[1], axis)
        after = add("Slice", padded, rows[2], rows[3], axis)
        weight = self._weights[f"{name}.weight"].transpose(2, 1, 0)  # (3, in, out)
        flat = weight.reshape(-1, weight.shape[2])
        return add("MatMul", add("Concat", before, x, after, axis=1), constant(flat))


def written(weights: Weights) -> bytes:
    """Return the file, from the tensors of ``campplus_cn_en_common.pt``.

    It takes ``features`` (1, 1, 80, frames); ``mean`` (segments, halves), which averages the half
    as many frames of the later layers over each segment and adds the average of all; ``spread``
    (halves, segments), which repeats what is known of a segment for its frames; and ``unbiased``
    (1,). It gives (1, 192).
    """
    to = _Writer(weights)
    add = to.graph.add
    x = _head(to, "features")  # (1, 320, frames)
    x = to.relu(to.convolved(x, "xvector.tdnn.linear", strides=(2,), pads=(2, 2)))
    x = add("Transpose", x, perm=(0, 2, 1))
    x = add("Reshape", x, to.graph.constant(np.array([-1, _CHANNELS], np.int64)))  # (halves, 128)
    for block, (layers, dilation) in enumerate(batch_norm.BLOCKS, 1):
        for layer in range(1, layers + 1):
            added = _layer(to, x, f"xvector.block{block}.tdnnd{layer}", dilation)
            x = add("Concat", x, added, axis=1)
        x = _narrowed(to, x, block)
    mean, deviation = _pooled(add, x)
    weight, bias = batch_norm.folded(weights, "xvector.dense.linear")
    x = to.multiplied(add("Concat", mean, deviation, axis=1), weight[..., 0], bias)
    return to.graph.written(_SHAPES, x)


def _pooled(add: Callable[..., str], x: str) -> tuple[str, str]:
    """Return (1, channels) the mean over the rows of ``x``, and the standard deviation."""
    mean = add("ReduceMean", x, axes=(0,), keepdims=1)
    apart = add("Sub", x, mean)
    variance = add("ReduceMean", add("Mul", apart, apart), axes=(0,), keepdims=1)
    return mean, add("Sqrt", add("Mul", variance, "unbiased"))


def _head(to: _Writer, x: str) -> str:
    """Look at (1, 1, 80, frames) as a picture; return (1, 320, frames)."""
    around = (1, 1, 1, 1)
    x = to.relu(to.convolved(x, "head.conv1", pads=around))
    for layer in ("head.layer1", "head.layer2"):
        for name, stride in ((f"{layer}.0", (2, 1)), (f"{layer}.1", (1, 1))):
            inner = to.relu(to.convolved(x, f"{name}.conv1", strides=stride, pads=around))
            inner = to.convolved(inner, f"{name}.conv2", pads=around)
            if stride != (1, 1):
                x = to.convolved(x, f"{name}.shortcut.0", strides=stride)
            x = to.relu(to.graph.add("Add", inner, x))
    x = to.relu(to.convolved(x, "head.conv2", strides=(2, 1), pads=around))
    return to.graph.add("Reshape", x, to.graph.constant(np.array([1, 320, -1], np.int64)))


def _layer(to: _Writer, x: str, name: str, dilation: int) -> str:
    """Return (halves, 32): local features under a mask that knows their surroundings."""
    x = to.relu(to.gated(x, f"{name}.nonlinear1", f"{name}.linear1"))
    cam = f"{name}.cam_layer"
    local = to.over_three(x, f"{cam}.linear_local", dilation)
    mask = to.graph.add("MatMul", "mean", x)  # (segments, 128)
    mask = to.plain(to.relu(to.plain(mask, f"{cam}.linear1")), f"{cam}.linear2")
    mask = to.graph.add("MatMul", "spread", to.graph.add("Sigmoid", mask))
    return to.graph.add("Mul", local, mask)


def _narrowed(to: _Writer, x: str, block: int) -> str:
    """Halve the channels after a dense block."""
    name = f"xvector.transit{block}"
    x = to.gated(x, f"{name}.nonlinear", f"{name}.linear")
    return to.relu(x) if block == len(batch_norm.BLOCKS) else x
