"""Files as FFmpeg reads them, some with other bytes than they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io
    from collections.abc import Callable
    from typing import TypeAlias

    from diarizer.audio.links import Window

    File: TypeAlias = io.BufferedReader | Window


class Source:
    """A file for FFmpeg, which looks for what a damaged header names wherever that may be."""

    def __init__(self, file: File) -> None:
        self._file, self.name = file, file.name
        self.read: Callable[..., bytes] = file.read
        self.tell = file.tell

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place; stay where there is none."""
        try:
            return self._file.seek(offset, whence)
        except (OSError, ValueError):  # there is no such place: what C's own function returns
            return -1


class Patched(Source):
    """A file in whose header other lengths stand."""

    def __init__(self, file: File, patches: dict[int, bytes]) -> None:
        super().__init__(file)
        self._patches = patches
        self.read = self._read

    def _read(self, size: int = -1) -> bytes:
        at = self._file.tell()
        content = bytearray(self._file.read(size))
        for place, patch in self._patches.items():
            first, last = max(place, at), min(place + len(patch), at + len(content))
            if first < last:
                content[first - at : last - at] = patch[first - place : last - place]
        return bytes(content)
