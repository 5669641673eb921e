"""Whether a file holds what FFmpeg takes it for, where it goes by the ending of a name, or by some bytes.

Of codecs for telephones and of old games there are files without any mark. Samples without a header,
or a recording of another kind, become noise by such a name, and nothing says so; but what an encoder
of the codec never writes tells them apart.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio import frame_chains, frame_lengths

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

_LOOKED_AT = 1 << 20  # bytes
_FEW, _MOST = 0.02, 0.9  # of what is looked at: some of it may be damaged
_LEAST = 8  # frames that are not alike, below which chance may be what they share

_GSM_FRAME, _GSM_MARK, _GSM_SHARE = 33, 0xD, 0.5
_G722_LOWEST = 4  # the codes below it were left free, so that a line never carries zeros alone
_G722_SIGN, _SIGNED = 1 << 7, 0.1  # of the upper band, which is no letter's
_G729_FRAME = 10  # bytes
_G723_FRAMES = (24, 20, 4, 1)  # bytes, by the lowest bits: two bit rates, and two of pauses
_G723_MIXED = 0.05
_DTK_BLOCK, _DTK_HEAD = 32, 4  # bytes; each head stands there twice
# How far two bytes of a sample have to be from being alike, and what chance adds by their number.
_UNLIKE, _CHANCE = 0.1, 10.0


def kept(file: io.BufferedReader, kind: str) -> bool:
    """Whether the content is of a kind, as far as that can be told; it stands where it stood.

    Args:
        file: anywhere in it.
        kind: as FFmpeg calls the container that it found.

    """
    at = file.tell()
    try:
        if (proof := _PROOFS.get(kind)) is not None:
            file.seek(0)
            return proof(file.read(_LOOKED_AT))
        if kind in _STREAMS:
            return (kind == "mp3" and free(file)) or frame_chains.goes_on(file, kind)
    finally:
        file.seek(at)
    return kind not in _NAMED or Path(file.name).suffix.lower() == _NAMED[kind]


def _gsm(content: bytes) -> bool:
    """Whether the bytes that begin frames are as they have to be, and the others mostly not."""
    marks = [
        sum(byte >> 4 == _GSM_MARK for byte in content[place::_GSM_FRAME])
        for place in range(_GSM_FRAME)
    ]
    whole = len(content) / _GSM_FRAME
    return marks[0] > _GSM_SHARE * whole and max(marks[1:]) < _GSM_SHARE * marks[0]


def _g722(content: bytes) -> bool:
    """Whether the codes are missing that no encoder writes.

    >>> _g722(bytes([*range(4, 64), *range(132, 192)])), _g722(bytes(range(256)))
    (True, False)
    """
    spoken = np.frombuffer(_without_zeros(content), np.uint8)
    if not len(spoken) or (spoken >= _G722_SIGN).mean() < _SIGNED:
        return False
    return bool(((spoken & 63) < _G722_LOWEST).mean() < _FEW)


def _g729(content: bytes) -> bool:
    """Whether each frame has the parity of its first delay, of which chance keeps every second one."""
    spoken = _without_zeros(content)
    frames = {
        spoken[at : at + _G729_FRAME] for at in range(0, len(spoken) - _G729_FRAME + 1, _G729_FRAME)
    }
    if len(frames) < _LEAST:
        return False
    # The six highest of the eight bits of the delay, and the bit behind all eight: they are odd.
    odd = [int.from_bytes(each[2:4], "big") >> 5 & 0b11111100_1 for each in frames]
    return sum(bits.bit_count() & 1 for bits in odd) > _MOST * len(odd)


def _g723(content: bytes) -> bool:
    """Whether the frames are of one bit rate, where each begins behind the other."""
    counts, at = [0, 0, 0, 0], 0
    while at < len(content):
        kind = content[at] & 3
        counts[kind] += 1
        at += _G723_FRAMES[kind]
    spoken = counts[0] + counts[1]
    mixed = min(counts[0], counts[1]) > _G723_MIXED * spoken
    return content.strip(b"\0") != b"" and spoken > 0 and not mixed


def _dtk(content: bytes) -> bool:
    """Whether what stands twice are the heads of blocks, and not all of it, as two channels alike have."""
    whole = len(content) // _DTK_BLOCK
    if not whole:
        return False
    blocks = np.frombuffer(content[: whole * _DTK_BLOCK], np.uint8).reshape(whole, -1, 2)
    twice = (blocks[:, 0::2] == blocks[:, 1::2]).all(axis=2).mean(axis=0)
    return bool(twice[0] > _MOST and np.median(twice[1:]) < 1.0 - _MOST)


def _sln(content: bytes) -> bool:
    """Whether these are samples of 16 bits, the low byte first: read otherwise they are less smooth.

    How loud and how bright the sound is tells nothing: a line has hiss, and what is too loud jumps.
    """
    whole = np.frombuffer(content[: len(content) & ~3], np.uint8).reshape(-1, 4)
    if not whole.any():
        return True
    counts = [np.bincount(whole[:, place], minlength=256) / len(whole) for place in range(4)]
    least = _UNLIKE + _CHANCE / np.sqrt(2 * len(whole))
    unlike = float(np.abs(counts[0] + counts[2] - counts[1] - counts[3]).sum()) / 4
    every_second = max(float(np.abs(counts[at] - counts[at + 2]).sum()) / 2 for at in (0, 1))
    if unlike < least or every_second > max(least, unlike / 2):
        return False
    low, high = (np.frombuffer(whole.tobytes(), kind).astype(np.int32) for kind in ("<i2", ">i2"))
    rough = [np.abs(np.diff(each)).sum() for each in (low, low & 0xFFFF, high, high & 0xFFFF)]
    return bool(rough[0] <= min(rough))


def _without_zeros(content: bytes) -> bytes:
    """Leave out what a copy that broke off has left empty."""
    return re.sub(rb"\0{80,}", lambda found: bytes(len(found[0]) % _G729_FRAME), content)


def _begins(*marks: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(marks)


def _daud(content: bytes) -> bool:
    return content[2:4] == b"\x80\x10"


def _no(_: bytes) -> bool:
    """Deny what nothing can prove."""
    return False


def free(file: io.BufferedReader) -> bool:
    """Whether the frames of an MPEG do not say how long they are; it stands where it stood."""
    at = file.tell()
    content = frame_chains.behind_tags(file, _LOOKED_AT)
    file.seek(at)
    return frame_lengths.free(content)


_PROOFS: dict[str, Callable[[bytes], bool]] = {
    "gsm": _gsm,
    "g722": _g722,
    "g723_1": _g723,
    "g729": _g729,
    "adp": _dtk,
    "daud": _daud,
    "sln": _sln,
    "qoa": _begins(b"qoaf"),
    "vag": _begins(b"VAG", b"pGAV"),
    "yop": _begins(b"YO"),
    "mxg": _begins(b"\xff\xd8"),
    **dict.fromkeys(("afc", "cdxl", "g728"), _no),
}
_STREAMS = frozenset({"mp3", "aac"})
_NAMED = {"ea_cdata": ".cdata"}
