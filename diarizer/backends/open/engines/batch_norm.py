"""What both engines make of the weights of CAM++: batch norms folded into what stands before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    Array = NDArray[np.float32]
    Weights = Mapping[str, NDArray[Any]]

BLOCKS = ((12, 1), (24, 2), (16, 2))
"""Dense blocks of CAM++: layers, and frames between the taps of their filters."""

SEGMENT = 100
"""Frames of 20 ms that one mask of CAM++ is made from."""

_EPSILON = np.float32(1e-5)  # of torch's batch norm


def folded(weights: Weights, name: str) -> tuple[Array, Array]:
    """Return the weight and bias of a convolution and the batch norm behind it, as one."""
    weight = weights[f"{name}.weight"]
    scale, shift = affine(weights, norm_behind(name))
    return weight * scale.reshape(-1, *[1] * (weight.ndim - 1)), shift


def gated(weights: Weights, norm: str, name: str) -> tuple[Array, Array, Array, Array]:
    """Fold a batch norm, a ReLU and the layer behind them into limits and a layer.

    With a scale s above zero, relu(s x + b) is s max(x, -b / s) + b, and s and b can be left to the
    weights behind; below zero it is the same with a minimum. That is one pass instead of three over
    what is the largest array of CAM++.

    Args:
        weights: of the network.
        norm: the name of the batch norm.
        name: of the layer, whose filters have a width of one.

    Returns:
        the lowest and the highest that each input may be, (in, 1); and the weight (out, in) and
        bias (out, 1) for what is left between them.

    """
    scale, shift = affine(weights, f"{norm}.batchnorm")
    edge, infinite = -shift / scale, np.float32(np.inf)
    lowest, highest = np.where(scale > 0, edge, -infinite), np.where(scale > 0, infinite, edge)
    weight, bias = layer(weights, name)
    weight = weight[..., 0]
    bias = (bias + weight @ shift)[:, None]
    return lowest[:, None], highest[:, None], np.asarray(weight * scale, np.float32), bias


def affine(weights: Weights, name: str) -> tuple[Array, Array]:
    """Return (channels,) what a batch norm multiplies by and adds; the last has neither learnt."""
    scale = 1 / np.sqrt(weights[f"{name}.running_var"] + _EPSILON)
    scale = scale * weights.get(f"{name}.weight", np.float32(1.0))
    shift = weights.get(f"{name}.bias", np.float32(0.0)) - weights[f"{name}.running_mean"] * scale
    return np.asarray(scale, np.float32), np.asarray(shift, np.float32)


def layer(weights: Weights, name: str) -> tuple[Array, Array]:
    """Return the weight and bias of a layer without a bias of its own, and of a batch norm behind it."""
    if name in {"xvector.transit1.linear", "xvector.transit2.linear"}:  # which have none behind
        weight = weights[f"{name}.weight"]
        return weight, np.zeros(len(weight), np.float32)
    return folded(weights, name)


def norm_behind(name: str) -> str:
    """Name the batch norm whose input a convolution makes.

    >>> norm_behind("head.layer1.0.conv2"), norm_behind("xvector.block1.tdnnd7.linear1")
    ('head.layer1.0.bn2', 'xvector.block1.tdnnd7.nonlinear2.batchnorm')
    """
    above, _, last = name.rpartition(".")
    if above == "xvector.transit3":
        return "xvector.out_nonlinear.batchnorm"
    behind = {
        "conv1": "bn1",
        "conv2": "bn2",
        "0": "1",
        "linear": "nonlinear.batchnorm",
        "linear1": "nonlinear2.batchnorm",
    }
    return f"{above}.{behind[last]}"
