"""A decoded recording that need not fit into memory: a short one there, all of a long one on disk.

float32 throughout, so that what is read is bit for bit what was decoded.
"""

from __future__ import annotations

import io
import tempfile
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from diarizer.errors import NoRoom
from diarizer.messages.text import text

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BYTES = 4  # a float32
IN_MEMORY = 2 * 60 * 16_000 * _BYTES
"""Bytes, two minutes: a longer recording goes to the disk as a whole."""

WITHOUT_DISK = 10 * 60 * 16_000 * _BYTES
"""Bytes, ten minutes: what stays in memory where the disk does not take it."""


class Spool:
    """Samples of one channel, written once from first to last, then read anywhere.

    A :class:`diarizer.types.Recording`. The file has no name that outlives it: it is gone when the
    spool is closed, and when the process ends.

    Attributes:
        uri: the name of the recording.
        sample_rate: samples per second.

    """

    def __init__(
        self,
        uri: str,
        sample_rate: int,
        in_memory: int | None = None,
        without_disk: int | None = None,
    ) -> None:
        self.uri = uri
        self.sample_rate = sample_rate
        # Without a buffer: what the disk does not take is known when it is written.
        self._file: io.BytesIO | io.FileIO = io.BytesIO()
        self._in_memory = in_memory or IN_MEMORY
        self._without_disk = without_disk or WITHOUT_DISK
        self._length = 0
        self._peak = np.float32(0.0)
        self._lock = Lock()  # the place in the file is everybody's

    def close(self) -> None:
        """Give the memory and the disk back."""
        self._file.close()

    def __len__(self) -> int:
        """Count the samples."""
        return self._length

    @property
    def duration(self) -> float:
        """Seconds."""
        return self._length / self.sample_rate

    def append(self, samples: NDArray[np.float32]) -> None:
        """Write (n,) more samples.

        Raises:
            NoRoom: the disk is full, or there is no folder for temporary files.

        """
        content = np.ascontiguousarray(samples).view(np.uint8).data
        try:
            if len(content) + self._length * _BYTES > self._in_memory:
                self._to_disk()
            _write(self._file, content)
        except OSError as error:
            self._to_memory(content, error)
        self._length += len(samples)
        self._peak = max(self._peak, _loudest(samples))

    def read(self, first: int, last: int) -> NDArray[np.float32]:
        """Return (last - first,) samples in [-1, 1]; fewer where that reaches over an end.

        A recording that exceeds full scale anywhere is scaled down everywhere, by the same factor.
        """
        first = max(first, 0)
        samples = np.empty(max(0, min(last, self._length) - first), np.float32)
        with self._lock:
            self._file.seek(first * _BYTES)
            _read(self._file, samples.view(np.uint8).data)
        return samples if self._peak <= 1.0 else samples / self._peak

    def _to_disk(self) -> None:
        if isinstance(self._file, io.BytesIO):
            file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115, `close` does
            try:
                _write(file, memoryview(self._file.getvalue()))
            except OSError:
                file.close()
                raise
            self._file = file

    def _to_memory(self, content: memoryview, error: OSError) -> None:
        """Keep in memory what the disk does not take, where it is short enough."""
        done = self._length * _BYTES
        if done + len(content) > self._without_disk:
            raise self._no_room(error) from error
        kept = bytearray(done)
        self._file.seek(0)
        _read(self._file, memoryview(kept))
        self._file.close()
        self._file = io.BytesIO(kept)
        self._file.seek(done)
        self._file.write(content)
        self._in_memory = self._without_disk

    def _no_room(self, error: OSError) -> NoRoom:
        return NoRoom(
            text("There is no room for the decoded recording."),
            context=text(
                "{said}\nAn hour takes 230 MB; {size} MB were written.",
                said=error.strerror or str(error),
                size=self._length * _BYTES // 2**20,
            ),
            hint=text(
                "Free some space on the disk of temporary files, or name a folder on another disk"
                " in the variable TEMP (outside Windows: TMPDIR)."
            ),
        )


def _write(file: io.BytesIO | io.FileIO, content: memoryview) -> None:
    """Write all; a disk may take a part, and say only then that it is full."""
    while len(content):
        content = content[file.write(content) :]


def _read(file: io.BytesIO | io.FileIO, into: memoryview) -> None:
    """Read until that is full."""
    while len(into):
        count = file.readinto(into)
        if not count:
            raise EOFError("a temporary file is shorter than what was written")
        into = into[count:]


def _loudest(samples: NDArray[np.float32]) -> np.float32:
    """Return the largest magnitude, without a copy of them."""
    zero = np.float32(0.0)
    loudest: np.float32 = np.maximum(samples.max(initial=zero), -samples.min(initial=zero))
    return loudest
