"""The header of a WAV (RIFF, RF64): which codec, where the samples begin, and what it says of them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

# PCM, ADPCM, float, A-law, u-law, IMA ADPCM, GSM, extensible: those that need no frame headers.
_PLAIN = frozenset({1, 2, 3, 6, 7, 0x11, 0x31, 0xFFFE})
PLACEHOLDER = 0x7F000000  # from here on a length stands for "unknown": sox and FFmpeg in a pipe
_NAME = frozenset(range(0x20, 0x7F))
_BEGINNINGS = frozenset({b"RIFF", b"RF64", b"data"})
_HEAD = 8  # bytes: a name and a length


@dataclass(frozen=True, slots=True)
class Wave:
    """What the header says.

    Attributes:
        plain: samples that need no decoder of frames.
        begin: where the samples begin, in bytes.
        promised: where they should end.
        unclosed: its length was never filled in.
        joined: bytes of the samples and files that come after these.
        patches: what has to stand where, so that FFmpeg reads to the end.

    """

    plain: bool = True
    begin: int = 0
    promised: int | None = None
    unclosed: bool = False
    joined: int = 0
    patches: dict[int, bytes] = field(default_factory=dict)


def wave(file: io.BufferedReader, size: int) -> Wave:
    """Walk over the chunks up to the samples."""
    plain, wide = True, None
    for kind, at, length in _chunks(file):
        if kind == b"ds64":
            wide = at, int(struct.unpack("<QQ", file.read(16))[1])
        elif kind == b"fmt ":
            plain = struct.unpack("<H", file.read(2))[0] in _PLAIN
        elif kind == b"data":
            said = wide[1] if wide and length >= PLACEHOLDER else length
            return _sized(file, Wave(plain, at, at + said), size, wide and wide[0])
    return Wave(plain)


def _chunks(file: io.BufferedReader) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each chunk, where its content begins, and its length."""
    at = 12
    while True:
        file.seek(at)
        kind, length = struct.unpack("<4sI", file.read(8))
        yield kind, at + 8, length
        at += 8 + length + length % 2


def _sized(file: io.BufferedReader, found: Wave, size: int, wide: int | None) -> Wave:
    at, end = found.begin, found.promised or 0
    unfilled = end - at >= PLACEHOLDER and end > size and wide is None
    if unfilled or (end < size and not _chunk_follows(file, end + (end - at) % 2, size)):
        patches = _to_the_end(at, size - at, wide)
        return Wave(plain=False, unclosed=True, patches=patches)
    return replace(found, joined=_joined(file, end + (end - at) % 2, size))


def _joined(file: io.BufferedReader, at: int, size: int) -> int:
    """Return the bytes from where a second recording begins; decoders stop there."""
    while at + _HEAD <= size:
        file.seek(at)
        kind, length = struct.unpack("<4sI", file.read(_HEAD))
        if kind in _BEGINNINGS:
            return size - at
        at += _HEAD + length + length % 2
    return 0


def _to_the_end(at: int, there: int, wide: int | None) -> dict[int, bytes]:
    """FFmpeg takes a length of 0 for "as far as it goes", and that of RF64 as it stands."""
    if wide is None:
        return {at - 4: bytes(4)}
    return {wide: struct.pack("<QQ", at + there - 8, there)}


def _chunk_follows(file: io.BufferedReader, at: int, size: int) -> bool:
    """Whether what stands after the samples is a chunk, and not more samples."""
    if size - at < _HEAD:
        return size - at <= 1  # padding
    file.seek(at)
    kind, length = struct.unpack("<4sI", file.read(8))
    return set(kind) <= _NAME and at + _HEAD + length <= size + 1
