"""The gaps of an AVI, which are empty chunks: each stands for as long as a full one.

FFmpeg, which writes them so, passes over them when it reads, so that all that follows is too early. It
also writes some behind a chunk that is longer than others, where they are no gap.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from diarizer.audio.clock import Clock
    from diarizer.audio.patched import File

_LISTS, _DESCRIPTION, _SOUND, _CHUNK = (b"RIFF", b"LIST"), b"strh", b"auds", b"wb"
_HEAD = 8  # bytes before the content of a chunk
_SLACK = 2  # chunks that a header may count more or less


class _Before(NamedTuple):
    """What comes before a chunk: empty ones just there, all chunks, and the bytes in them."""

    empty: int
    chunks: int
    held: int


class Gap(NamedTuple):
    """The seconds of silence before a chunk, at most, when it ends, and whether nothing came before."""

    seconds: float
    end: float
    first: bool


class Sound(NamedTuple):
    """When a track begins, in seconds, and the gaps before chunks, by their place in the file."""

    start: float
    gaps: Mapping[int, Gap]

    def waited(self, waited: float, place: int | None, clock: Clock) -> float:
        """Return the seconds of silence before the packet that FFmpeg puts at a place.

        Args:
            waited: what is not passed yet of those before.
            place: of a chunk, or of its head.
            clock: of the track.

        """
        gap = self.gaps.get(place or 0) or self.gaps.get((place or 0) + _HEAD)
        if gap is None or not (gap.first or clock.begun):  # a codec may begin late to answer
            return waited
        return min(waited + gap.seconds, max(0.0, gap.end - clock.position))


NONE = Sound(0.0, {})
"""A track of which nothing is known."""


@dataclass(slots=True)
class _Track:
    """What is known of one track.

    Attributes:
        unit: seconds of what the header counts: chunks, or blocks of samples.
        counted: how many of them it counts.
        block: bytes of such a block; 0 where chunks are counted.
        chunks: how many there are, empty ones, too.
        held: bytes in all of them.
        longest: bytes in the longest of them.
        start: at which the track begins, in what the header counts.
        gaps: what stands before the chunk at a place of the file, where that is empty chunks.
        waiting: how many stand behind the last that is not empty.

    """

    unit: float
    counted: int
    block: int
    chunks: int = 0
    held: int = 0
    longest: int = 0
    start: int = 0
    gaps: dict[int, _Before] = field(default_factory=dict)
    waiting: int = 0

    def seconds(self) -> float:
        """Return how long an empty chunk is; 0 where the header does not count them."""
        if not self.block:
            return self.unit if abs(self.chunks - self.counted) <= _SLACK else 0.0
        empty = sum(before.empty for before in self.gaps.values()) + self.waiting
        full = self.longest / self.block
        missing = self.counted - self.held / self.block
        return full * self.unit if abs(missing - empty * full) <= _SLACK * full else 0.0

    def ends(self) -> dict[int, Gap]:
        """Return the gap before each chunk at a place of the file."""
        each, found, passed = self.seconds(), dict[int, Gap](), 0
        for place, before in self.gaps.items():
            passed += before.empty
            length = before.chunks if not self.block else before.held / self.block
            end = (self.start + length) * self.unit + (passed * each if self.block else 0.0)
            found[place] = Gap(before.empty * each, end, first=not before.held)
        return found if each else {}


def read(file: File, size: int) -> dict[int, Sound]:
    """Return the tracks that are sound, by their numbers.

    Empty chunks are gaps only where the header counts them: elsewhere they may be there for nothing.

    Args:
        file: anywhere in it, and there afterwards.
        size: of it.

    """
    at = file.tell()
    tracks: list[_Track | None] = []
    for kind, place, length in _chunks(file, 0, size):
        if kind == _DESCRIPTION:
            tracks.append(_described(file, place))
        elif kind[2:] == _CHUNK and kind[:2].isdigit() and int(kind[:2]) < len(tracks):
            _count(tracks[int(kind[:2])], place, length)
    file.seek(at)
    return {
        number: Sound(track.start * track.unit, track.ends())
        for number, track in enumerate(tracks)
        if track
    }


def _count(track: _Track | None, place: int, length: int) -> None:
    if track is None:
        return
    if not length:
        track.waiting += 1
    elif track.waiting:
        track.gaps[place] = _Before(track.waiting, track.chunks, track.held)
        track.waiting = 0
    track.chunks += 1
    track.held += length
    track.longest = max(track.longest, length)


def _described(file: File, place: int) -> _Track | None:
    file.seek(place)
    head = file.read(48)
    if not head.startswith(_SOUND) or len(head) < 48:  # noqa: PLR2004, all that is read here
        return None
    scale, rate, start, counted, _, _, sample = struct.unpack_from("<7I", head, 20)
    return _Track(scale / rate, counted, sample, start=start) if rate else None


def _chunks(file: File, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each chunk, where its content begins, and how long that is."""
    while at + 8 <= end:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:  # noqa: PLR2004, a name and a length
            return
        length = int.from_bytes(head[4:], "little")
        if head[:4] in _LISTS:  # what is in it comes next, as if there were no list
            at += 12
            continue
        yield head[:4], at + 8, length
        at += 8 + length + length % 2
