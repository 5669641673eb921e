"""Whether a stream of frames without a container is one: samples look like a frame here and there.

What tells them apart are frames that lie one behind the other, of one kind and rate. In samples chance
makes a few of these, and never many. Pictures among the notes, what a server said before the sound,
and places that are damaged hold no frames, and so say nothing against those that are there.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.audio import frame_lengths, leftovers

if TYPE_CHECKING:
    import io

_FIRST, _SEARCHED = 1 << 16, 1 << 23  # bytes in which the frames lie mostly, and at the most
_MANY = 12  # frames of one kind, one behind the other: in millions of samples there were seven
_FEW, _SHARE = 2, 0.5  # fewer prove it as well where most of the bytes belong to such
_TRIED = 4000  # places that look like a frame
_HEAD = 8  # bytes
_STEADY = {"mp3": 0xFFFE0C00, "aac": 0xFFFEFDC0}  # version, layer, rate, and channels of AAC
_LOOKS = {"mp3": re.compile(rb"\xff[\xe2-\xff]"), "aac": re.compile(rb"\xff[\xf0\xf1\xf8\xf9]")}
_TAG, _TAG_HEAD = b"ID3", 10
_OLD_SIZE = 128  # bytes of a tag of ID3v1
_NOTES = re.compile(rb"APETAGEX[\xd0\xe8]\x07\0\0|LYRICSBEGIN")


def goes_on(file: io.BufferedReader, kind: str) -> bool:
    """Whether frames lie one behind the other.

    Args:
        file: anywhere in it.
        kind: "mp3" or "aac".

    """
    content = behind_tags(file, _FIRST)
    first = _LOOKS[kind].search(content)
    if first and _chain(content, first.start(), kind)[1] >= _MANY:
        return True
    content = behind_tags(file, _SEARCHED)
    if (notes := _NOTES.search(content, 1)) and _LOOKS[kind].match(content):
        content = content[: notes.start()]
    if content[-_OLD_SIZE:].startswith(b"TAG"):
        content = content[:-_OLD_SIZE]
    if not content:
        return False
    at = tried = covered = 0
    while tried < _TRIED and (found := _LOOKS[kind].search(content, at)):
        begin = found.start()
        end, count = _chain(content, begin, kind)
        if count >= _MANY or (not begin and count and end >= len(content)):
            return True
        covered += end - begin if count > _FEW else 0
        at = max(end, begin + 1) if count > 1 else begin + 1
        tried += 1
    return covered > _SHARE * (at if tried == _TRIED else len(content))


def behind_tags(file: io.BufferedReader, most: int) -> bytes:
    """Return so many bytes behind the tags at the beginning, of which there may be several."""
    at = 0
    while True:
        file.seek(at)
        head = file.read(_TAG_HEAD)
        if not (head.startswith(_TAG) and len(head) == _TAG_HEAD):
            break
        at += leftovers.tag_length(head)
    file.seek(at)
    return file.read(most)


def _chain(content: bytes, at: int, kind: str) -> tuple[int, int]:
    """Return where the frames end that follow each other from a place on, and how many they are."""
    steady = _steady(content, at, kind)
    count = 0
    while count < _MANY:
        head = content[at : at + _HEAD]
        length = frame_lengths.of(kind, head) if head else None
        if not length or (len(head) == _HEAD and _steady(content, at, kind) != steady):
            break
        at += length
        while content.startswith(_TAG, at):  # a time before each piece of a stream
            at += max(leftovers.tag_length(content[at : at + _TAG_HEAD]), _TAG_HEAD)
        count += 1
    return at, count


def _steady(content: bytes, at: int, kind: str) -> int:
    return int.from_bytes(content[at : at + 4], "big") & _STEADY[kind]
