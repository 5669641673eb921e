"""The recording that comes with the package: two people, half a minute, the truth beside it.

`scripts/make_sample.py` builds it; `ORIGIN.md` beside it says from what, and under which licences.
"""

from __future__ import annotations

from pathlib import Path

_DATA = Path(__file__).parent


def sample() -> tuple[Path, Path]:
    """Return the recording and its RTTM."""
    return _DATA / "sample.flac", _DATA / "sample.rttm"
