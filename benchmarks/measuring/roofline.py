"""What the networks have to multiply, and how fast this machine multiplies at best."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

_GIGA = 1e9


@dataclass(frozen=True, slots=True)
class Roof:
    """How many multiply-adds a second one thread does.

    Attributes:
        square: of a product of two large square matrices: the best there is.
        recurrent: of the product that an LSTM of 256 does at each step for 64 windows at once.

    """

    square: float
    recurrent: float


def lstm(inputs: int, hidden: int, layers: int, directions: int = 1) -> int:
    """Count the multiply-adds of one step: four gates see the input and the state.

    >>> lstm(40, 256, 1)
    303104
    """
    first = 4 * hidden * (inputs + hidden)
    later = 4 * hidden * (directions * hidden + hidden)
    return directions * (first + (layers - 1) * later)


def resemblyzer_window() -> int:
    """Count the multiply-adds of one window of 1.6 s: 160 steps, and a linear layer at the end.

    >>> resemblyzer_window()
    216334336
    """
    return 160 * lstm(40, 256, 3) + 256 * 256


def measured() -> Roof:
    """Multiply float32 matrices on one thread, and take the best of some runs."""
    return Roof(square=_rate(1_024, 1_024, 1_024), recurrent=_rate(64, 512, 1_024))


def _rate(rows: int, inner: int, columns: int) -> float:
    import numpy as np  # noqa: PLC0415, after the threads are set

    one = np.ones((rows, inner), np.float32)
    other = np.ones((inner, columns), np.float32)
    repeats = max(1, int(2 * _GIGA / (rows * inner * columns)))
    best = min(_seconds(one, other, repeats) for _ in range(5))
    return repeats * rows * inner * columns / best


def _seconds(one: Any, other: Any, repeats: int) -> float:
    began = time.process_time()
    for _ in range(repeats):
        one @ other
    return time.process_time() - began
