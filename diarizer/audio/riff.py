"""The header of a WAV (RIFF, RF64): which codec, where the samples begin, and what it says of them."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

# PCM, ADPCM, float, A-law, u-law, IMA ADPCM, GSM, extensible: those that need no frame headers.
_PCM, _ANY = 1, 0xFFFE
_BITS, _VALID = 14, 18  # where the bits of a sample stand, and in the latter those that are used
_NMS, _G721 = 0x38, 0x40  # voice mail: FFmpeg takes the one for AMR, and makes noise of the other
_PLAIN = frozenset({1, 2, 3, 6, 7, 0x11, 0x31, _NMS, _G721, 0xFFFE})
# From here on a length stands for "unknown": sox and FFmpeg in a pipe, services with a round number.
PLACEHOLDER = 2_000_000_000
FILLED = 2**40  # bytes of the wide length of an RF64 or a CAF, which nobody has recorded
_NAME = frozenset(range(0x20, 0x7F))
_BEGINNINGS = frozenset({b"RIFF", b"RF64", b"data"})
_HEAD = 8  # bytes: a name and a length
_FORM = 40  # bytes of the longest format that is read
_FILL = 1 << 20  # bytes behind the samples that a card may have been filled up with
_NARROW, _WIDE = 24, 32  # bits of a sample, and of the place that it takes
_FLOAT = 3
# What may follow a chunk of odd length without the byte that fills it up.
_AFTER = frozenset(
    {b"fmt ", b"data", b"LIST", b"fact", b"bext", b"JUNK", b"cue ", b"smpl", b"iXML"}
)


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
        beyond: the chunk before the samples that would be longer than the file.
        head: what has to stand before the samples in place of what does, so that decoders know it.

    """

    plain: bool = True
    begin: int = 0
    promised: int | None = None
    unclosed: bool = False
    joined: int = 0
    patches: dict[int, bytes] = field(default_factory=dict)
    beyond: str = ""
    head: bytes = b""


def wave(file: io.BufferedReader, size: int) -> Wave:
    """Walk over the chunks up to the samples."""
    plain, wide, beyond = True, None, ""
    patches: dict[int, bytes] = {}
    form, moved = b"", 0
    for kind, at, length in chunks(file, 12, "<4sI", size):
        moved |= at % 2
        if kind == b"ds64":
            wide = at, int(struct.unpack("<QQ", file.read(16))[1])
        elif kind == b"fmt ":
            content = form = file.read(min(length, _FORM))
            plain = struct.unpack_from("<H", content)[0] in _PLAIN
            # libsndfile guesses by the samples how they lie, and makes noise of a recording whose one
            # side is silent; FFmpeg would take them for floats.
            if places(content) == (_NARROW, _WIDE):
                plain = False
                told = (_BITS, _VALID) if content.startswith(b"\xfe\xff") else (_BITS,)
                patches = {at + place: struct.pack("<H", _WIDE) for place in told}
        elif kind == b"data" and form and wide is None and (moved or _lacking(form)):
            return Wave(plain, at, at + length, head=head(form, length))
        elif kind == b"data":
            said = wide[1] if wide and length >= PLACEHOLDER else length
            found = _sized(file, Wave(plain, at, at + said), size, wide and wide[0])
            return replace(found, patches={**found.patches, **patches})
        beyond = named(kind) if at + length > size else ""
    return Wave(plain, beyond=beyond)


def form(file: io.BufferedReader, size: int) -> bytes:
    """Return the format of the samples of a WAV of so many bytes; empty where none stands there."""
    for kind, _, length in chunks(file, 12, "<4sI", size):
        if kind == b"fmt ":
            return file.read(min(length, _FORM))
    return b""


def places(form: bytes) -> tuple[int, int]:
    """Return the bits of a sample, and those that it takes in the file, by the format of a WAV.

    >>> places(struct.pack("<HHIIHH", 1, 2, 48_000, 384_000, 8, 24))  # arecord -f S24_LE
    (24, 32)
    """
    if len(form) < _BITS + 2:  # the oldest ones leave the bits out
        return 0, 0
    kind, channels, _, _, align, bits = struct.unpack_from("<HHIIHH", form)
    if kind == _ANY and len(form) >= _VALID + 2:
        bits = struct.unpack_from("<H", form, _VALID)[0] or bits
    return bits, 8 * align // max(1, channels) if kind in {_PCM, _ANY} else bits


