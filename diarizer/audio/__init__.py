"""Which samples a recording holds: any file as 16 kHz mono, however long.

A decoder for another kind of file goes into :mod:`diarizer.audio.decoding`.
"""

from __future__ import annotations

from diarizer.audio.decoding import warn
from diarizer.audio.recording import conformed, from_memory, load, opened
from diarizer.audio.sound import Choice, Sound

__all__ = ["Choice", "Sound", "conformed", "from_memory", "load", "opened", "warn"]
