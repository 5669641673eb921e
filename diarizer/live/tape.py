"""A recording that grows: a WAV file that can be read as a whole at any moment.

What has come is on the disk before it is heard, so that a slow machine holds no more of it in
memory and a crash takes nothing along; the header says at each moment how much there is.
"""

from __future__ import annotations

import errno
import os
import struct
import threading
from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio.track import SAMPLE_RATE

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_BYTES = 2  # of a sample
_FULL = 32_767.0
_MOST = 2**32 - 1 - _HEADER.size  # the length that a header can say: 37 hours


class Tape:
    """A :class:`diarizer.types.Recording` of one channel at 16 kHz, which one thread writes."""

    sample_rate = SAMPLE_RATE

    def __init__(self, path: Path, uri: str) -> None:
        self.path = path
        self.uri = uri
        self._length = 0
        self._changed = threading.Condition()
        # Neither has a buffer: what was written is there for whoever reads.
        self._write = path.open("wb", buffering=0)
        self._write.write(_header(0))
        self._read = path.open("rb", buffering=0)

    def append(self, samples: NDArray[np.float32]) -> None:
        """Write samples down; what exceeds [-1, 1] is cut off.

        Raises:
            OSError: the disk is full.

        """
        whole = np.clip(np.nan_to_num(samples), -1.0, 1.0) * _FULL
        data = np.round(whole).astype("<i2").tobytes()
        if self._write.write(data) < len(data):  # without a buffer a full disk takes a part
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        length = self._length + len(samples)
        end = self._write.tell()
        self._write.seek(0)
        self._write.write(_header(length))
        self._write.seek(end)
        with self._changed:
            self._length = length
            self._changed.notify_all()

    def wait(self, samples: int, seconds: float) -> None:
        """Wait until there are that many samples, or the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: self._length >= samples, seconds)

    def wake(self) -> None:
        """Let nobody wait any longer."""
        with self._changed:
            self._changed.notify_all()

    @property
    def duration(self) -> float:
        """Seconds that are there."""
        return self._length / self.sample_rate

    def __len__(self) -> int:
        """Count the samples that are there."""
        return self._length

    def read(self, first: int, last: int) -> NDArray[np.float32]:
        """Return (last - first,) samples; fewer where that reaches over an end."""
        first, last = max(first, 0), min(last, self._length)
        self._read.seek(_HEADER.size + first * _BYTES)
        some = self._read.read(max(0, last - first) * _BYTES)
        return np.asarray(np.frombuffer(some, "<i2") / _FULL, np.float32)

    def close(self) -> None:
        """End it; the file stays."""
        self._write.close()
        self._read.close()


def _header(samples: int) -> bytes:
    """Return the 44 bytes before that many samples of 16 bits."""
    size = min(samples * _BYTES, _MOST)
    rate = SAMPLE_RATE
    return _HEADER.pack(
        *(b"RIFF", size + _HEADER.size - 8, b"WAVE", b"fmt ", 16, 1, 1),
        *(rate, rate * _BYTES, _BYTES, 8 * _BYTES, b"data", size),
    )
