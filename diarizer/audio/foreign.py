"""Where a recording of another kind begins behind the first: no decoder goes on with it.

Some stop there, some take its bytes for samples, which are noise, and some look for what is missing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from diarizer.audio import frame_lengths, leftovers, riff
from diarizer.audio.amounts import amount
from diarizer.messages.text import text

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from diarizer.audio.headers import Header
    from diarizer.audio.report import Report

# How recordings begin, in bytes of which chance makes none.
_MARKS = (
    ("WAV", b"RIFF", rb"....WAVEfmt "),
    ("WAV", b"RF64", rb"....WAVEds64"),
    ("WAV", b"RIFX", rb"....WAVE"),
    ("AVI", b"RIFF", rb"....AVI LIST"),
    ("W64", b"riff\x2e\x91\xcf\x11", rb"\xa5\xd6\x28\xdb"),
    ("AIFF", b"FORM", rb"....AIF[FC](?:COMM|FVER)"),
    ("AU", b".snd\x00\x00", rb"[\x00-\x0f].....\x00\x00\x00"),
    ("CAF", b"caff\x00\x01\x00\x00", rb"desc"),
    ("FLAC", b"fLaC", rb"[\x00\x80]\x00\x00\x22"),
    ("Ogg", b"OggS\x00\x02", rb"\x00{8}"),
    ("Matroska", b"\x1a\x45\xdf\xa3", rb"(?:[\x80-\xff]|\x01.{7})\x42[\x82\x86\x87\xf2\xf3]"),
    ("MP4", b"ftyp", rb"[A-Za-z0-9 ]{4}...[\x00-\x20A-Za-z]"),
    ("ASF", bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"), rb""),
    ("FLV", b"FLV\x01", rb"[\x01\x04\x05]\x00\x00\x00\x09"),
    ("WavPack", b"wvpk", rb"....[\x02-\x10]\x04......\x00{4}"),
    ("TTA", b"TTA1", rb"[\x01-\x03]\x00.\x00.\x00"),
    ("Monkey's Audio", b"MAC ", rb"[\x80-\xff]\x0f\x00\x00"),
    ("TAK", b"tBaK", rb"\x01.\x00"),
    ("Musepack", b"MPCK", rb"SH"),
    ("DSD", b"DSD \x1c", rb"\x00{7}"),
    ("DSD", b"FRM8", rb".{8}DSD "),
    ("AMR", b"#!AMR", rb"(?:-WB)?\n"),
    ("SPHERE", b"NIST_1A\n", rb" +\d+\n"),
    ("RealMedia", b".RMF\x00\x00\x00\x12", rb""),
    ("VOC", b"Creative Voice File\x1a", rb""),
    ("", b"ID3", rb"[\x02-\x04]\x00[\x00\x40\x80\xc0][\x00-\x7f]{4}[A-Z][A-Z0-9]{3}"),
)
_BEFORE = {"MP4": 4}  # bytes that stand before the mark: a length
_RULES = [
    (name, mark, re.compile(re.escape(mark) + rest, re.DOTALL)) for name, mark, rest in _MARKS
]
_LONGEST = 64  # bytes, of any of them
_TAG = b"ID3"
# Frames, which have no mark: what is one is only known where one has to be.
_FRAMES = (("MP3", "mp3"), ("AAC", "aac"), ("AC-3", "ac3"), ("DTS", "dts"))
_TRANSPORT, _SYNC = (188, 192, 204), 0x47
_WAVPACK = "WavPack"
_PACK = b"\x00\x00\x01\xba"
_AT_ONCE = 1 << 20
_FURTHEST = 1 << 25  # bytes in which the next is looked for
_PADDING = 9  # bytes: W64 fills up to eight
_TRAILER = 20  # bytes that some end with
_REFUSED = ("AVI",)  # of these FFmpeg reads pieces of a second one
_ADX, _AU, _CAF = b"\x80\x00", b".snd", b"caff"
_BARE = (".g722", ".gsm")  # without any header
# Samples up to the end of the file: IRCAM, PAF, PVF, KVAG.
_OPEN = (b"\x64\xa3", b"\x00\x00\xa3\x64", b"fap ", b" paf", b"PVF1", b"KVAG")


def begins(file: io.BufferedReader, size: int, at: int) -> str:
    """Return which kind of recording begins at exactly that place; "" where none does."""
    if not 0 <= at < size - _LONGEST:
        return ""
    file.seek(at)
    head = file.read(2 * max(_TRANSPORT))
    if head.startswith(_TAG):
        at += leftovers.tag_length(head)
        file.seek(at)
        head = file.read(2 * max(_TRANSPORT))
    for name, _, rule in _RULES:
        if name and rule.match(head, _BEFORE.get(name, 0)):
            return name
    if head.startswith(_PACK):
        return "MPEG"
    return _frames(file, at, head)


def _frames(file: io.BufferedReader, at: int, head: bytes) -> str:
    """Return what goes on as it begins: packets of an MPEG-TS, or frames without a container."""
    for step in _TRANSPORT:
        first = 4 if step == 192 else 0  # noqa: PLR2004, a time comes first
        if len(head) > first + step and head[first] == head[first + step] == _SYNC:
            return "MPEG-TS"
    for name, kind in _FRAMES:
        length = frame_lengths.of(kind, head[:8])
        if length and length > 8:  # noqa: PLR2004, its head
            file.seek(at + length)
            if len(behind := file.read(8)) == 8 and frame_lengths.of(kind, behind):  # noqa: PLR2004
                return name
    return ""


def search(
    file: io.BufferedReader, size: int, at: int, last: int | None = None
) -> tuple[int, str] | None:
    """Return where the first recording begins between two places, and its kind; those with a mark only."""
    last = size if last is None else min(size, last)
    while at < last:
        file.seek(at)
        content = file.read(_AT_ONCE + _LONGEST)
        for place in sorted(_places(content)):
            if kind := begins(file, size, at + place):
                return at + place, kind
        at += _AT_ONCE
    return None


def _places(content: bytes) -> Iterator[int]:
    """Yield where marks stand; each is looked for by itself, which is a hundred times as fast as all."""
    for name, mark, rule in _RULES:
        before = _BEFORE.get(name, 0)
        place = content.find(mark, before)
        while place >= 0:
            if rule.match(content, place):
                yield place - before
            place = content.find(mark, place + 1)


def by_header(file: io.BufferedReader, header: Header) -> tuple[int, str] | None:
    """Return where another recording begins at the end that the header of the first one names.

    Of samples whose header says no length nobody can tell what are some: there it is looked for.
    """
    file.seek(0)
    head = file.read(_LONGEST + 6)
    own = begins(file, header.size, 0)
    bare = not own and file.name.endswith(_BARE)
    if head.startswith(_OPEN) or head[65:69] == b"FSSD" or bare:
        return search(file, header.size, 1)
    ends = {header.promised or 0}
    if head[:4] in {b"RIFF", b"FORM"}:
        ends.add(8 + int.from_bytes(head[4:8], "little" if head[:1] == b"R" else "big"))
    if head.startswith(_ADX):  # FFmpeg takes all that follows for samples, and decodes none of it
        blocks = -(-int.from_bytes(head[12:16], "big") // 32) * head[7]
        begin = 4 + int.from_bytes(head[2:4], "big")
        ends |= {begin + head[5] * blocks, begin + head[5] * (blocks + 1)}  # FFmpeg counts the last
    if head.startswith(_AU):
        ends.add(int.from_bytes(head[4:8], "big") + int.from_bytes(head[8:12], "big"))
    if head.startswith(_CAF):
        walk = riff.chunks(file, 8, ">4sq", header.size)
        ends |= {at + length for name, at, length in walk if name == b"data"}
    for end in sorted(ends - {0}):
        for at in range(end - _PADDING, end + _PADDING):
            kind = begins(file, header.size, at) if at > 0 else ""
            if kind and (kind != own or kind in _REFUSED):
                return at, kind
    return None


def behind(file: io.BufferedReader, size: int, report: Report) -> tuple[int, str] | None:
    """Return where another recording begins behind the last piece that was decoded."""
    if report.last is None or report.reached is None:
        return None
    own = begins(file, size, 0)
    for at in range(report.reached, report.reached + _TRAILER):
        if (kind := begins(file, size, at)) and kind != own:
            return at, kind
    # A block of WavPack may hold the header of the file that it was made of.
    begin = report.reached if own == _WAVPACK else report.last + 1
    found = search(file, size, begin, begin + _FURTHEST)
    return found if found and found[1] != own else None


def tell(found: tuple[int, str], size: int, end: float, report: Report) -> None:
    """Warn of what lies behind ``end`` seconds."""
    said = text(
        "Another recording ({kind}) was joined on after {seconds:.1f} s, and is not read:"
        " {amount}. Take the two apart, or join them with a program that decodes both.",
        kind=found[1],
        seconds=end,
        amount=amount(size - found[0]),
    )
    report.warn("audio.joined", said)
