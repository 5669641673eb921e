"""The headers of AIFF and CAF: where the samples begin, and what they say of them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from diarizer.audio import riff
from diarizer.audio.riff import Wave

if TYPE_CHECKING:
    import io

_CHUNK, _WIDE = ">4sI", ">4sq"
# Kinds of an AIFC in which every sample takes its whole bytes.
_WHOLE = frozenset(
    {b"NONE", b"sowt", b"twos", b"raw ", b"fl32", b"FL32", b"fl64", b"in24", b"in32"}
)


def aiff(file: io.BufferedReader, size: int) -> Wave:
    """Walk over the chunks of an AIFF or AIFC up to the samples."""
    counted, beyond = 0, ""
    for kind, at, length in riff.chunks(file, 12, _CHUNK, size):
        if kind == b"COMM":
            counted = _counted(file.read(22)[: length or 0])
        elif kind == b"SSND":
            begin = at + 8 + int(struct.unpack(">I", file.read(4))[0])
            return _aiff(file, (at, begin, at + length), size, counted)
        beyond = riff.named(kind) if at + length > size else ""
    return Wave(beyond=beyond)


def _counted(comm: bytes) -> int:
    """Return the bytes that the samples take by their number; 0 where that does not tell."""
    channels, frames, bits = struct.unpack(">HIH", comm[:8])
    whole = comm[18:22] in _WHOLE or len(comm) <= 18  # noqa: PLR2004, an AIFF has no more
    return int(channels * frames * -(-bits // 8)) if whole else 0


def _aiff(file: io.BufferedReader, places: tuple[int, int, int], size: int, counted: int) -> Wave:
    at, begin, end = places
    if begin >= size:  # an offset that cannot be: the samples follow
        begin = at + 8
    unfilled = end - at >= riff.PLACEHOLDER and end > size
    following = end + (end - at) % 2
    if unfilled or (end < size and not riff.chunk_follows(file, following, size, _CHUNK)):
        there = counted if max(0, end - begin) < counted <= size - begin else size - begin
        said = struct.pack(">I", begin - at + there)
        patches = {4: struct.pack(">I", size - 8), at - 4: said}
        return Wave(plain=False, begin=begin, unclosed=True, patches=patches)
    return Wave(True, begin, end, joined=_joined(file, following, size))


def _joined(file: io.BufferedReader, at: int, size: int) -> int:
    for kind, begin, _ in riff.chunks(file, at, _CHUNK, size):
        if kind == b"FORM":
            return size - begin + 8
    return 0


def caf(file: io.BufferedReader, size: int) -> Wave:
    """Walk over the chunks of a CAF up to the samples."""
    beyond = ""
    for kind, at, length in riff.chunks(file, 8, _WIDE, size):
        if kind == b"data":
            return _caf(file, at, length, size)
        beyond = "" if 0 <= length <= size - at else riff.named(kind)
    return Wave(plain=False, beyond=beyond)


def _caf(file: io.BufferedReader, at: int, length: int, size: int) -> Wave:
    begin, end = at + 4, at + length  # a count of edits comes before the samples
    unfilled = not begin < end < begin + riff.FILLED
    if not unfilled and end < size:
        file.seek(end)
        if file.read(4) == b"caff":
            return Wave(False, begin, end, joined=size - end)
    if unfilled or (end < size and not riff.chunk_follows(file, end, size, _WIDE)):
        # Unknown is -1, but with it FFmpeg does not follow a table of packets to its end.
        patches = {at - 8: struct.pack(">q", size - at)}
        return Wave(plain=False, begin=begin, unclosed=True, patches=patches)
    return Wave(False, begin, end)
