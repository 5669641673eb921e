"""Recordings that lie one behind the other in one file, of which FFmpeg reads no more than the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio import ffmpeg, links, realmedia, transport
from diarizer.audio.patched import Patched
from diarizer.audio.report import Block, Report
from diarizer.errors import NoAudioStream
from diarizer.messages.text import text
from diarizer.types import Span

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator

_MICROSECONDS = 1_000_000


def blocks(
    file: io.BufferedReader,
    parts: list[tuple[int, int]],
    seconds: float,
    report: Report,
    track: int | None,
) -> Iterator[Block]:
    """Decode one part after another; all tracks of each begin where the longest of before ends.

    Args:
        file: which holds them.
        parts: where each begins and ends.
        seconds: of a block.
        report: filled in.
        track: only this one, counted from 0; every audio track when None.

    Raises:
        NoAudioStream: none of the parts has sound.

    """
    import av  # noqa: PLC0415, a third of a second that a WAV file does not need

    report.tracks = ()
    ends: dict[int, float] = {}
    begin = 0.0
    soundless: NoAudioStream | None = None
    for part in parts:
        own, window = Report(), links.Window(file, *part)
        size = part[1] - part[0]
        patches = transport.read(window, size).patches(own) or realmedia.patches(window, size, own)
        try:
            container = av.open(Patched(window, patches), metadata_errors="replace")
        except av.FFmpegError as error:
            said = text("The recording is damaged, and ends here: {said}", said=str(error))
            report.warn("audio.damaged", said)
            break
        with container:
            try:
                for block in _beside(
                    ffmpeg.blocks(container, window, seconds, own, None), ends, begin
                ):
                    if track in {None, block.track}:
                        yield block
                _add(report, own, begin)
            except NoAudioStream as error:
                soundless = error
                begin += float(getattr(container, "duration", 0) or 0) / _MICROSECONDS
        begin = max(begin, *ends.values(), 0.0)
    if soundless and not report.tracks:
        raise soundless


def _beside(blocks: Iterable[Block], ends: dict[int, float], begin: float) -> Iterator[Block]:
    """Yield the blocks of a part, before each track the silence of the parts that lack it."""
    begun: set[int] = set()
    for block in blocks:
        if block.track not in begun:
            begun.add(block.track)
            yield from _silence(begin - ends.get(block.track, 0.0), block)
            ends[block.track] = begin
        ends[block.track] += len(block.samples) / block.rate
        yield block


def _silence(seconds: float, before: Block) -> Iterator[Block]:
    left, most = round(seconds * before.rate), 10 * before.rate
    while left > 0:
        samples = np.zeros((min(left, most), before.samples.shape[1]), np.float32)
        yield Block(samples, before.rate, before.track)
        left -= most


def _add(report: Report, own: Report, begin: float) -> None:
    """Take over what was found out about a part."""
    report.tracks = (*report.tracks, *own.tracks[len(report.tracks) :])
    report.warnings |= own.warnings
    for each, holes in own.holes.items():
        shifted = [Span(hole.start + begin, hole.end + begin) for hole in holes]
        report.holes.setdefault(each, []).extend(shifted)
