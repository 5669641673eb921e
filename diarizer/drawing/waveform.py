"""The outline of a waveform: what a canvas draws, computed once."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.types import Recording

RATE = 20
"""Peaks per second: 72 kB an hour, and a width of one pixel where ten hours fill a screen twice."""

_BLOCK = 60  # seconds that are read at once


def of(recording: Recording) -> NDArray[np.uint8]:
    """Find the largest amplitude of each twentieth of a second.

    Returns:
        (n,) 0 to 255; the recording's own largest is 255, so that quiet ones are seen, too.

    """
    step = recording.sample_rate // RATE
    found = [np.zeros(0, np.float32)]
    for first in range(0, len(recording), _BLOCK * RATE * step):
        block = np.abs(recording.read(first, first + _BLOCK * RATE * step))
        padded = np.pad(block, (0, -len(block) % step))
        found.append(padded.reshape(-1, step).max(axis=1))
    heights = np.concatenate(found)
    largest = float(heights.max(initial=0.0)) or 1.0
    return np.asarray(np.round(heights / largest * 255), np.uint8)


def encoded(recording: Recording) -> str:
    """Return :func:`of` in base64."""
    return base64.b64encode(of(recording).tobytes()).decode("ascii")
