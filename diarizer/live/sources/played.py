"""A recording at its own pace, as if it were spoken now; for trying it out, and for measuring."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.types import Recording

_BLOCK = 1_600  # samples: a tenth of a second


def played(recording: Recording, pace: float) -> Iterator[NDArray[np.float32]]:
    """Yield a recording, a tenth of a second after the other.

    Args:
        recording: at 16 kHz.
        pace: times as fast as it was spoken; 0 for as fast as it is taken.

    """
    began = time.monotonic()
    for first in range(0, len(recording), _BLOCK):
        yield recording.read(first, first + _BLOCK)
        if pace:
            due = began + (first + _BLOCK) / recording.sample_rate / pace
            time.sleep(max(0.0, due - time.monotonic()))
