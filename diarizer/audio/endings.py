"""Whether a file was cut inside of something: what the last bytes tell where no header does.

A stream that is recorded live (WebM, MP4 in fragments, FLV, MPEG-TS) does not say how long it is. But
its pieces say how long they are; where the last one would go on behind the end of the file, what
came later is lost.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

_EBML, _SEGMENT = b"\x1a\x45\xdf\xa3", 0x18538067
_CLUSTER = b"\x1f\x43\xb6\x75"
_FIRST_IN_CLUSTER = frozenset({0xE7, 0xAB, 0xBF, 0xEC})  # its time, mostly
_TAIL = 8 << 20  # bytes in which the last cluster begins
# Bytes of a packet of an MPEG-TS, and before its mark: with a time first, or with what repairs it behind.
_PACKETS, _SYNC = {188: 0, 192: 4, 204: 0}, 0x47
_PACKS = 1 << 18  # bytes in which the last pack begins
_PACK, _PROGRAM_END = b"\x00\x00\x01\xba", b"\x00\x00\x01\xb9"
_DV_525, _DV_625 = 120_000, 144_000  # bytes of a frame of DV, by its lines
_FLV_TAG = 11  # bytes before what it holds
_NAME = frozenset(range(0x20, 0x7F))
_BOXES = frozenset({b"ftyp", b"styp", b"moov", b"mdat", b"wide", b"free", b"skip"})


def cut(file: io.BufferedReader, size: int) -> bool:
    """Whether the last piece of the file would go on behind its end."""
    file.seek(0)
    head = file.read(2 * max(_PACKETS))
    try:
        if head[4:8] in _BOXES:
            found = list(boxes(file, size))
            # A fragment is a head, and the samples behind it.
            return found[-1][0] == b"moof" or any(at + length > size for _, at, length in found)
        for mark, inside in _MARKS:
            if head.startswith(mark):
                return inside(file, size)
    except struct.error:  # cut inside of what says how long a piece is
        return True
    for step, first in _PACKETS.items():
        if len(head) > first + step and head[first] == head[first + step] == _SYNC:
            return size % step != 0
    return False


def boxes(file: io.BufferedReader, size: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each outer box of an MP4, where it begins, and its length."""
    at = 0
    while at < size:
        file.seek(at)
        head = file.read(16)
        length, kind = struct.unpack(">I4s", head[:8].ljust(8, b"\0"))
        if len(head) < (16 if length == 1 else 8):  # the head of a box is cut
            yield b"", at, 16
            return
        if length == 1:
            length = struct.unpack(">Q", head[8:])[0]
        length = length or size - at  # 0: up to the end
        if length < 8 or not set(kind) <= _NAME:  # noqa: PLR2004, no box: something was written behind
            return
        yield kind, at, length
        at += length


def _matroska(file: io.BufferedReader, size: int) -> bool:
    """Walk over what the last cluster holds; of those before it nothing can be missing."""
    base = max(0, size - _TAIL)
    file.seek(base)
    tail = file.read()
    at = len(tail)
    while (at := tail.rfind(_CLUSTER, 0, at)) >= 0:
        _, length, begin = _element(tail, at)
        if begin >= len(tail) or tail[begin] in _FIRST_IN_CLUSTER:
            break
    if at < 0:
        return False
    if length is not None:
        return begin + length > len(tail)
    while begin < len(tail):
        if not tail[begin]:  # no element: room that was never used
            return False
        _, length, inner = _element(tail, begin)
        begin = inner + (length or 0)
    return begin > len(tail)


def _element(content: bytes, at: int) -> tuple[int, int | None, int]:
    """Return the name of an element, its length (None where that is unknown), where it begins."""
    name, _, at = _number(content, at)
    length, digits, at = _number(content, at)
    length &= (1 << 7 * digits) - 1
    return name, None if length == (1 << 7 * digits) - 1 else length, at


def _number(content: bytes, at: int) -> tuple[int, int, int]:
    if at >= len(content):
        raise struct.error
    digits = 9 - content[at].bit_length()
    if at + digits > len(content):
        raise struct.error
    return int.from_bytes(content[at : at + digits], "big"), digits, at + digits


def _flv(file: io.BufferedReader, size: int) -> bool:
    """Whether the last number is not the length of the piece before it."""
    file.seek(max(0, size - 4))
    before = int(struct.unpack(">I", file.read(4))[0])
    at = size - 4 - before
    if before < _FLV_TAG or at < _FLV_TAG:
        return True
    file.seek(at)
    kind, high, low = struct.unpack(">BBH", file.read(4))
    return kind not in {8, 9, 18} or (high << 16) + low + _FLV_TAG != before


def _program_stream(file: io.BufferedReader, size: int) -> bool:
    """Walk over what the last packs of an MPEG-PS hold; room that was never used ends it as well."""
    file.seek(max(0, size - _PACKS))
    tail = file.read()
    at = tail.rfind(_PACK)
    while 0 <= at < len(tail):
        head = tail[at : at + 14].ljust(14, b"\0")
        if head.startswith(_PACK):
            at += 14 + (head[13] & 7) if head[4] >> 6 == 1 else 12  # MPEG-2, MPEG-1
        elif head.startswith(b"\x00\x00\x01") and head[3] > _PROGRAM_END[3]:
            at += 6 + int(struct.unpack_from(">H", head, 4)[0])
        else:  # the mark of the next piece, of which not all is there
            return len(tail) - at < len(_PACK) and _PACK.startswith(tail[at:])
    return at > len(tail)


def _ogg(file: io.BufferedReader, size: int) -> bool:
    """Whether the last page is damaged: FFmpeg leaves it out without a word, up to a second of sound."""
    file.seek(max(0, size - _PAGE))
    tail = file.read()
    at = tail.rfind(_OGG)
    if at < 0 or len(tail) < at + 27:
        return at >= 0
    segments = tail[at + 27 : at + 27 + tail[at + 26]]
    page = tail[at : at + 27 + len(segments) + sum(segments)]
    return _check(page[:22] + bytes(4) + page[26:]) != int.from_bytes(page[22:26], "little")


def _check(page: bytes) -> int:
    """Return the checksum of a page, in which zeros stand for its own.

    >>> hex(_check(b"OggS"))
    '0x5fb0a94f'
    """
    check, rows = 0, _rows()
    for byte in page:
        check = (check << 8 & 0xFFFFFFFF) ^ rows[check >> 24 ^ byte]
    return check


@cache
def _rows() -> tuple[int, ...]:
    rows = []
    for value in range(256):
        row = value << 24
        for _ in range(8):
            row = (row << 1 & 0xFFFFFFFF) ^ (0x04C11DB7 if row >> 31 else 0)
        rows.append(row)
    return tuple(rows)


_OGG, _PAGE = b"OggS", 65_307  # bytes of the longest page

_MARKS: tuple[tuple[bytes, Callable[[io.BufferedReader, int], bool]], ...] = (
    (_EBML, _matroska),
    (b"FLV", _flv),
    (_OGG, _ogg),
    (_PACK, _program_stream),
    (b"\x1f\x07\x00\x3f", lambda _, size: size % _DV_525 != 0),
    (b"\x1f\x07\x00\xbf", lambda _, size: size % _DV_625 != 0),
)
