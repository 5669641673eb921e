"""Voices as directions: CAM++, a densely connected time-delay network with masks.

Wang et al., "CAM++: A fast and efficient network for speaker verification using context-aware
masking" (Interspeech 2023), with the weights that 3D-Speaker trained on 200,000 Chinese and
English speakers. Written anew in plain torch; batch norms are folded into what stands before them.
The last layer ends in a batch norm, as in 3D-Speaker; a copy in circulation adds a ReLU that makes
voices harder to tell apart.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional as F  # noqa: N812, the name that all of torch's users know

SIZE = 192
_SEGMENT = 100  # frames of 20 ms that one mask is made from
_EPSILON = 1e-5  # of torch's batch norm
_GROWTH = 32  # channels that each layer of a dense block adds
_BLOCKS = ((12, 1), (24, 2), (16, 2))  # layers, and frames between the taps of their filters


class Voice:
    """The network with its weights."""

    def __init__(self, weights: dict[str, Any]) -> None:
        """Take the tensors of ``campplus_cn_en_common.pt``."""
        self._weights = weights
        self._folded: dict[str, tuple[Any, Any]] = {}

    def __call__(self, features: Any) -> Any:
        """Describe one voice.

        Args:
            features: (frames, 80) of :func:`diarizer.backends.open.fbank.features`, less their
                mean over the frames.

        Returns:
            (192,), not of unit length.

        """
        with torch.inference_mode():
            x = self._head(features.T[None, None])  # (1, 320, frames)
            x = F.conv1d(x, *self._fold("xvector.tdnn.linear"), stride=2, padding=2).relu_()[0]
            for block, (layers, dilation) in enumerate(_BLOCKS, 1):
                x = self._dense(x, f"xvector.block{block}", layers, dilation)
                x = self._narrowed(x, block)  # (channels, frames / 2)
            x = torch.cat([x.mean(dim=1), x.std(dim=1)])[:, None]  # (1024, 1)
            return self._linear(x, "xvector.dense.linear")[:, 0]

    def _head(self, x: Any) -> Any:
        """Look at (1, 1, 80, frames) as a picture; return (1, 320, frames)."""
        x = F.conv2d(x, *self._fold("head.conv1"), padding=1).relu_()
        for layer in ("head.layer1", "head.layer2"):
            x = self._residual(x, f"{layer}.0", 2)
            x = self._residual(x, f"{layer}.1", 1)
        x = F.conv2d(x, *self._fold("head.conv2"), stride=(2, 1), padding=1).relu_()
        return x.flatten(1, 2)

    def _residual(self, x: Any, name: str, stride: int) -> Any:
        inner = F.conv2d(x, *self._fold(f"{name}.conv1"), stride=(stride, 1), padding=1).relu_()
        inner = F.conv2d(inner, *self._fold(f"{name}.conv2"), padding=1)
        if stride > 1:
            x = F.conv2d(x, *self._fold(f"{name}.shortcut.0"), stride=(stride, 1))
        return inner.add_(x).relu_()

    def _dense(self, x: Any, name: str, layers: int, dilation: int) -> Any:
        """Add 32 channels per layer, each made from all before it."""
        known = len(x)
        grown = torch.empty(known + layers * _GROWTH, x.shape[1])
        grown[:known] = x
        for layer in range(1, layers + 1):
            added = self._layer(grown[:known], f"{name}.tdnnd{layer}", dilation)
            grown[known : known + _GROWTH] = added
            known += _GROWTH
        return grown

    def _layer(self, x: Any, name: str, dilation: int) -> Any:
        """Return (32, frames): local features under a mask that knows their surroundings."""
        x = self._linear(self._normed(x, f"{name}.nonlinear1"), f"{name}.linear1").relu_()
        cam, frames = f"{name}.cam_layer", x.shape[1]
        padded = F.pad(x, (dilation, dilation))
        taps = torch.cat([padded[:, at : at + frames] for at in (0, dilation, 2 * dilation)])
        local = self._taps(f"{cam}.linear_local") @ taps
        mask = F.avg_pool1d(x[None], _SEGMENT, ceil_mode=True)[0] + x.mean(dim=1, keepdim=True)
        mask = self._biased(self._biased(mask, f"{cam}.linear1").relu_(), f"{cam}.linear2")
        return local * mask.sigmoid_().repeat_interleave(_SEGMENT, dim=1)[:, :frames]

    def _narrowed(self, x: Any, block: int) -> Any:
        """Halve the channels after a dense block."""
        name = f"xvector.transit{block}"
        x = self._normed(x, f"{name}.nonlinear")
        if block == len(_BLOCKS):
            return self._linear(x, f"{name}.linear").relu_()
        return self._weights[f"{name}.linear.weight"][..., 0] @ x

    # Matrix products and not conv1d: on (channels, frames) they are three times as fast.

    def _linear(self, x: Any, name: str) -> Any:
        """Apply a convolution of width one, and the batch norm behind it."""
        weight, bias = self._fold(name)
        return torch.addmm(bias[:, None], weight[..., 0], x)

    def _biased(self, x: Any, name: str) -> Any:
        weight, bias = self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
        return torch.addmm(bias[:, None], weight[..., 0], x)

    def _taps(self, name: str) -> Any:
        """Return a filter of width three as one (out, 3 * in) matrix."""
        if name not in self._folded:
            weight = self._weights[f"{name}.weight"]  # (out, in, 3)
            self._folded[name] = weight.transpose(1, 2).flatten(1).contiguous(), None
        return self._folded[name][0]

    def _normed(self, x: Any, name: str) -> Any:
        """Apply the batch norm that stands before a layer, and a ReLU."""
        key = f"{name}.batchnorm"
        if key not in self._folded:
            scale, shift = _affine(self._weights, key)
            self._folded[key] = scale[:, None], shift[:, None]
        scale, shift = self._folded[key]
        return torch.addcmul(shift, x, scale).relu_()

    def _fold(self, name: str) -> tuple[Any, Any]:
        """Return the weight and bias of a convolution and the batch norm behind it, as one."""
        if name not in self._folded:
            weight = self._weights[f"{name}.weight"]
            scale, shift = _affine(self._weights, _norm_behind(name))
            self._folded[name] = weight * scale.view(-1, *[1] * (weight.ndim - 1)), shift
        return self._folded[name]


def _norm_behind(name: str) -> str:
    """Name the batch norm whose input a convolution makes.

    >>> _norm_behind("head.layer1.0.conv2"), _norm_behind("xvector.block1.tdnnd7.linear1")
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


def _affine(weights: dict[str, Any], name: str) -> tuple[Any, Any]:
    """Return (channels,) what a batch norm multiplies by and adds; the last has neither learnt."""
    scale = (weights[f"{name}.running_var"] + _EPSILON).rsqrt()
    if f"{name}.weight" in weights:
        scale = scale * weights[f"{name}.weight"]
    shift = -weights[f"{name}.running_mean"] * scale
    return scale, shift + weights.get(f"{name}.bias", 0.0)
