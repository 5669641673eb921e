"""Tags of ID3 between the frames of joined MP3, and behind the last one: FFmpeg looks for frames in them.

A picture holds bytes that look like some. They are no sound, and FFmpeg's clock counts them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.audio import leftovers

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

_TAG = re.compile(rb"ID3[\x02-\x04]\x00[\x00-\xf0][\x00-\x7f]{4}[A-Z][A-Z0-9]{2,3}", re.DOTALL)
_MARK = b"ID3"
_LONGEST = 16  # bytes, of what is looked for
_FRAME = 0xFFE0  # the bits that begin each
_FOOTER, _FOOTER_LENGTH = b"3DI", 10
_AT_ONCE = 1 << 20


def patches(file: io.BufferedReader, size: int) -> dict[int, bytes]:
    """Return zeros to stand in place of each tag behind a frame; of any file but an MP3 or AAC none.

    FFmpeg reads those at the beginning, and looks at once behind them for the length of an MP3.

    Args:
        file: anywhere in it; it stands at its beginning afterwards.
        size: of it.

    """
    begin, head = 0, _read(file, 0)
    while head.startswith(_MARK):
        begin = _end(file, begin, head)
        head = _read(file, begin)
    found: dict[int, bytes] = {}
    if begin or _begins_frame(head):
        at = begin
        for place in _places(file, begin, size):
            if place >= at and (end := _whole(file, place, size)):
                found[place] = bytes(end - place)
                at = end
    file.seek(0)
    return found


def _read(file: io.BufferedReader, at: int) -> bytes:
    file.seek(at)
    return file.read(_LONGEST)


def _begins_frame(head: bytes) -> bool:
    return int.from_bytes(head[:2], "big") & _FRAME == _FRAME


def _places(file: io.BufferedReader, at: int, size: int) -> Iterator[int]:
    """Yield where tags may begin, from a place on."""
    while at < size:
        file.seek(at)
        for found in _TAG.finditer(file.read(_AT_ONCE + _LONGEST)):
            yield at + found.start()
        at += _AT_ONCE


def _end(file: io.BufferedReader, at: int, head: bytes) -> int:
    end = at + leftovers.tag_length(head)
    return end + _FOOTER_LENGTH if _read(file, end).startswith(_FOOTER) else end


def _whole(file: io.BufferedReader, at: int, size: int) -> int:
    """Return where a tag ends, if a frame, another tag or the end of the file comes there; else 0."""
    end = _end(file, at, _read(file, at))
    behind = _read(file, end)
    follows = behind.startswith((_MARK, b"TAG")) or _begins_frame(behind)
    return end if follows or end == size else 0
