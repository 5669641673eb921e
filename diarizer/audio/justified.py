"""Samples of 24 bits in places of 32: in the upper bits, as a WAV has them, or in the lower ones.

A driver of Linux hands on the lower ones, and its recorder writes them as they come. Read as a WAV has
them they are 48 dB too quiet, and who speaks softly is not heard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio import riff
from diarizer.messages.text import text

if TYPE_CHECKING:
    import io

    from diarizer.audio.headers import Header
    from diarizer.audio.report import Report

_BITS = 24, 32
_UNUSED = 8  # bits
_AT_ONCE = 1 << 20  # bytes


def gain(file: io.BufferedReader, header: Header, report: Report) -> float:
    """Return what samples have to be multiplied by: 256 where all of them lie in the lower bits, else 1.

    Args:
        file: anywhere in it; it stands at its beginning afterwards.
        header: what stands there.
        report: told that they do, which is a guess: a recording may be that quiet.

    """
    file.seek(0)
    wave = file.read(4) in {b"RIFF", b"RF64"} and header.begin
    narrow = wave and riff.places(riff.form(file, header.size)) == _BITS
    found = 1 << _UNUSED if narrow and _low(file, header) else 1
    file.seek(0)
    if found > 1:
        said = text(
            "All samples fit into the lower 24 of their 32 bits, and are taken as such: the recording"
            " is heard 48 dB louder than its header says."
        )
        report.note("audio.justified", said)
    return float(found)


def _low(file: io.BufferedReader, header: Header) -> bool:
    """Whether the upper bits of all samples are empty: of a recording that is none but quiet, too."""
    file.seek(header.begin)
    left = min(header.promised or header.size, header.size) - header.begin
    while left >= 4 and (content := file.read(min(left, _AT_ONCE) & ~3)):  # noqa: PLR2004, bytes
        samples = np.frombuffer(content[: len(content) & ~3], "<i4")
        upper = samples >> _BITS[0] - 1
        if ((upper != 0) & (upper != -1)).any():
            return False
        left -= len(content)
    return True
