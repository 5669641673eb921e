"""How long a frame is, as its own first bytes say: streams of frames without a container.

Such a stream does not say how long it is. Where its last frame would go on behind the end of the
file, it was cut; where it was cut between two frames, nothing can tell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_HEAD = 8  # bytes that tell the length of any of them

# kbit/s of MPEG audio by layer; those of MPEG 2 are the second.
_LAYER_1 = (
    (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
)
_LAYER_2 = (
    (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_LAYER_3 = ((32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320), _LAYER_2[1])
_LAYERS = {3: _LAYER_1, 2: _LAYER_2, 1: _LAYER_3}  # as two bits number them
_RATES = (44_100, 48_000, 32_000)
_AC3_RATES = (
    32,
    40,
    48,
    56,
    64,
    80,
    96,
    112,
    128,
    160,
    192,
    224,
    256,
    320,
    384,
    448,
    512,
    576,
    640,
)
_AC3_44, _AC3_32 = 1, 2  # how it numbers 44.1 and 32 kHz
_EAC3 = 10  # from the next version on it is E-AC-3
_AMR = (13, 14, 16, 18, 20, 21, 27, 32, 6)
# The kinds of a frame without speech: of noise that goes on, and of nothing.
PAUSES = {"amrnb": (8, 9, 10, 11, 15), "amrwb": (9, 14, 15)}
_GSM = 33
_AMR_WIDE = (18, 24, 33, 37, 41, 47, 51, 59, 61, 6)


def of(format_name: str, frame: bytes, codec: str = "") -> int | None:
    """Return the bytes that a frame takes; None where its first bytes are not those of a frame.

    Args:
        format_name: as FFmpeg calls the stream.
        frame: the beginning of it, less than a head where the file ends there.
        codec: tells the two kinds of AMR apart.

    >>> of("mp3", bytes.fromhex("fffb906400000000")), of("aac", bytes.fromhex("fff150401a7ffc01"))
    (417, 211)
    >>> of("truehd", bytes.fromhex("a032ffd8f8726fba")), of("dts", bytes.fromhex("7ffe8001fc3d60f0"))
    (100, 5648)
    """
    if format_name == "gsm":
        return _GSM
    if format_name == "amr":
        kind, widths = frame[0] >> 3 & 15, _AMR_WIDE if codec == "amrwb" else _AMR
        return widths[kind] if kind < len(widths) else 1
    marks, length = _KINDS.get(format_name, ((), None))
    if length is None or not any(frame.startswith(mark[: len(frame)]) for mark in marks):
        return None
    return length(frame) if len(frame) >= _HEAD else _HEAD


def _adts(frame: bytes) -> int | None:
    return (frame[3] & 3) << 11 | frame[4] << 3 | frame[5] >> 5


def _loas(frame: bytes) -> int | None:
    return ((frame[1] & 31) << 8 | frame[2]) + 3


def _ac3(frame: bytes) -> int | None:
    if frame[5] >> 3 > _EAC3:
        return 2 * (((frame[2] & 7) << 8 | frame[3]) + 1)
    rate, size = frame[4] >> 6, frame[4] & 63
    if size >> 1 >= len(_AC3_RATES):
        return None
    kilobits = _AC3_RATES[size >> 1]
    if rate == _AC3_44:
        return 2 * (kilobits * 96_000 // 44_100 + (size & 1))
    return kilobits * (6 if rate == _AC3_32 else 4)


def _dts(frame: bytes) -> int | None:
    return ((frame[5] & 3) << 12 | frame[6] << 4 | frame[7] >> 4) + 1


def _mlp(frame: bytes) -> int | None:
    return 2 * ((frame[0] & 15) << 8 | frame[1])


def _mpeg(frame: bytes) -> int | None:
    version, layer = frame[1] >> 3 & 3, frame[1] >> 1 & 3
    bits, rate, padded = frame[2] >> 4, frame[2] >> 2 & 3, frame[2] >> 1 & 1
    if version == 1 or not layer or bits in {0, 15} or rate == len(_RATES):
        return None
    halved = {3: 0, 2: 1, 0: 2}[version]
    kilobits = _LAYERS[layer][min(halved, 1)][bits - 1]
    hertz = _RATES[rate] >> halved
    if layer == 3:  # noqa: PLR2004, layer I
        return 4 * (12_000 * kilobits // hertz + padded)
    slots = 72_000 if layer == 1 and halved else 144_000
    return slots * kilobits // hertz + padded


_LAYER, _THIRD = 0x06, 0x02  # the only one that is written in free format
_SYNC, _SHORTEST, _FRAMES = (
    0xE0,
    24,
    4,
)  # of an MPEG: bits, bytes, and how many frames have to be there

_KINDS: dict[str, tuple[tuple[bytes, ...], Callable[[bytes], int | None]]] = {
    "aac": ((b"\xff\xf0", b"\xff\xf1", b"\xff\xf8", b"\xff\xf9"), _adts),
    "loas": (tuple(bytes([0x56, 0xE0 + high]) for high in range(32)), _loas),
    "ac3": ((b"\x0b\x77",), _ac3),
    "eac3": ((b"\x0b\x77",), _ac3),
    "dts": ((b"\x7f\xfe\x80\x01",), _dts),
    "mlp": ((b"",), _mlp),
    "truehd": ((b"",), _mlp),
    "mp3": (tuple(bytes([0xFF, second]) for second in range(0xE2, 0x100)), _mpeg),
}


def free(head: bytes) -> bool:
    """Whether an MPEG begins whose frames do not say how long they are, but are all as long.

    Args:
        head: at its first frame, up to some of those behind it.

    """
    mark = _steady(head, 0)
    if mark[0] < _SYNC or mark[0] & _LAYER != _THIRD or mark[1] >> 4:
        return False
    steps = (at for at in range(_SHORTEST, len(head) // _FRAMES) if _steady(head, at) == mark)
    return any(_goes_on(head, step, mark) for step in steps)


def _goes_on(head: bytes, step: int, mark: tuple[int, int]) -> bool:
    """Whether one frame begins behind the other, each a byte longer or not."""
    at = step
    for _ in range(_FRAMES - 2):
        at += step if _steady(head, at + step) == mark else step + 1
        if _steady(head, at) != mark:
            return False
    return True


def _steady(head: bytes, at: int) -> tuple[int, int]:
    """Return what is the same in each head of a frame: its layer, and the rates without padding."""
    found = head[at : at + 4]
    return (found[1], found[2] & 0xFC) if len(found) > 3 and found[0] == 0xFF else (0, 0)  # noqa: PLR2004
