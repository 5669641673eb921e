"""What this machine could do at best: the rate of its matrix product, in the same process."""

from __future__ import annotations

import time

import numpy as np

# The shape of the network's recurrence: a batch of states by the weights of four gates.
_BATCH, _INPUTS, _GATES = 256, 512, 1_024


def multiply_adds_per_second(seconds: float = 0.3) -> float:
    """Measure float32 products by BLAS, with the threads that it has.

    Args:
        seconds: of CPU time that it may take, after one product that warms up.

    Returns:
        multiply-adds per second of CPU time: the best of the products.

    """
    random = np.random.default_rng(0)
    one = random.random((_BATCH, _INPUTS), np.float32)
    other = random.random((_INPUTS, _GATES), np.float32)
    product = np.matmul(one, other)
    best, began = float("inf"), time.process_time()
    while time.process_time() - began < seconds:
        start = time.process_time()
        for _ in range(8):  # the clock is too coarse for one
            np.matmul(one, other, out=product)
        best = min(best, (time.process_time() - start) / 8)
    return _BATCH * _INPUTS * _GATES / max(best, 1e-9)
