"""Seeing what pip has changed since the last look."""

from __future__ import annotations

import importlib
from threading import Lock

_ONE_AT_A_TIME = Lock()


def look_anew() -> None:
    """Forget what Python remembers of the folders in which it looks for modules.

    Checks run side by side, and two that forget the same folder at once end in a KeyError.
    """
    with _ONE_AT_A_TIME:
        importlib.invalidate_caches()
