"""How many threads torch uses, for as long as one stage runs.

The two kinds of network want opposites: the small LSTM of Resemblyzer is up to 70 times slower on
many threads, the convolutions of pyannote are twice as fast. The number is the process's, so
whoever changes it puts it back.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def torch_threads(number: int) -> Iterator[None]:
    """Let torch use `number` threads inside the block."""
    import torch  # noqa: PLC0415, loaded only when it is used

    before = torch.get_num_threads()
    torch.set_num_threads(number)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def cores() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
