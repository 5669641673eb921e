"""What the first bytes of a file say: who can decode it, and how much it promises.

A recorder that was killed has not come to writing the lengths into its header: they are 0, or
stand for "unknown". A file that was cut promises more than it holds.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diarizer.audio import counted, iff, links, riff

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

_SNDFILE = (
    b"RIFF",
    b"RF64",
    links.W64,
    b"FORM",
    b".snd",
    b"\x00\x00\x02\x64\xa3\x01",
    b"RIFX",  # whose samples FFmpeg takes for those of a RIFF, and decodes noise
)
_AMIGA = (b"8SVX", b"16SV")  # one channel after the other, which libsndfile takes for side by side
_ASF_FILE = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")  # its File Properties Object
_NUT, _NUT_INDEX = b"nut/multimedia container\x00", b"NX\xdd\x67\x2f\x23\xe6\x4e"
# Where the bytes of a whole file stand (FORM, AVI, W64, SWF, MMF, AST, DSF, DSDIFF), and what is not counted.
_SIZES = (
    (b"FORM", ">I", 4, 8),
    (b"RIFF", "<I", 4, 8),
    (b"RIFX", ">I", 4, 8),
    (links.W64, "<Q", 16, 0),
    (b"FWS", "<I", 4, 0),
    (b"MMMD", ">I", 4, 8),
    (b"STRM", ">I", 4, 64),
    (b"DSD ", "<Q", 12, 0),
    (b"FRM8", ">Q", 4, 12),
)
_AGAIN = (b"FWS", b"MMMD", b"STRM")  # of these a second one is passed over
_AUD = b"\xaf\xde\x00\x00"  # before each piece of a sound of Westwood's games, which has no mark itself
_AUD_AT = slice(16, 20)
_UNKNOWN = 0xFFFFFFFF
# The length that FFmpeg leaves where there are no pictures: 100 MB.
_SWF_OPEN = tuple(b"FWS%c\x00\x00\x40\x06" % version for version in range(4, 16))
_ROUNDED = 8  # bytes, to which a W64 fills up
_SCANNED = 65536  # bytes at an end of the file


@dataclass(frozen=True, slots=True)
class Header:
    """What is known before anything is decoded.

    Attributes:
        plain: samples after a header, which libsndfile reads to the end; FFmpeg has the rest.
        size: bytes that the file has.
        promised: bytes that it should have, where its header says so.
        begin: of these, what comes before the samples.
        unclosed: the header does not say how long the recording is.
        joined: bytes of another recording that comes after this one.
        patches: what has to stand where, so that a decoder reads to the end.
        beyond: the part before the samples that would be longer than the file.
        head: what has to stand before ``begin`` in place of what does.

    """

    plain: bool
    size: int
    promised: int | None = None
    begin: int = 0
    unclosed: bool = False
    joined: int = 0
    patches: dict[int, bytes] = field(default_factory=dict)
    beyond: str = ""
    head: bytes = b""

    def whole(self, seconds: float) -> float:
        """Return how long the recording would be whole, if ``seconds`` of it are there."""
        there = max(1, self.size - self.begin)
        missing = max(0, (self.promised or 0) - self.size - 1)
        return seconds * (there + missing) / there


def read(file: io.BufferedReader, size: int = 0) -> Header:
    """Look at the beginning of a file, and at its end; it stands at its beginning afterwards.

    Args:
        file: at its beginning.
        size: of it; that on the disk when 0.

    """
    size = size or os.fstat(file.fileno()).st_size
    head = file.read(_SCANNED)
    try:
        return _read(file, head, size)
    except struct.error:  # cut within its header
        return Header(head.startswith(_SNDFILE), size)
    finally:
        file.seek(0)


def _read(file: io.BufferedReader, head: bytes, size: int) -> Header:
    if (walk := _walked(head)) is not None:
        found = walk(file, size)
        sized = found.promised, found.begin, found.unclosed, found.joined
        return Header(found.plain, size, *sized, found.patches, found.beyond, found.head)
    plain = head.startswith(_SNDFILE) and head[8:12] not in _AMIGA
    if head.startswith(b".snd"):
        return _au(head, size)
    for mark, closed in _CLOSED:
        if head.startswith(mark):
            return Header(plain, size, unclosed=not closed(file, size))
    begin, promised = counted.extent(head) or (0, _promised(head))
    if promised is not None and not _EMPTY < promised < riff.FILLED:
        return Header(plain, size, unclosed=True)
    if head.startswith(links.W64):
        return _w64(file, size, promised or 0)
    joined = _again(file, head, promised, size) if promised else 0
    return Header(plain, size, promised, begin, joined=joined)


def _w64(file: io.BufferedReader, size: int, promised: int) -> Header:
    if parts := links.parted(file, size):
        last = parts[-1][0]
        file.seek(last)
        promised = last + int(struct.unpack_from("<Q", file.read(24), 16)[0])
    # libsndfile goes on behind the end, as where the length was not brought up to date.
    unclosed = not parts and promised + _ROUNDED < size
    return Header(not parts, size, promised, unclosed=unclosed)


def _again(file: io.BufferedReader, head: bytes, at: int, size: int) -> int:
    """Return the bytes from ``at`` on, where another recording begins that libsndfile does not read."""
    file.seek(min(at, size))
    again = file.read(_AUD_AT.stop)
    if head[_AUD_AT] == _AUD:
        return size - at if again[_AUD_AT] == _AUD else 0
    if head.startswith(counted.MAT4):
        return size - at if again[:12] == head[:12] else 0
    # Another length stands behind the mark.
    return size - at if head.startswith(_AGAIN) and again.startswith(head[:4]) else 0


def _walked(head: bytes) -> Callable[[io.BufferedReader, int], riff.Wave] | None:
    """Return who knows the parts of such a file."""
    if head[:4] in {b"RIFF", b"RF64"} and head[8:12] == b"WAVE":
        return riff.wave
    if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
        return iff.aiff
    return iff.caf if head.startswith(b"caff") else None


_EMPTY = 64  # bytes: less than any header, so that a length of this kind was never filled in


def _promised(head: bytes) -> int | None:
    """Return the bytes that the whole file should have."""
    for mark, form, at, more in _SIZES:
        if head.startswith(mark):
            length = int(struct.unpack_from(form, head, at)[0])
            return riff.FILLED if length == _UNKNOWN else length + more
    if head[_AUD_AT] == _AUD:
        return int(struct.unpack_from("<I", head, 2)[0]) + 12
    if (at := head.find(_ASF_FILE, 0, 4096)) >= 0:
        return int(struct.unpack_from("<Q", head, at + 40)[0]) or None
    return None


def _au(head: bytes, size: int) -> Header:
    offset, length = struct.unpack_from(">II", head, 4)
    if length == _UNKNOWN:
        return Header(plain=True, size=size, unclosed=True)
    # No chunk comes after the samples: another length than theirs was never filled in, or is damaged.
    if size > offset and (offset + length < size - 1 or length >= riff.PLACEHOLDER):
        return Header(
            plain=False, size=size, unclosed=True, patches={8: struct.pack(">I", _UNKNOWN)}
        )
    return Header(plain=True, size=size, promised=offset + length, begin=offset)


def _indexed(file: io.BufferedReader, size: int) -> bool:
    """Whether a NUT ends with its index, which says at its end how long it is."""
    file.seek(size - 12)
    length = int.from_bytes(file.read(8), "big")
    if not 0 < length <= size:
        return False
    file.seek(size - length)
    return file.read(8) == _NUT_INDEX


def _tagged(file: io.BufferedReader, size: int) -> bool:
    """Whether an SWF ends with the tag that ends it."""
    file.seek(size - 2)
    return file.read() == bytes(2)


def _ends(file: io.BufferedReader, size: int) -> bool:
    """Whether the last page of an Ogg says that it is the last one, and is whole."""
    file.seek(max(0, size - _SCANNED - 255))
    tail = file.read()
    at = tail.rfind(b"OggS")
    if at < 0 or len(tail) < at + 27:
        return False
    segments = tail[at + 26]
    whole = at + 27 + segments + sum(tail[at + 27 : at + 27 + segments])
    return bool(tail[at + 5] & 4) and len(tail) >= whole


_CLOSED = ((b"OggS", _ends), (_NUT, _indexed), (_SWF_OPEN, _tagged))
