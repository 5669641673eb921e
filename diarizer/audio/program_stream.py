"""The tracks of an MPEG-PS (MPG, VOB) over its whole length: it has no table of them.

FFmpeg makes its list of tracks from the first megabytes, and PyAV knows none that begins later.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from diarizer.messages.text import text

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from diarizer.audio.report import Report

_SOUND = re.compile(rb"\x00\x00\x01[\xbd\xc0-\xdf]")
_PRIVATE, _DISC = 0xBD, range(0x80, 0xB0)  # of the private ones: AC-3, DTS, PCM
_RAW = 0x80  # AC-3 without a number
_KIND = 0x100  # what FFmpeg adds to the number of a track of MPEG's own
_AT_ONCE = 1 << 20
_LONGEST = 1 << 16  # bytes of a piece: what its length can say
_IN_MEMORY = 1 << 26  # bytes that FFmpeg may look ahead, which it keeps
_AHEAD = 1 << 20  # of these, behind where the last track begins
_PACKETS = b"\x00\x00\x01"


def options(
    container: Any, file: io.BufferedReader, size: int, report: Report
) -> dict[str, str] | None:
    """Return how FFmpeg has to be asked again, so that it knows every track; None where it does.

    Args:
        container: as FFmpeg opened it.
        file: what it reads, anywhere in it.
        size: of the file.
        report: told which tracks are left out, as they begin too late.

    """
    known = {stream.id for stream in container.streams}
    begins: dict[int, int] = {}
    for number, at in _pieces(file, size):
        if number not in known:
            begins.setdefault(number, at)
    near = [at for at in begins.values() if at < _IN_MEMORY]
    if len(near) < len(begins):
        names = ", ".join(f"0x{number:x}" for number, at in begins.items() if at >= _IN_MEMORY)
        said = text(
            "Tracks that begin in the middle of the recording are left out: {tracks}.", tracks=names
        )
        report.warn("audio.late-tracks", said)
    if not near:
        return None
    return {"probesize": str(max(near) + _AHEAD), "analyzeduration": str(10**12)}


def _pieces(file: io.BufferedReader, size: int) -> Iterator[tuple[int, int]]:
    """Yield the number of the track of each piece of sound, and where it begins."""
    at = 0
    while at < size:
        file.seek(at)
        content = file.read(_AT_ONCE + _LONGEST)
        for found in _SOUND.finditer(content, 0, _AT_ONCE + 3):
            begin = found.start()
            behind = begin + 6 + int.from_bytes(content[begin + 4 : begin + 6], "big")
            if content[behind : behind + 3] != _PACKETS[: max(0, len(content) - behind)]:
                continue  # no piece: it is within one
            if content[begin + 3] != _PRIVATE:
                yield content[begin + 3] | _KIND, at + begin
            elif (number := _inner(content[begin + 6 : behind])) in _DISC:
                yield number, at + begin
        at += _AT_ONCE


def _inner(piece: bytes) -> int:
    """Return the number of the track in a private piece; 0 where it has none."""
    piece = piece.lstrip(b"\xff")
    if not piece:
        return 0
    if piece[0] >> 6 == 2:  # noqa: PLR2004, MPEG-2, which counts what comes before
        place = 3 + (piece[2] if len(piece) > 2 else 0)  # noqa: PLR2004
    else:
        place = 2 if piece[0] >> 6 == 1 else 0  # the size of a buffer
        times = piece[place] >> 4 if place < len(piece) else 0
        place += {2: 5, 3: 10}.get(times, 1)
    inner = piece[place : place + 2]
    return _RAW if inner == b"\x0b\x77" else inner[0] if inner else 0
