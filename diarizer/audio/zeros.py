"""Zeros in the middle of the samples of a WAV that no pause leaves: a copy broke off, and went on.

Most zeros are a pause, or a microphone that was muted. Some codecs have none in a pause, and in plain
samples the zeros of a disk or a download begin and end where its pieces do.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from diarizer.audio import riff, sndfile
from diarizer.audio.amounts import amount
from diarizer.messages.text import text

if TYPE_CHECKING:
    import io
    from collections.abc import Iterator

    from diarizer.audio.headers import Header
    from diarizer.audio.report import Report

_LEAST = 4096  # bytes
_AT_ONCE = 1 << 20
_PIECE = 512  # bytes of the smallest piece of a disk
_PCM, _MS, _FLOAT, _ALAW, _ULAW, _IMA, _GSM, _ANY = 1, 2, 3, 6, 7, 0x11, 0x31, 0xFFFE
_BYTES = 8  # bits, of which silence is no zero
_NEAR = 64  # of 32,768: what an encoder of IMA is beside a pause after some samples of it


def tell(file: io.BufferedReader, header: Header, report: Report) -> None:
    """Warn of zeros that are no pause.

    Args:
        file: anywhere in it; of any other kind nothing is told.
        header: what stands at its beginning.
        report: where the warning goes.

    """
    file.seek(0)
    if file.read(4) not in {b"RIFF", b"RF64"} or not header.begin or not header.promised:
        return
    form = next(
        (at for kind, at, _ in riff.chunks(file, 12, "<4sI", header.size) if kind == b"fmt "), 0
    )
    file.seek(form)
    kind, _, _, _, align, bits = struct.unpack("<HHIIHH", file.read(16).ljust(16, b"\0"))
    end = min(header.promised, header.size)
    lost = 0
    for first, last in _runs(file, header.begin, end):
        if last < end and _damaged(file, (first, last), (header.begin, align), (kind, bits)):
            lost += last - first
    if lost:
        said = text(
            "{amount} of the recording hold nothing but zeros, as after a copy that broke"
            " off: what was said there is missing.",
            amount=amount(lost),
        )
        report.warn("audio.damaged", said)


def _damaged(
    file: io.BufferedReader, run: tuple[int, int], blocks: tuple[int, int], form: tuple[int, int]
) -> bool:
    """Whether a pause has no such zeros."""
    (first, last), (begin, align), (kind, bits) = run, blocks, form
    if kind in {_ALAW, _ULAW, _GSM} or (kind == _PCM and bits == _BYTES):
        return True
    if kind == _MS:  # its blocks begin with the width of a step, which is never 0
        return last - first >= 2 * align
    if kind == _IMA and align:
        return _steps(file, (first - begin) // align) if (first - begin) % align else False
    # Some bytes of the samples around may be zero as well.
    more = max(1, bits // 8 - 1)
    apart = begin % _PIECE and kind in {_PCM, _FLOAT, _ANY}
    return bool(apart) and -first % _PIECE <= more and last % _PIECE <= more


def _steps(file: io.BufferedReader, block: int) -> bool:
    """Whether the samples of a block of IMA end elsewhere than at the zero with which the next begins."""
    import soundfile  # noqa: PLC0415, the errors above it need no native library

    file.seek(0)
    with soundfile.SoundFile(sndfile.Nameless(file)) as sound:
        form = next(at for kind, at, _ in riff.chunks(file, 12, "<4sI", 1 << 32) if kind == b"fmt ")
        file.seek(form + 18)
        each = int.from_bytes(file.read(2), "little")  # samples of a block
        sound.seek(max(0, (block + 1) * each - 1))
        return bool(abs(sound.read(1, "int16", always_2d=True)).max(initial=0) > _NEAR)


def _runs(file: io.BufferedReader, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each long run of zeros begins and ends."""
    zeros = bytes(_LEAST)
    at = begin
    while at < end - _LEAST:
        file.seek(at)
        content = file.read(min(_AT_ONCE, end - at))
        place = content.find(zeros)
        if place < 0:
            at += max(len(content) - _LEAST + 1, 1)
            continue
        first = last = at + place
        while last < end:
            file.seek(last)
            content = file.read(min(_AT_ONCE, end - last))
            last += len(content) - len(content.lstrip(b"\0"))
            if content.strip(b"\0"):
                break
        yield first, last
        at = last
