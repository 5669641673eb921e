"""The recordings that lie one behind the other in an Ogg, FLAC, MP4, W64, SPHERE or RealMedia.

Of an Ogg FFmpeg goes on from one to the next where both have the same codec, rate and channels, and
breaks off where they have not. Of an MP4 it reads the first, and of fragments what it can. Of a W64 libsndfile
takes the header of the second for samples, and what follows, in samples of 24 bits, for noise; so
does FFmpeg of a SPHERE and of RealMedia.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from diarizer.audio import counted, endings

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator

_FLAC, _STREAM = b"fLaC", (b"\x00\x00\x00\x22", b"\x80\x00\x00\x22")  # with notes, without
_SPHERE, _REAL = b"NIST_1A\n", b".RMF\x00\x00\x00\x12"
W64 = b"riff\x2e\x91\xcf\x11"
_HEAD = 27  # bytes of a page before its table of segments
_FIRST = 2  # the flag of a page that begins a stream
_PARAMETERS = slice(0, 20)  # of the first packet: codec, channels, rate; before gains and the like
_FRAGMENT = 4096  # bytes in which the first fragment of an MP4 says when it begins


def parted(file: io.BufferedReader, size: int) -> list[tuple[int, int]]:
    """Return where each recording begins and ends; none where FFmpeg reads them in one go.

    Only a file that is whole is parted: where a page is not where the one before ends, nobody knows.
    """
    file.seek(0)
    head = file.read(8)
    found = []
    if head.startswith(b"OggS"):
        found = _ogg(file, size)
    elif head[4:] == b"ftyp":
        found = _mp4(file, size)
    elif head.startswith(b"fLaC"):
        found = _flac(file)
    elif head == W64:
        found = _w64(file, size)
    elif head == _SPHERE:
        found = _sphere(file, size)
    elif head == _REAL:
        found = list(_marks(file, _REAL))
    file.seek(0)
    return list(zip(found, [*found[1:], size], strict=True)) if len(found) > 1 else []


def _w64(file: io.BufferedReader, size: int) -> list[int]:
    """Return where each W64 begins; its length stands in its header, filled up to eights or not."""
    begins: list[int] = []
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(24)
        if not head.startswith(W64) or len(head) < 24:  # noqa: PLR2004, its mark and its length
            break
        begins.append(at)
        length = max(24, int(struct.unpack_from("<Q", head, 16)[0]))
        file.seek(min(at + length, size))
        at += length if file.read(len(W64)) == W64 else length + -length % 8
    return begins


def _sphere(file: io.BufferedReader, size: int) -> list[int]:
    """Return where each SPHERE begins, whose header counts its samples."""
    begins: list[int] = []
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(1024)
        extent = counted.extent(head) if head.startswith(_SPHERE) else None
        if extent is None:
            break
        begins.append(at)
        at += extent[1]
    return begins


def _flac(file: io.BufferedReader) -> list[int]:
    """Return where each FLAC begins, if not all have frames of one size, rate and channels."""
    kinds, begins = set(), []
    for at in _marks(file, _FLAC):
        file.seek(at)
        head = file.read(26)
        if head[4:8] in _STREAM:
            begins.append(at)
            kinds.add((head[8:12], head[18:22]))
    return begins if len(kinds) > 1 else []


def _marks(file: io.BufferedReader, mark: bytes) -> Iterator[int]:
    """Yield where a mark stands; who takes it may read elsewhere."""
    at, before = 0, b""
    while True:
        file.seek(at)
        if not (piece := file.read(1 << 20)):
            return
        content = before + piece
        place = content.find(mark)
        while place >= 0:
            yield at - len(before) + place
            place = content.find(mark, place + 1)
        at += len(piece)
        before = content[1 - len(mark) :]


def _ogg(file: io.BufferedReader, size: int) -> list[int]:
    begins: list[tuple[int, bytes]] = []
    before = False
    for at, flags, content in _pages(file, size):
        first = bool(flags & _FIRST)
        if first and not before:
            begins.append((at, content[_PARAMETERS]))
        before = first
    several = len({parameters for _, parameters in begins}) > 1
    return [at for at, _ in begins] if several else []


def _mp4(file: io.BufferedReader, size: int) -> list[int]:
    """Return where each MP4 begins that has an index of its own, and a clock that begins anew.

    A live stream may repeat its index before each piece, while its clock goes on.
    """
    begins: list[int] = []
    before = 0
    for part in _own_headers(list(endings.boxes(file, size))):
        clock = next((_clock(file, at) for kind, at in part if kind == b"moof"), 0)
        if not clock or clock <= before:
            begins.append(part[0][1])
        before = clock
    return begins


def _own_headers(boxes: Iterable[tuple[bytes, int, int]]) -> list[list[tuple[bytes, int]]]:
    """Part the boxes at each that begins a file, if an index comes before the next one."""
    parts: list[list[tuple[bytes, int]]] = []
    for kind, at, _ in boxes:
        if kind == b"ftyp":
            parts.append([])
        parts[-1].append((kind, at))
    return [part for part in parts if b"moov" in dict(part)]


def _clock(file: io.BufferedReader, at: int) -> int:
    """Return the time at which a fragment begins, in whatever units the file counts."""
    file.seek(at)
    head = file.read(_FRAGMENT)
    place = head.find(b"tfdt") + 4
    return int.from_bytes(head[place + 4 : place + (12 if head[place] else 8)], "big")


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

    def readinto(self, buffer: bytearray | memoryview) -> int:
        """Read as much as there is room for, up to the end of the part."""
        content = self.read(len(buffer))
        buffer[: len(content)] = content
        return len(content)

    def tell(self) -> int:
        """Return the place within the part."""
        return self._file.tell() - self._first

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place within the part."""
        base = {0: self._first, 1: self._file.tell(), 2: self._last}[whence]
        if base + offset < self._first:
            return -1
        return self._file.seek(base + offset) - self._first


class Headed(Window):
    """Samples behind a header that decoders know, as a file of its own."""

    def __init__(self, file: io.BufferedReader, head: bytes, first: int, last: int) -> None:
        super().__init__(file, first, last)
        self._head = head
        self._at: int | None = 0  # where it stands within the header

    def read(self, size: int = -1) -> bytes:
        """Read up to the end of the samples."""
        if self._at is None:
            return super().read(size)
        content = self._head[self._at :] if size < 0 else self._head[self._at : self._at + size]
        self.seek(self._at + len(content))
        return content if len(content) == size else content + super().read(size - len(content))

    def tell(self) -> int:
        """Return the place from the beginning of the header on."""
        return super().tell() + len(self._head) if self._at is None else self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Go to a place, counted from the beginning of the header on."""
        base = {0: 0, 1: self.tell(), 2: self._last - self._first + len(self._head)}[whence]
        if base + offset < 0:
            return -1
        self._at = base + offset if base + offset < len(self._head) else None
        super().seek(max(0, base + offset - len(self._head)))
        return base + offset
