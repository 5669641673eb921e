"""Which samples a recording holds: any file as 16 kHz mono, however long.

A decoder for another kind of file goes into :mod:`diarizer.audio.decoding`.
"""

from __future__ import annotations

from diarizer.audio.recording import conformed, load, opened

__all__ = ["conformed", "load", "opened"]
