"""Kaldi's filter-bank features, which CAM++ listens to.

As `compute-fbank-feats` of Kaldi makes them without dither (Povey et al., "The Kaldi speech
recognition toolkit", ASRU 2011): each frame stands by itself, so a recording can be cut anywhere.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

if TYPE_CHECKING:
    from numpy.typing import NDArray

MELS = 80
STEP = 160
"""Samples between two frames: 10 ms."""

FRAME = 400
"""Samples in a frame: 25 ms."""

_BINS = 512
_SAMPLE_RATE = 16_000
_LOWEST, _HIGHEST = 20.0, 8_000.0  # Hz
_PREEMPHASIS = 0.97
_FLOOR = float(np.finfo(np.float32).eps)


def features(samples: Any) -> Any:
    """Compute the logarithm of the energy in each mel band.

    Args:
        samples: (n,) float32 tensor in [-1, 1] at 16 kHz.

    Returns:
        (frames, 80); no frame reaches over an end, so there are 1 + (n - 400) // 160, or none.

    """
    if len(samples) < FRAME:
        return torch.empty(0, MELS)
    frames = samples.unfold(0, FRAME, STEP)  # (frames, 400)
    frames = frames - frames.mean(dim=1, keepdim=True)
    before = torch.cat([frames[:, :1], frames[:, :-1]], 1)
    frames = (frames - _PREEMPHASIS * before) * _window()
    spectrum = torch.fft.rfft(frames, _BINS)
    power = spectrum.real.square() + spectrum.imag.square()  # (frames, 257)
    return (power @ _banks()).clamp_min(_FLOOR).log()


@cache
def _window() -> Any:
    """Return (400,) the window of Povey: a Hann window to the power of 0.85."""
    return torch.from_numpy(np.hanning(FRAME) ** 0.85).float()


@cache
def _banks() -> Any:
    """Return (257, 80) triangles, equally wide on the mel scale."""
    edges = np.linspace(_mel(_LOWEST), _mel(_HIGHEST), MELS + 2)
    low, centre, high = edges[:-2], edges[1:-1], edges[2:]
    at = _mel(np.arange(_BINS // 2 + 1) * _SAMPLE_RATE / _BINS)[:, None]
    rising, falling = (at - low) / (centre - low), (high - at) / (high - centre)
    return torch.from_numpy(np.maximum(0.0, np.minimum(rising, falling))).float()


def _mel(hertz: float | NDArray[np.float64]) -> Any:
    return 1127.0 * np.log1p(np.asarray(hertz) / 700.0)
