"""The recordings that lie one behind the other in an Ogg: streams that were recorded in one go.

FFmpeg goes on from one to the next where both have the same codec, rate and channels, and breaks off
where they have not.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

_HEAD = 27  # bytes of a page before its table of segments
_FIRST = 2  # the flag of a page that begins a stream
_PARAMETERS = slice(0, 20)  # of the first packet: codec, channels, rate; before gains and the like


def parted(file: io.BufferedReader, size: int) -> list[tuple[int, int]]:
    """Return where each recording begins and ends; none where FFmpeg reads them in one go.

    Only a file that is whole is parted: where a page is not where the one before ends, nobody knows.
    """
    begins: list[tuple[int, bytes]] = []
    before = False
    for at, flags, content in _pages(file, size):
        first = bool(flags & _FIRST)
        if first and not before:
            begins.append((at, content[_PARAMETERS]))
        before = first
    file.seek(0)
    if len({parameters for _, parameters in begins}) < 2:  # noqa: PLR2004, one kind
        return []
    places = [at for at, _ in begins]
    return list(zip(places, [*places[1:], size], strict=True))


def _pages(file: io.BufferedReader, size: int) -> Iterator[tuple[int, int, bytes]]:
    """Yield where each page begins, its flags, and the beginning of what it holds."""
    at = 0
    while at + _HEAD < size:
        file.seek(at)
        head = file.read(_HEAD + 255 + 20)
        if head[:4] != b"OggS" or len(head) < _HEAD:
            return
        flags, segments = struct.unpack_from("B", head, 5)[0], head[26]
        table = head[_HEAD : _HEAD + segments]
        yield at, flags, head[_HEAD + segments :]
        at += _HEAD + segments + sum(table)


class Window:
    """A part of a file, as a file of its own."""

    def __init__(self, file: io.BufferedReader, first: int, last: int) -> None:
        self._file, self._first, self._last = file, first, last
        self.name = file.name
        file.seek(first)

    def read(self, size: int = -1) -> bytes:
        """Read up to the end of the part."""
        left = max(0, self._last - self._file.tell())
        return self._file.read(left if size < 0 else min(size, left))

    def tell(self) -> int:
        """Return the place within the part."""
        return self._file.tell() - self._first

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place within the part."""
        base = {0: self._first, 1: self._file.tell(), 2: self._last}[whence]
        if base + offset < self._first:
            return -1
        return self._file.seek(base + offset) - self._first
