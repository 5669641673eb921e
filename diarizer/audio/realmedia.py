"""The packets of a RealMedia file, each of which says how long it is: where that breaks off, some are lost.

FFmpeg takes what follows a loss for packets, wherever a byte looks like the head of one, and the
numbers in it for times: one such stands for hours of silence. So it is shown packets of no stream
there, which it passes over.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diarizer.audio.amounts import amount
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.audio.patched import File
    from diarizer.audio.report import Report

_MARK, _STREAM, _PACKETS = b".RMF", b"MDPR", b"DATA"
_HEAD, _BEFORE, _LEAST = 8, 18, 12  # bytes: of a chunk, before the packets, of a packet's head
_AUDIO = b"audio/"
_NAME_AT, _DURATION_AT, _STREAM_AT = 40, 36, 10  # in the description of a stream
_IN_A_ROW = 3  # packets that tell where packets go on
_AT_ONCE = 1 << 20
_NOBODY = 0x7F7F  # a stream that no file has
_MOST = 0xFFF0  # bytes of a packet
_TAIL = 32  # zeros with which a packet ends that was there only in part
_ENDS = (b"INDX", b"DATA", b".RMF", b"RJMD", b"TAG\x01")


@dataclass(slots=True)
class Contents:
    """What the file says.

    Attributes:
        streams: the numbers of its streams.
        sound: seconds of the longest stream that is sound; 0 where none says so.
        begin: where the packets begin; 0 where there are none.
        promised: how many packets there are by the header; 0 where it was not filled in.
        found: how many are there.
        lost: where some are lost, from the first byte to the one behind the last.
        times: whether packets say when they are heard.

    """

    streams: set[int] = field(default_factory=set)
    sound: float = 0.0
    begin: int = 0
    promised: int = 0
    found: int = 0
    lost: list[tuple[int, int]] = field(default_factory=list)
    times: bool = False


def described(head: bytes) -> Contents:
    """Read what stands before the packets."""
    contents, at = Contents(), 0
    while at + _BEFORE <= len(head):
        kind, length = head[at : at + 4], int.from_bytes(head[at + 4 : at + 8], "big")
        if kind == _PACKETS:
            contents.begin = at + _BEFORE
            contents.promised = int.from_bytes(head[at + 10 : at + 14], "big")
            break
        if kind == _STREAM:
            _describe(contents, head[at : at + length])
        at += max(length, _HEAD)
    return contents


def _describe(contents: Contents, chunk: bytes) -> None:
    contents.streams.add(int.from_bytes(chunk[_STREAM_AT : _STREAM_AT + 2], "big"))
    name = chunk[_NAME_AT] if len(chunk) > _NAME_AT else 0
    if chunk[_NAME_AT + 2 + name :].startswith(_AUDIO):
        seconds = int.from_bytes(chunk[_DURATION_AT:_NAME_AT], "big") / 1000
        contents.sound = max(contents.sound, seconds)


def patches(file: File, size: int, report: Report) -> dict[int, bytes]:
    """Return what has to stand where packets are lost, and tell how many are.

    Args:
        file: anywhere in it; it stands at its beginning afterwards.
        size: of it.
        report: where the warning goes.

    """
    file.seek(0)
    head = file.read(_AT_ONCE)
    contents = described(head) if head.startswith(_MARK) else Contents()
    if contents.begin:
        _walk(file, size, contents)
    file.seek(0)
    if not contents.lost:
        return {}
    lost = amount(sum(last - first for first, last in contents.lost))
    missing = text(
        "The recording is damaged: in its middle {amount} hold no packets. What was said"
        " there is missing.",
        amount=lost,
    )
    early = text(
        "The recording is damaged: in its middle {amount} hold no packets. What was said"
        " there is missing, and what comes later is heard too early.",
        amount=lost,
    )
    report.warn("audio.damaged", missing if contents.times else early)
    return {first: _filling(last - first) for first, last in contents.lost}


def _walk(file: File, size: int, contents: Contents) -> None:
    """Go from packet to packet, past what is none."""
    known = [number.to_bytes(2, "big") for number in sorted(contents.streams)]
    heads = re.compile(b"\x00[\x00\x01]..(?:" + b"|".join(map(re.escape, known)) + b")", re.DOTALL)
    at = before = contents.begin
    seen: set[bytes] = set()
    while at + _LEAST <= size:
        file.seek(at)
        head = file.read(_LEAST)
        if head.startswith(_ENDS):
            return
        length = int.from_bytes(head[2:4], "big")
        if heads.match(head) and length >= _LEAST:
            seen.add(head[6:10])
            contents.times = len(seen) > 1
            contents.found += 1
            before, at = at, at + length
            continue
        first = before if _ends_with_zeros(file, before, at) else at
        at = _next(file, size, at + 1, heads)
        if at >= size:
            return
        contents.lost.append((first, at))
        before = at


def _ends_with_zeros(file: File, first: int, last: int) -> bool:
    file.seek(max(first, last - _TAIL))
    return last - first >= _LEAST and not file.read(min(_TAIL, last - first)).strip(b"\0")


def _next(file: File, size: int, at: int, heads: re.Pattern[bytes]) -> int:
    """Return where packets go on: at the first of several in a row; the size where they do not."""
    while at < size:
        file.seek(at)
        content = file.read(_AT_ONCE + _LEAST)
        for match in heads.finditer(content, 0):
            if _goes_on(file, size, at + match.start(), heads):
                return at + match.start()
        at += _AT_ONCE
    return size


def _goes_on(file: File, size: int, at: int, heads: re.Pattern[bytes]) -> bool:
    for _ in range(_IN_A_ROW):
        file.seek(at)
        head = file.read(_LEAST)
        length = int.from_bytes(head[2:4], "big")
        if head.startswith(_ENDS) or at == size:
            return True
        if not heads.match(head) or length < _LEAST or at + length > size:
            return False
        at += length
    return True


def _filling(length: int) -> bytes:
    return b"".join(_packets(length))


def _packets(length: int) -> Iterator[bytes]:
    """Yield packets of no stream, together of that length."""
    while length >= _LEAST:
        own = length if length <= _MOST else _MOST - _LEAST
        yield struct.pack(">HHHIH", 0, own, _NOBODY, 0, 0).ljust(own, b"\x7f")
        length -= own
    yield b"\x7f" * length  # too short for one: FFmpeg looks for the next head
