"""Where the page takes its sound from."""

from __future__ import annotations

import base64
import io
import os
from typing import TYPE_CHECKING
from urllib.parse import quote

import soundfile

if TYPE_CHECKING:
    from pathlib import Path

    from diarizer.types import Recording

_BLOCK = 600  # seconds that are encoded at once


def beside(recording: Path, page: Path) -> str:
    """Return the address of the recording, as seen from the page; absolute on another drive."""
    recording, folder = recording.resolve(), page.resolve().parent
    try:
        relative = os.path.relpath(recording, folder)
    except ValueError:  # another drive of Windows
        return recording.as_uri()
    return quote(relative.replace(os.sep, "/"))


def embedded(recording: Recording) -> str:
    """Return the sound itself as an address: MP3, which every browser plays and winds."""
    file = io.BytesIO()
    # At a constant rate a browser finds each second without having read all before it.
    with soundfile.SoundFile(
        file, "w", recording.sample_rate, 1, format="MP3", bitrate_mode="CONSTANT"
    ) as encoder:
        step = _BLOCK * recording.sample_rate
        for first in range(0, len(recording), step):
            encoder.write(recording.read(first, first + step))
    return "data:audio/mpeg;base64," + base64.b64encode(file.getvalue()).decode("ascii")
