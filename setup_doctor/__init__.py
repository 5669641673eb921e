"""Finds what stands between a machine and a working speaker diarization, repairs it, proves it."""

from __future__ import annotations

__version__ = "0.1.0"
