"""Whether the engines are there: imported and asked, since a file on the disk proves nothing."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module


@lru_cache(maxsize=1)
def resemblyzer() -> bool:
    """Whether webrtcvad answers, and torch or the light engine runs the network; never raises."""
    return import_module("diarizer.backends.resemblyzer").availability().ready is True


@lru_cache(maxsize=1)
def pyannote() -> bool:
    """Whether `pyannote.audio` can be imported; never raises."""
    try:
        import_module("pyannote.audio")
    except Exception:  # noqa: BLE001, a broken package raises whatever it likes
        return False
    return True
