"""Where a FLAC, an Ogg or a Matroska ends by its own structure, whatever comes behind it.

Who joins a file of another kind on has a recording of which no decoder reads more than the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from diarizer.audio import leftovers

if TYPE_CHECKING:
    import io
    from collections.abc import Callable

_PAGE_HEAD = 27 + 255  # bytes of the longest head of a page of an Ogg
_TABLE = 26  # where it says how many lengths follow
_LARGEST_FRAME = slice(15, 18)  # in the header of a FLAC
_SEGMENT = b"\x18\x53\x80\x67"


def behind(file: io.BufferedReader, size: int, last: int | None, reached: int) -> int:
    """Return the bytes behind the end, if they are more than notes; 0 for any other kind of file.

    Args:
        file: anywhere in it.
        size: of the file.
        last: where the last piece begins that was decoded.
        reached: bytes up to which pieces were read; a second Matroska is read, too.

    """
    file.seek(0)
    head = file.read(64)
    for mark, find in _ENDS:
        if head.startswith(mark):
            end = find(file, size, last)
            if end is None or (find is _matroska and reached > end):
                return 0
            return leftovers.filled(file, size, end)
    return 0


def _flac(file: io.BufferedReader, size: int, last: int | None) -> int | None:
    """FFmpeg takes all that follows for a part of the last frame."""
    file.seek(0)
    largest = int.from_bytes(file.read(_LARGEST_FRAME.stop)[_LARGEST_FRAME], "big")
    return None if last is None or not largest else min(size, last + largest)


def _ogg(file: io.BufferedReader, size: int, last: int | None) -> int | None:
    """Pages of pictures may come after the last one of sound."""
    if last is None:
        return None
    at = last
    while at < size:
        file.seek(at)
        head = file.read(_PAGE_HEAD)
        if not head.startswith(b"OggS") or len(head) <= _TABLE:
            break
        count = head[_TABLE]
        at += _TABLE + 1 + count + sum(head[_TABLE + 1 : _TABLE + 1 + count])
    return min(size, at) if at > last else None


def _matroska(file: io.BufferedReader, size: int, _: int | None) -> int | None:
    file.seek(0)
    head = file.read(4096)
    at = head.find(_SEGMENT) + len(_SEGMENT)
    if at < len(_SEGMENT) or at >= len(head):
        return None
    digits = 9 - head[at].bit_length()
    length = int.from_bytes(head[at : at + digits], "big") & ((1 << 7 * digits) - 1)
    unknown = length == (1 << 7 * digits) - 1 or digits > 8  # noqa: PLR2004, no length has more
    return None if unknown else min(size, at + digits + length)


_ENDS: tuple[tuple[bytes, Callable[[io.BufferedReader, int, int | None], int | None]], ...] = (
    (b"fLaC", _flac),
    (b"OggS", _ogg),
    (b"\x1a\x45\xdf\xa3", _matroska),
)
