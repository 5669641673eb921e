"""Plain samples after a header (WAV, RF64, W64, AIFF, AU), by libsndfile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diarizer.audio.report import Block
from diarizer.audio.samples import scaled
from diarizer.messages.text import text

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from diarizer.audio.report import Report


class Nameless:
    """A file object without a name: soundfile would believe its ending, and take `.raw` for raw."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._seek, self._tell = file.seek, file.tell
        self.read = file.read
        self.readinto = file.readinto

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go there; stay where a damaged header names a place that cannot be."""
        try:
            return self._seek(offset, whence)
        except (OSError, ValueError):
            return self.tell()

    def tell(self) -> int:
        """Say where it is; nowhere once it is closed, as libsndfile asks when a reading is given up."""
        try:
            return self._tell()
        except ValueError:
            return -1


def blocks(sound: Any, seconds: float, report: Report) -> Iterator[Block]:
    """Read a ``soundfile.SoundFile`` to its end, or to where it is damaged."""
    import soundfile  # noqa: PLC0415, the errors above it need no native library

    # As they lie in the file libsndfile reads seconds at once; what it converts, in small pieces.
    kind = "int16" if sound.subtype == "PCM_16" else "float32"
    while True:
        try:
            samples = sound.read(round(seconds * sound.samplerate), kind, always_2d=True)
        except soundfile.LibsndfileError as error:
            report.warn(
                "audio.damaged",
                text(
                    "The recording is damaged at its {number} th sample: {said}",
                    number=sound.tell(),
                    said=str(error),
                ),
            )
            return
        if not len(samples):
            return
        yield Block(scaled(samples), sound.samplerate)
