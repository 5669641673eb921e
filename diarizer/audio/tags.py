"""Tags of ID3 between the frames of joined MP3, and behind the last one: FFmpeg looks for frames in them.

A picture holds bytes that look like some. They are no sound, and FFmpeg's clock counts them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.audio import leftovers

if TYPE_CHECKING:
    import io

_TAG = re.compile(rb"ID3[\x02-\x04]\x00[\x00-\xf0][\x00-\x7f]{4}[A-Z][A-Z0-9]{2,3}", re.DOTALL)
_MARK = b"ID3"
_LONGEST = 16  # bytes, of what is looked for
_FRAME = 0xFFE0  # the bits that begin each
_FOOTER, _FOOTER_LENGTH = b"3DI", 10
_AT_ONCE = 1 << 20


def patches(file: io.BufferedReader, size: int) -> dict[int, bytes]:
    """Return zeros to stand in place of each tag but the first; of any file but an MP3 or AAC none.

    Args:
        file: anywhere in it; it stands at its beginning afterwards.
        size: of it.

    """
    file.seek(0)
    head = file.read(_LONGEST)
    found: dict[int, bytes] = {}
    at = leftovers.tag_length(head) if head.startswith(_MARK) else 0
    if at or _begins_frame(head):
        while (at := _next(file, at, size)) >= 0:
            if not (length := _whole(file, at, size)):
                at += 1
                continue
            found[at] = bytes(length)
            at += length
    file.seek(0)
    return found


def _begins_frame(head: bytes) -> bool:
    return int.from_bytes(head[:2], "big") & _FRAME == _FRAME


def _next(file: io.BufferedReader, at: int, size: int) -> int:
    """Return where the next tag begins; -1 where none does."""
    while at < size:
        file.seek(at)
        if place := _TAG.search(file.read(_AT_ONCE + _LONGEST)):
            return at + place.start()
        at += _AT_ONCE
    return -1


def _whole(file: io.BufferedReader, at: int, size: int) -> int:
    """Return the bytes of a tag, if a frame, another tag or the end of the file comes behind it."""
    file.seek(at)
    length = leftovers.tag_length(file.read(_LONGEST))
    file.seek(at + length)
    behind = file.read(_LONGEST)
    if behind.startswith(_FOOTER):
        length += _FOOTER_LENGTH
        behind = behind[_FOOTER_LENGTH:]
    ends = at + length == size
    return length if ends or behind.startswith((_MARK, b"TAG")) or _begins_frame(behind) else 0
