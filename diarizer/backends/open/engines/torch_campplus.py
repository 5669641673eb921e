"""Voices as directions: CAM++, a densely connected time-delay network with masks.

Wang et al., "CAM++: A fast and efficient network for speaker verification using context-aware
masking" (Interspeech 2023), with the weights that 3D-Speaker trained on 200,000 Chinese and
English speakers. Written anew in plain torch; batch norms are folded into what stands before them.
The last layer ends in a batch norm, as in 3D-Speaker; a copy in circulation adds a ReLU that makes
voices harder to tell apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812, the name that all of torch's users know

from diarizer.backends.open.engines import batch_norm

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Weights = dict[str, NDArray[Any]]

_GROWTH = 32  # channels that each layer of a dense block adds


class Voice:
    """The network with its weights."""

    def __init__(self, weights: Weights, device: Any = "cpu") -> None:
        """Take the tensors of ``campplus_cn_en_common.pt``, which go to the device when they are used."""
        self._weights = weights
        self._device = device
        self._folded: dict[str, tuple[Any, ...]] = {}

    def __call__(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Describe one voice.

        Args:
            features: (frames, 80) of :func:`diarizer.backends.open.fbank.features`, less their
                mean over the frames.

        Returns:
            (192,), not of unit length.

        """
        with torch.inference_mode():
            heard = torch.from_numpy(features).to(self._device)
            x = self._head(heard.T[None, None])  # (1, 320, frames)
            x = F.conv1d(x, *self._fold("xvector.tdnn.linear"), stride=2, padding=2).relu_()[0]
            for block, (layers, dilation) in enumerate(batch_norm.BLOCKS, 1):
                x = self._dense(x, f"xvector.block{block}", layers, dilation)
                x = self._narrowed(x, block)  # (channels, frames / 2)
            x = torch.cat([x.mean(dim=1), x.std(dim=1)])[:, None]  # (1024, 1)
            x = self._linear(x, "xvector.dense.linear")[:, 0]
            voice: NDArray[np.float32] = x.cpu().numpy()
            return voice

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
        grown = x.new_empty(known + layers * _GROWTH, x.shape[1])
        grown[:known] = x
        for layer in range(1, layers + 1):
            added = self._layer(grown[:known], f"{name}.tdnnd{layer}", dilation)
            grown[known : known + _GROWTH] = added
            known += _GROWTH
        return grown

    def _layer(self, x: Any, name: str, dilation: int) -> Any:
        """Return (32, frames): local features under a mask that knows their surroundings."""
        x = self._gated(x, f"{name}.nonlinear1", f"{name}.linear1").relu_()
        cam, frames = f"{name}.cam_layer", x.shape[1]
        padded = F.pad(x, (dilation, dilation))
        taps = torch.cat([padded[:, at : at + frames] for at in (0, dilation, 2 * dilation)])
        local = self._taps(f"{cam}.linear_local") @ taps
        segments = F.avg_pool1d(x[None], batch_norm.SEGMENT, ceil_mode=True)[0]
        mask = segments + x.mean(dim=1, keepdim=True)
        mask = self._biased(self._biased(mask, f"{cam}.linear1").relu_(), f"{cam}.linear2")
        return local * mask.sigmoid_().repeat_interleave(batch_norm.SEGMENT, dim=1)[:, :frames]

    def _narrowed(self, x: Any, block: int) -> Any:
        """Halve the channels after a dense block."""
        name = f"xvector.transit{block}"
        x = self._gated(x, f"{name}.nonlinear", f"{name}.linear")
        return x.relu_() if block == len(batch_norm.BLOCKS) else x

    # Matrix products and not conv1d: on (channels, frames) they are three times as fast.

    def _linear(self, x: Any, name: str) -> Any:
        """Apply a convolution of width one, and the batch norm behind it."""
        weight, bias = self._fold(name)
        return torch.addmm(bias[:, None], weight[..., 0], x)

    def _gated(self, x: Any, norm: str, name: str) -> Any:
        """Apply a batch norm, a ReLU, a convolution of width one, and what is behind it."""
        if name not in self._folded:
            self._folded[name] = self._tensors(batch_norm.gated(self._weights, norm, name))
        lowest, highest, weight, bias = self._folded[name]
        return torch.addmm(bias, weight, x.clamp(lowest, highest))

    def _biased(self, x: Any, name: str) -> Any:
        if name not in self._folded:
            both = self._weights[f"{name}.weight"][..., 0], self._weights[f"{name}.bias"][:, None]
            self._folded[name] = self._tensors(both)
        weight, bias = self._folded[name]
        return torch.addmm(bias, weight, x)

    def _taps(self, name: str) -> Any:
        """Return a filter of width three as one (out, 3 * in) matrix."""
        if name not in self._folded:
            weight = self._weights[f"{name}.weight"]  # (out, in, 3)
            self._folded[name] = self._tensors([weight.swapaxes(1, 2).reshape(len(weight), -1)])
        return self._folded[name][0]

    def _fold(self, name: str) -> tuple[Any, Any]:
        """Return the weight and bias of a convolution and the batch norm behind it, as one."""
        if name not in self._folded:
            self._folded[name] = self._tensors(batch_norm.folded(self._weights, name))
        weight, bias = self._folded[name]
        return weight, bias

    def _tensors(self, arrays: Iterable[NDArray[Any]]) -> tuple[Any, ...]:
        copies = (np.array(array, np.float32) for array in arrays)
        return tuple(torch.from_numpy(each).to(self._device) for each in copies)