def _lacking(form: bytes) -> bool:
    """Whether a format of plain samples does not say how many bits one has, as in the oldest ones."""
    if len(form) < _BITS or struct.unpack_from("<H", form)[0] not in {_PCM, _FLOAT}:
        return False
    channels, align = struct.unpack_from("<2xH8xH", form)
    return bool(channels and align and not any(form[_BITS : _BITS + 2]))


def head(form: bytes, length: int) -> bytes:
    """Return a header that every decoder knows: the format and nothing else, each byte in its place.

    >>> head(struct.pack("<HHIIH", 1, 1, 8000, 16_000, 2), 9)[20:36].hex(" ", 2)
    '0100 0100 401f 0000 803e 0000 0200 1000'
    """
    if _lacking(form):
        channels, align = struct.unpack_from("<2xH8xH", form)
        form = form[:_BITS] + struct.pack("<H", 8 * align // channels)
    chunk = b"fmt " + struct.pack("<I", len(form)) + form + bytes(len(form) % 2)
    whole = min(4 + len(chunk) + _HEAD + length, (1 << 32) - 1)
    return (
        b"RIFF" + struct.pack("<I", whole) + b"WAVE" + chunk + b"data" + struct.pack("<I", length)
    )


def chunks(
    file: io.BufferedReader, at: int, form: str, size: int
) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each chunk, where its content begins, and its length.

    The last one is that which ends beyond the file; what is no chunk ends the walk as well.
    """
    head = struct.calcsize(form)
    while 0 < at <= size - head:
        file.seek(at)
        kind, length = struct.unpack(form, file.read(head))
        if not set(kind) <= _NAME:
            return
        yield kind, at + head, length
        if length < 0:
            return
        at += head + length
        if length % 2 and head == _HEAD:  # filled up, but by some programs
            file.seek(at)
            at += file.read(4) not in _AFTER


def named(kind: bytes) -> str:
    """Return the name of a chunk as it is shown."""
    return kind.decode("latin-1").strip()


def _sized(file: io.BufferedReader, found: Wave, size: int, wide: int | None) -> Wave:
    at, end = found.begin, found.promised or 0
    unfilled = end - at >= (PLACEHOLDER if wide is None else FILLED) and end > size
    following = end + (end - at) % 2
    goes_on = end < size and not chunk_follows(file, following, size)
    if unfilled or (goes_on and (end == at or not _fill(file, following, size))):
        patches = _to_the_end(at, size - at, wide)
        return Wave(plain=False, begin=at, unclosed=True, patches=patches)
    joined = _joined(file, following, size)
    if not joined:
        return found
    # Decoders take the samples that come last, which would be heard too early.
    return replace(found, plain=False, joined=joined, patches={size - joined: b"JUNK"})


def _fill(file: io.BufferedReader, at: int, size: int) -> bool:
    """Whether nothing but zeros, or what a card is erased to, comes after the samples."""
    if size - at > _FILL:
        return False
    file.seek(at)
    content = file.read(size - at)
    return any(content.count(fill) == len(content) for fill in (b"\0", b"\xff"))


def _joined(file: io.BufferedReader, at: int, size: int) -> int:
    """Return the bytes from where a second recording begins; decoders stop there."""
    for kind, begin, _ in chunks(file, at, "<4sI", size):
        if kind in _BEGINNINGS:
            return size - begin + _HEAD
    return 0


def _to_the_end(at: int, there: int, wide: int | None) -> dict[int, bytes]:
    """FFmpeg takes a length of 0 for "as far as it goes", and that of RF64 as it stands."""
    if wide is None:
        return {at - 4: bytes(4)}
    return {wide: struct.pack("<QQ", at + there - 8, there)}


def chunk_follows(file: io.BufferedReader, at: int, size: int, form: str = "<4sI") -> bool:
    """Whether what stands after the samples is a chunk, and not more samples."""
    head = struct.calcsize(form)
    if size - at < head:
        return size - at <= 1  # padding
    file.seek(at)
    kind, length = struct.unpack(form, file.read(head))
    return set(kind) <= _NAME and length >= 0 and at + head + length <= size + 1
