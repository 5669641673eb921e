"""What lies behind the last piece that was decoded: another recording, or sound that no header names.

Every decoder stops where the header says that the sound ends. A player does so, too, and whoever
joined two files into one takes the second half for lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.audio import endings

if TYPE_CHECKING:
    import io

# How a file begins of which a second one is passed over.
_BEGINNINGS = (
    *(b"Creative Voice File\x1a", b"FLV\x01", b"TTA1", b"caff\x00\x01"),
    bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"),  # ASF
)
# Those in which nothing but sound comes after the header, short notes apart.
_SOUND = (*_BEGINNINGS[:1], *_BEGINNINGS[2:], b"wvpk")
_NOTES = (b"APETAGEX", b"TAG", b"ID3")  # pictures of an album may be large
_SHARE = 0.05  # of the file, that may lie behind the sound
_LEAST = 4096  # bytes, that may
_PIECE = 1 << 20


def joined(file: io.BufferedReader, size: int, reached: int) -> int:
    """Return the bytes from where a second recording begins behind ``reached``."""
    file.seek(0)
    head = file.read(_PIECE)
    if head[4:8] == b"ftyp":
        begins = [
            at for kind, at, _ in endings.boxes(file, size) if kind == b"ftyp" and at >= reached
        ]
        return size - begins[0] if begins else 0
    mark = next((each for each in _BEGINNINGS if head.startswith(each)), None)
    at = -1 if mark is None else _found(file, mark, reached)
    return size - at if at >= 0 else 0


def _found(file: io.BufferedReader, mark: bytes, at: int) -> int:
    """Return where ``mark`` stands for the first time from ``at`` on; -1 where it does not."""
    before = b""
    file.seek(at)
    while piece := file.read(_PIECE):
        if (place := (before + piece).find(mark)) >= 0:
            return at - len(before) + place
        at += len(piece)
        before = (before + piece)[1 - len(mark) :]
    return -1


def unread(file: io.BufferedReader, size: int, reached: int) -> int:
    """Return the bytes behind the sound that no header names; 0 where they may be anything."""
    left = size - reached
    file.seek(0)
    if left <= max(_LEAST, _SHARE * size) or not file.read(64).startswith(_SOUND):
        return 0
    file.seek(reached)
    behind = file.read(64)
    return 0 if any(note in behind for note in _NOTES) else left
