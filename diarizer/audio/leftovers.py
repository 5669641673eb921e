"""What lies behind the last piece that was decoded: another recording, or sound that no header names.

Every decoder stops where the header says that the sound ends. A player does so, too, and whoever
joined two files into one takes the second half for lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.audio import endings

if TYPE_CHECKING:
    import io

    from diarizer.audio.patched import File

# How a file begins of which a second one is passed over.
_BEGINNINGS = (
    *(b"Creative Voice File\x1a", b"FLV\x01", b"TTA1", b"caff\x00\x01", b"wvpk"),
    bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"),  # ASF
    bytes.fromhex("b7d800203749da11a64e0007e95ead8d"),  # WTV
    *(b"\0\nSMJPEG", b"ASF\0", b"FILM", b"\x84\x10\xff\xff\xff\xff"),
    *(b"DSD \x1c\0\0\0", b"FRM8\0\0", b"tBaK\x01", b"MPCKSH", b"ajkg\x02"),
)
_ADX, _ADX_HEAD = b"\x80\x00", 12  # up to its rate
# Those in which nothing but sound comes after the header, short notes apart.
_SOUND = (
    *(_BEGINNINGS[0], *_BEGINNINGS[2:6], b"FWS", b"\x84\x10\xff\xff\xff\xff", b"\x80\x00"),
    *(b".RMF", b"\0\nSMJPEG", b"\x00\x00\x01\xba"),
)
_WAVPACK = b"wvpk"
_MONKEY, _MONKEY_HEAD = b"MAC ", 6  # up to its version
_APE, _OLD_TAG = b"APETAGEX", b"TAG"
_APE_HEAD = 32  # bytes, and as many of its footer
_OLD_SIZE = 128  # bytes of a tag of ID3v1
_SHARE = 0.05  # of the file, that may lie behind the sound
_LEAST = 4096  # bytes, that may
_PIECE = 1 << 20
LONGEST = 8192
"""Bytes of zeros, more than any frame of sound has."""
_SECTOR = 512  # bytes
_TAG, _TAG_HEAD = b"ID3", 10  # what follows it may be filled up with zeros


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
    if head.startswith(_ADX):  # FFmpeg takes the second one for samples, and decodes none of them
        mark, reached = head[:_ADX_HEAD], _ADX_HEAD
    if head.startswith(_MONKEY):  # it takes all up to the end for its last frame
        mark, reached = head[:_MONKEY_HEAD], _MONKEY_HEAD
    at = -1 if mark is None else _found(file, mark, reached)
    while at >= 0 and mark == _WAVPACK and _later(file, at):
        at = _found(file, _WAVPACK, at + 1)
    return size - at if at >= 0 else 0


def _later(file: io.BufferedReader, at: int) -> bool:
    """Whether a block of WavPack is not the first one: it does not begin with sample 0, or holds none."""
    file.seek(at + 16)
    index, samples = file.read(4), file.read(4)
    return index != bytes(4) or samples == bytes(4)  # none: a checksum, or the end of a WAV


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
    file.seek(0)
    head = file.read(64)
    if head[4:8] == b"ftyp":  # behind the last piece that says how long it is
        reached = max(reached, *(at + length for _, at, length in endings.boxes(file, size)))
    elif not head.startswith(_SOUND):
        return 0
    return filled(file, size, reached)


def filled(file: io.BufferedReader, size: int, reached: int) -> int:
    """Return the bytes behind ``reached``; 0 where they are few, notes, or room never used."""
    reached = _behind_notes(file, size, reached)
    left = size - reached
    if left <= max(_LEAST, _SHARE * size):
        return 0
    file.seek(reached)
    some = any(piece.strip(b"\0") for piece in iter(lambda: file.read(_PIECE), b""))
    return left if some else 0


def sound_ends(file: File, size: int) -> int:
    """Return how far the frames go in a file of so many bytes: a tag of ID3v1 or APE behind them is none."""
    at = file.tell()
    file.seek(max(0, size - _OLD_SIZE))
    end = size - _OLD_SIZE if file.read(len(_OLD_TAG)) == _OLD_TAG else size
    file.seek(max(0, end - _APE_HEAD))
    footer = file.read(_APE_HEAD)
    if footer.startswith(_APE):  # its length is believed where its head lies there
        begin = end - _APE_HEAD - int.from_bytes(footer[12:16], "little")
        file.seek(max(0, begin))
        end = begin if begin >= 0 and file.read(len(_APE)) == _APE else end
    file.seek(at)
    return end


def _behind_notes(file: io.BufferedReader, size: int, at: int) -> int:
    """Return where the tags end that begin at a place, one behind the other."""
    while at < size:
        file.seek(at)
        head = file.read(96)
        if head.startswith(_TAG):
            at += tag_length(head)
        elif 0 <= (place := head.find(_APE)) <= 64:  # noqa: PLR2004, its head is there as a whole
            counted = int.from_bytes(head[place + 12 : place + 16], "little")
            at += place + 32 + (counted if head[place + 23] & 0x20 else 0)  # else it is a footer
        elif head.startswith(_OLD_TAG):
            at += _OLD_SIZE
        else:
            break
    return min(at, size)


def empty(file: File, least: int = LONGEST) -> int:
    """Return the bytes of a stream of frames that lie in stretches of zeros, outside of tags.

    Args:
        file: anywhere in it.
        least: bytes of such a stretch, more than a frame of sound has.

    """
    found = at = tagged = 0
    zeros = bytes(least)
    while len(piece := _piece(file, at)) >= least:
        place = piece.find(zeros)
        if (tag := piece.rfind(_TAG, 0, place if place >= 0 else _PIECE)) >= 0:
            tagged = at + tag + tag_length(piece[tag:])
        if place < 0:
            at += _PIECE
            continue
        first = last = at + place
        while content := _piece(file, last):
            last += len(content) - len(content.lstrip(b"\0"))
            if content.strip(b"\0"):
                break
        begin = max(first, min(last, tagged))
        # Before the first frame it is room for a tag, unless it ends where a piece of a disk does.
        room = begin in {0, tagged} and last % _SECTOR
        found += 0 if room else last - begin
        at = last
    return found


def zeros_behind(file: File) -> int:
    """Return the bytes of zeros with which a file ends."""
    end = at = file.seek(0, 2)
    while at:
        first = max(0, at - _PIECE)
        file.seek(first)
        content = file.read(at - first)
        if left := len(content.rstrip(b"\0")):
            return end - first - left
        at = first
    return end


def _piece(file: File, at: int) -> bytes:
    file.seek(at)
    return file.read(_PIECE + LONGEST)


def tag_length(tag: bytes) -> int:
    """Return the bytes of an ID3 tag, as it says."""
    digits = reversed(tag[6:_TAG_HEAD])
    return _TAG_HEAD + sum(byte << 7 * place for place, byte in enumerate(digits))
