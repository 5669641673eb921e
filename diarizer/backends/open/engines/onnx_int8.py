"""Layers in whole numbers of eight bits, written down for onnxruntime.

Each channel of a layer is counted in steps of its own, so that its range fills the 256 numbers of a
byte; what a step is worth is left to the weights behind (Jacob et al., "Quantization and training of
neural networks for efficient integer-arithmetic-only inference", CVPR 2018). Rounding the weights
moves the average of what a layer gives, which would add up over the layers: as the average of what it
takes is known, that is put right in the bias (Nagel et al., "Data-free quantization through weight
equalization and bias correction", ICCV 2019).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open.engines import batch_norm
from diarizer.backends.shared.onnx_graph import Graph

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.open.engines.batch_norm import Array, Weights
    from diarizer.backends.open.engines.spreads import Spread
    from diarizer.backends.shared.onnx_graph import Value

    Rounded = tuple[NDArray[np.int8], Array]

MIDDLE = 128
"""The byte that stands for nothing, where numbers lie on both sides of it."""

MOST = 255
"""The largest byte."""

_SIGNED = 127
_INT64 = 7  # of TensorProto


@dataclass(frozen=True, slots=True)
class Counted:
    """An array of bytes, and what they are worth: ``step * byte + base``.

    Attributes:
        name: in the graph.
        step: (channels,).
        base: (channels,) what a byte of zero stands for.
        mean: (channels,) the average worth.

    """

    name: str
    step: Array
    base: Array
    mean: Array

    def beside(self, other: Counted, name: str) -> Counted:
        """Return both, one behind the other's channels."""
        step = np.concatenate([self.step, other.step])
        base = np.concatenate([self.base, other.base])
        return Counted(name, step, base, np.concatenate([self.mean, other.mean]))

    def named(self, name: str) -> Counted:
        """Return what is worth the same, by its name in the graph."""
        return replace(self, name=name)


class Writer:
    """The graph, and the weights that go into it."""

    def __init__(self, weights: Weights) -> None:
        self.graph = Graph()
        self.weights = weights
        constant = self.graph.constant
        self._one = constant(np.array(1, np.float32))
        self._lines: dict[tuple[str, int], str] = {}
        self._zeros = {at: constant(np.array(at, np.uint8)) for at in (0, MIDDLE)}

    def rectified(self, spread: Spread) -> Counted:
        """Say what bytes without a name are worth that a ReLU left: none lies below zero."""
        step = spread.highest / np.float32(MOST)
        return Counted("", step, np.zeros_like(step), spread.rectified)

    def signed(self, spread: Spread) -> Counted:
        """Say what bytes without a name are worth that have numbers below zero."""
        step = spread.largest / np.float32(_SIGNED)
        return Counted("", step, step * np.float32(-MIDDLE), spread.mean)

    def counted(self, x: str, zero: int) -> str:
        """Round numbers that are steps already."""
        return self.graph.add("QuantizeLinear", x, self._one, self._zeros[zero])

    def rows(self, name: str, away: int) -> str:
        """Return (rows,) numbers, from a line of what is given as float32; line 0 is one away."""
        if (name, away) not in self._lines:
            line = self.graph.constant(np.array(away - 1, np.int64))
            one = self.graph.add("Gather", name, line, axis=0)
            self._lines[name, away] = self.graph.add("Cast", one, to=_INT64)
        return self._lines[name, away]

    def steps(self, x: str, zero: int = 0) -> str:
        """Return bytes as the numbers of steps that they are."""
        return self.graph.add("DequantizeLinear", x, self._one, self._zeros[zero])

    def convolved(
        self,
        x: Counted,
        name: str,
        step: Array,
        zero: int,
        shape: tuple[int, ...] | None = None,
        **options: Value,
    ) -> str:
        """Add a convolution with the batch norm behind it, over a picture whose zero is nothing.

        Args:
            x: what it takes.
            name: of the layer.
            step: (out,) of what it gives.
            zero: what stands for nothing in what it gives; with 0, a ReLU is in it.
            shape: of the weights, where it is not that of the file.
            options: of the operation.

        """
        weight, bias = batch_norm.folded(self.weights, name)
        weight = weight.reshape(shape or weight.shape)
        after = (1, -1, *[1] * (weight.ndim - 2))
        exact = weight * x.step.reshape(after) / step.reshape(-1, *[1] * (weight.ndim - 1))
        rounded, worth = _rounded(exact)
        lost = (exact - _back(rounded, worth)) * (x.mean / x.step).reshape(after)
        whole = bias / step + lost.sum(axis=tuple(range(1, lost.ndim)))
        given = (x.name, self._one, self._zeros[0], *self._layer(rounded, worth))
        ending = (self._one, self._zeros[zero], self._bias(whole, worth))
        return self.graph.add("QLinearConv", *given, *ending, **options)

    def multiplied(
        self, x: Counted, weight: Array, bias: Array, step: Array, zero: int | None
    ) -> str:
        """Add a layer: (rows, in) of bytes times (out, in), transposed, and (out,) added.

        Args:
            x: what it takes.
            weight: (out, in).
            bias: (out,).
            step: (out,) of what it gives.
            zero: as in :meth:`convolved`; None leaves what it gives as float32, in steps.

        """
        whole = (bias + (weight * x.base).sum(axis=1)) / step
        exact = weight * x.step / step[:, None]
        rounded, worth = _rounded(exact)
        lost = (exact - _back(rounded, worth)) * ((x.mean - x.base) / x.step)
        whole = whole + lost.sum(axis=1)
        given = (x.name, self._one, self._zeros[0], *self._layer(rounded.T, worth))
        ending = () if zero is None else (self._one, self._zeros[zero])
        return self.graph.add_own("QGemm", *given, self._bias(whole, worth), *ending)

    def _layer(self, rounded: NDArray[np.int8], worth: Array) -> tuple[str, ...]:
        nothing = np.zeros(len(worth), np.int8)
        constant = self.graph.constant
        return constant(rounded), constant(worth), constant(nothing)

    def _bias(self, bias: NDArray[Any], worth: Array) -> str:
        return self.graph.constant(np.round(bias / worth).astype(np.int32))


def _rounded(exact: Array) -> Rounded:
    """Return (out, ...) in 127 steps on either side of zero, and (out,) what one is worth."""
    ends = np.abs(exact).max(axis=tuple(range(1, exact.ndim)))
    worth = np.asarray(np.maximum(ends, np.float32(1e-12)) / _SIGNED, np.float32)
    return np.round(exact / _shaped(worth, exact)).astype(np.int8), worth


def _back(rounded: NDArray[np.int8], worth: Array) -> Array:
    return np.asarray(rounded * _shaped(worth, rounded), np.float32)


def _shaped(worth: Array, like: NDArray[Any]) -> Array:
    return worth.reshape(-1, *[1] * (like.ndim - 1))
