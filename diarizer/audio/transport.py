"""The tracks of an MPEG-TS over its whole length, by its tables: which are sound, and where each begins.

FFmpeg makes its list of tracks from the first megabytes. Of one that a later table names, as where
two broadcasts were joined or one changed on its way, it hands on packets, but PyAV knows no such
track. So FFmpeg is shown the first table with what all the later ones name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diarizer.audio import tables
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from diarizer.audio.patched import File
    from diarizer.audio.report import Report

_SYNC, _PACKET = 0x47, 188
_WIDTHS = (188, 192, 204)  # as broadcast; on Blu-ray and AVCHD, with a time; with 16 bytes of check
_ALIGNED = 5  # packets in a row that tell where packets begin
_AT_ONCE = 8192  # packets
_STARTS, _CARRIES = 0x40_00_00, 0x10  # of the four bytes that begin a packet
_SOUND = (b"\x0b\x77", b"\x7f\xfe\x80\x01", b"\xff\xf1", b"\xff\xf9", b"\xff\xfd", b"\xff\xfb")
_BEFORE = (0xC0, 0xE0)  # the numbers that MPEG's own sound has


class _Packets(NamedTuple):
    """Packets one behind the other: of each its place in the file, number, whether it begins a piece."""

    at: NDArray[np.int64]
    pids: NDArray[np.intp]
    begins: NDArray[np.bool_]
    content: NDArray[np.uint8]


@dataclass(slots=True)
class Contents:
    """What the tables of a file name.

    Attributes:
        first: the first of the tables.
        named: the tracks that are sound, by their numbers, each as the last table has it.
        begins: where the first piece of each number is, in bytes of the file.
        changes: where a table says that what was sound goes on in another codec.

    """

    first: tables.Table | None = None
    named: dict[int, tables.Named] = field(default_factory=dict)
    begins: dict[int, int] = field(default_factory=dict)
    changes: list[int] = field(default_factory=list)

    @property
    def late(self) -> list[tables.Named]:
        """The tracks with sound that the first table does not name."""
        known = {each.pid for each in self.first.named} if self.first else set()
        return [each for pid, each in self.named.items() if pid not in known and pid in self.begins]

    def parts(self, size: int) -> list[tuple[int, int]]:
        """Return where each part begins and ends of which FFmpeg reads no more than one."""
        begins = sorted({0, *self.changes})
        return list(zip(begins, [*begins[1:], size], strict=True)) if self.changes else []

    def patches(self, report: Report) -> dict[int, bytes]:
        """Return what has to stand where, so that the first table names every track.

        Args:
            report: told which tracks are left out, where the table has no room for them.

        """
        late = self.late
        if not self.first or not late:
            return {}
        if longer := tables.with_more(self.first, late):
            return {self.first.at: longer}
        names = ", ".join(f"{each.codec or 'PES'} {each.language}".strip() for each in late)
        said = text(
            "Tracks that begin in the middle of the recording are left out: {tracks}.", tracks=names
        )
        report.warn("audio.late-tracks", said)
        return {}


def read(file: File, size: int) -> Contents:
    """Walk over the packets of a file, which costs a look at each; of any other file over none."""
    contents, walk = Contents(), tables.Walk()
    begun = np.zeros_like(walk.wanted)
    for packets in _packets(file, size):
        fresh = packets.begins & ~begun[packets.pids]
        for place in np.flatnonzero(fresh):
            pid = int(packets.pids[place])
            contents.begins.setdefault(pid, int(packets.at[place]))
        begun[packets.pids[fresh]] = True
        _take(contents, walk, packets)
    for pid in [pid for pid, each in contents.named.items() if not each.codec]:
        if pid not in contents.begins or not _sounds(file, contents.begins[pid]):
            del contents.named[pid]
    file.seek(0)
    return contents


def _take(contents: Contents, walk: tables.Walk, packets: _Packets) -> None:
    done = 0
    while done < len(packets.pids):
        before = walk.wanted.sum()
        for place in _changed(packets, np.flatnonzero(walk.wanted[packets.pids[done:]]) + done):
            done = int(place) + 1
            content = packets.content[place].tobytes()
            for table in walk.add(int(packets.pids[place]), int(packets.at[place]), content):
                contents.first = contents.first or table
                _note(contents, table)
            if walk.wanted.sum() > before:  # of what comes now more are tables
                break
        else:
            return


def _changed(packets: _Packets, places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Leave out what only repeats the packet of its number before: tables come ten times a second."""
    places = places[np.argsort(packets.pids[places], kind="stable")]
    rows, pids = packets.content[places, 4:], packets.pids[places]
    again = np.zeros(len(places), bool)
    again[1:] = (pids[1:] == pids[:-1]) & (rows[1:] == rows[:-1]).all(axis=1)
    return np.sort(places[~again])


def _note(contents: Contents, table: tables.Table) -> None:
    for each in table.named:
        known = contents.named.get(each.pid, each)
        if known.codec != each.codec and contents.begins.get(each.pid, table.at) < table.at:
            contents.changes.append(table.packet)
        contents.named[each.pid] = each


def _packets(file: File, size: int) -> Iterator[_Packets]:
    """Yield the packets, past what is none."""
    at, width = 0, 0
    while at < size:
        file.seek(at)
        content = np.frombuffer(file.read((width or _WIDTHS[-1]) * _AT_ONCE), np.uint8)
        if not width:
            found = _step(content)
            if found is None and (not at or len(content) < _WIDTHS[-1] * _AT_ONCE):
                return
            at += found[0] if found else len(content) - _WIDTHS[-1] * _ALIGNED
            width = found[1] if found else 0
            continue
        count = (len(content) + width - _PACKET) // width
        packets = np.lib.stride_tricks.as_strided(content, (count, _PACKET), (width, 1))
        in_step = packets[:, 0] == _SYNC
        good = count if in_step.all() else int(in_step.argmin())
        heads = packets[:good, :4].copy().view(">u4")[:, 0].astype(np.intp)
        begins = (heads & _STARTS != 0) & (heads & _CARRIES != 0)
        yield _Packets(at + width * np.arange(good), heads >> 8 & 0x1FFF, begins, packets[:good])
        at += width * max(good, 1)
        width = width if good == count else 0


def _step(content: NDArray[np.uint8]) -> tuple[int, int] | None:
    """Return where packets begin, and how far apart they are; of several ways the first."""
    found = []
    there = content == _SYNC
    for width in _WIDTHS:
        last = len(content) - width * (_ALIGNED - 1)
        steps = [there[width * step : max(0, last) + width * step] for step in range(_ALIGNED)]
        if last > 0 and (all_there := np.logical_and.reduce(steps)).any():
            found.append((int(all_there.argmax()), width))
    return min(found, default=None)


def _sounds(file: File, at: int) -> bool:
    """Whether a private piece begins with a frame of sound."""
    file.seek(at)
    packet = file.read(_PACKET)
    piece = packet[4 if not packet[3] & 0x20 else 5 + packet[4] :]
    return len(piece) > 9 and piece[9 + piece[8] :].startswith(_SOUND)  # noqa: PLR2004, its head
