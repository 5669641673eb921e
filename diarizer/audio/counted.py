"""Old formats whose header counts the samples: AVR, MAT of MATLAB, MPC 2000, SDS, Psion, XI.

libsndfile takes as many as there are where a file was cut, and says nothing.
"""

from __future__ import annotations

import struct

MAT4 = b"\x00\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00", b"\x00\x00\x03\xe8\x00\x00\x00\x01"
_MAT4_WIDTHS = (8, 4, 4, 2, 2, 1)  # bytes: double, float, int32, int16, uint16, uint8
_MATRIX = 14  # the type of an element of MATLAB 5


def extent(head: bytes) -> tuple[int, int] | None:
    """Return where the samples begin and should end, in bytes; None for any other format.

    >>> extent(b"ALawSoundFile**" + bytes([0, 0x0F, 0x10, 0, 0, 0x1F, 0x40]))
    (32, 8032)
    """
    for marks, read in _READERS:
        if head.startswith(marks):
            begin, end = read(head)
            return (begin, end) if end > begin else None  # never filled in
    return None


def _avr(head: bytes) -> tuple[int, int]:
    stereo, bits = struct.unpack_from(">hH", head, 12)
    frames = struct.unpack_from(">I", head, 26)[0]
    return 128, 128 + frames * (2 if stereo else 1) * bits // 8


def _mat4(head: bytes) -> tuple[int, int]:
    order = "<" if head.startswith(MAT4[0]) else ">"
    at = 20 + int(struct.unpack_from(f"{order}I", head, 16)[0]) + 8  # behind the rate
    kind, rows, columns, _, name = struct.unpack_from(f"{order}5I", head, at)
    begin = at + 20 + name
    return begin, begin + rows * columns * _MAT4_WIDTHS[min(kind % 100 // 10, 5)]


def _mat5(head: bytes) -> tuple[int, int]:
    order = "<" if head[126:128] == b"IM" else ">"
    at = end = 128
    kind = _MATRIX
    while kind == _MATRIX and end + 8 <= len(head):
        at = end
        kind, length = struct.unpack_from(f"{order}II", head, at)
        end = at + 8 + length if kind == _MATRIX else end
    return at, end


def _mpc(head: bytes) -> tuple[int, int]:
    stereo = head[21]
    return 42, 42 + 2 * (2 if stereo else 1) * int(struct.unpack_from("<I", head, 30)[0])


def _sds(head: bytes) -> tuple[int, int]:
    bits, low, middle, high = head[6], *head[10:13]
    samples = low + (middle << 7) + (high << 14)
    each = 120 // -(-bits // 7)  # of the 120 bytes in a packet of 127
    return 21, 21 + 127 * -(-samples // each)


def _psion(head: bytes) -> tuple[int, int]:
    return 32, 32 + int(struct.unpack_from(">I", head, 18)[0])


def _instrument(head: bytes) -> tuple[int, int]:
    count = int(struct.unpack_from("<H", head, 296)[0])
    begin = 298 + 40 * count
    lengths = (struct.unpack_from("<I", head, at)[0] for at in range(298, begin, 40))
    return begin, begin + sum(lengths)


def _sphere(head: bytes) -> tuple[int, int]:
    """Return those of a SPHERE, whose header is lines of a name, a type and a value."""
    rows = [row.split() for row in head[:1024].split(b"\n")]
    told = {row[0]: row[2] for row in rows if len(row) > 2 and row[2].isdigit()}  # noqa: PLR2004
    count, each, channels = (
        int(told.get(name, b"0")) for name in (b"sample_count", b"sample_n_bytes", b"channel_count")
    )
    begin = int(head[8:16])
    shortened = b"shorten" in head[:1024]
    return begin, 0 if shortened else begin + max(count, 0) * each * max(channels, 1)


def _sox(head: bytes) -> tuple[int, int]:
    order = "<" if head[:1] == b"." else ">"
    length, samples = struct.unpack_from(f"{order}IQ", head, 4)
    return length, length + 4 * int(samples)


_READERS = (
    (b"NIST_1A\n", _sphere),
    ((b".SoX", b"XoS."), _sox),
    (b"2BIT", _avr),
    (MAT4, _mat4),
    (b"MATLAB 5.0 MAT-file", _mat5),
    (b"\x01\x04", _mpc),
    (b"\xf0\x7e", _sds),
    (b"ALawSoundFile**", _psion),
    (b"Extended Instrument: ", _instrument),
)
