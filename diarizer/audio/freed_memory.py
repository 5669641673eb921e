"""Memory that is freed stays with the process for the next block.

glibc gives every block of some megabytes back to Linux as soon as it is freed, and gets the next one
page by page: a quarter of what it costs to decode stereo. From which size on it does so it learns
from the largest block that was ever freed, and keeps twice as much (mallopt(3), M_MMAP_THRESHOLD).
"""

from __future__ import annotations

from functools import cache

import numpy as np

_LARGEST = 8 << 20  # bytes, that nobody writes to: no memory is taken for them


@cache
def keep() -> None:
    """Have blocks up to that size kept, from now on; elsewhere than with glibc it changes nothing."""
    np.empty(_LARGEST, np.uint8)
