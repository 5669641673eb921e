"""Which parts of a recording are played, and in which order: edit lists of MP4, chapters of Matroska.

FFmpeg obeys edit lists but for pauses between two parts, in which it plays what the track begins with.
Of chapters that have an order, or that lie in other files, it knows nothing.
"""

from __future__ import annotations

import struct
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from diarizer.audio.patched import File
    from diarizer.audio.report import Report

_CONTAINERS = (b"moov", b"trak", b"edts", b"mdia")
_SOUND, _SEEN = b"soun", (b"soun", b"vide")
_FIRST = (b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip")
_MATROSKA, _CHAPTERS = b"\x1a\x45\xdf\xa3", b"\x10\x43\xa7\x70"
_ORDERED = b"\x45\xdd\x81\x01"  # the flag of an edition
_NEAR = 1 << 20  # bytes at either end, in which chapters lie
_LONG = 1  # the version whose times have eight bytes
_TIMESCALE_AT = {0: 12, 1: 20}  # in the head of the file, by its version


class _Part(NamedTuple):
    """One part of an edit list: how long it is, and whether something is played in it."""

    seconds: float
    played: bool


def tell(file: File, size: int, report: Report) -> None:
    """Warn of what FFmpeg does not keep.

    Args:
        file: anywhere in it; it stands at its beginning afterwards.
        size: of it.
        report: where the warning goes.

    """
    file.seek(0)
    if file.read(4) == _MATROSKA:
        _tell_chapters(file, size, report)
    file.seek(0)
    if file.read(8)[4:] in _FIRST and (seconds := _pauses(file, size)):
        said = text(
            "The recording has pauses in its edit list, {seconds:.1f} s together, that FFmpeg does not"
            " keep: what is heard there is not said there. Convert it with the program that made it.",
            seconds=seconds,
        )
        report.warn("audio.edits", said)
    file.seek(0)


def _tell_chapters(file: File, size: int, report: Report) -> None:
    for at in (0, max(0, size - _NEAR)):
        file.seek(at)
        content = file.read(_NEAR)
        chapters = content.find(_CHAPTERS)
        if chapters >= 0 and _ORDERED in content[chapters:]:
            said = text(
                "The recording has chapters in an order of their own, as players show them: it is heard"
                " as it lies in the file, and the times are those of the file."
            )
            report.warn("audio.chapters", said)


def lead(file: File, size: int, most: float) -> float:
    """Return the seconds of pause that all tracks with sound or pictures begin with.

    A player shows them. FFmpeg counts them, but what reads it counts from the first sample.

    Args:
        file: anywhere in it, and there afterwards.
        size: of it.
        most: seconds at which FFmpeg puts the first sample.

    """
    at = file.tell()
    file.seek(0)
    known = file.read(8)[4:] in _FIRST
    leads = [_lead(parts) for kind, parts in _tracks(file, size) if kind in _SEEN] if known else []
    file.seek(at)
    return max(0.0, min([most, *leads])) if leads else 0.0


def _pauses(file: File, size: int) -> float:
    """Return the seconds of pauses behind a part, in tracks that are sound."""
    return max(
        (_between(parts) for kind, parts in _tracks(file, size) if kind == _SOUND), default=0.0
    )


def _tracks(file: File, size: int) -> Iterator[tuple[bytes, list[_Part]]]:
    """Yield of each track what it is, and the parts of its edit list."""
    scale, kind, parts = 1, b"", list[_Part]()
    for name, at, length in _boxes(file, 0, size):
        if name == b"mvhd":
            head = _read(file, at, length, 32)
            scale = int.from_bytes(head[_TIMESCALE_AT[min(head[0], 1)] :][:4], "big") or 1
        elif name == b"trak":
            if kind:
                yield kind, parts
            kind, parts = b"", []
        elif name == b"elst":
            parts = _parts(_read(file, at, length, 1 << 16), scale)
        elif name == b"hdlr":
            kind = kind or _read(file, at, length, 32)[8:12]
    if kind:
        yield kind, parts


def _parts(edits: bytes, scale: int) -> list[_Part]:
    form = struct.Struct(">QqI" if edits[:1] == bytes([_LONG]) else ">IiI")
    count = min(int.from_bytes(edits[4:8], "big"), (len(edits) - 8) // form.size)
    found = (form.unpack_from(edits, 8 + form.size * number) for number in range(count))
    return [_Part(length / scale, begin >= 0) for length, begin, _ in found]


def _lead(parts: list[_Part]) -> float:
    return sum(part.seconds for part in takewhile(lambda each: not each.played, parts))


def _between(parts: list[_Part]) -> float:
    played = [number for number, part in enumerate(parts) if part.played]
    between = parts[played[0] : played[-1]] if played else []
    return sum(part.seconds for part in between if not part.played)


def _read(file: File, at: int, length: int, most: int) -> bytes:
    file.seek(at)
    return file.read(min(length, most)).ljust(min(most, 32), b"\0")


def _boxes(file: File, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name, the begin of the content and its length of each box, and of those in it."""
    while at + 8 <= end:
        file.seek(at)
        head = file.read(16)
        length, begin = int.from_bytes(head[:4], "big"), at + 8
        if length == 1:
            length, begin = int.from_bytes(head[8:16], "big"), at + 16
        last = end if length == 0 else min(end, at + length)
        if last < begin:
            return
        yield head[4:8], begin, last - begin
        if head[4:8] in _CONTAINERS:
            yield from _boxes(file, begin, last)
        at = last
