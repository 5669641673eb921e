"""The tables of an MPEG-TS (ISO 13818-1), put together from the packets that carry them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_PROGRAMS, _PROGRAM, _NO_TABLE = 0x00, 0x02, 0xFF
_HEAD, _CHECK = 3, 4  # bytes before what a table's length counts, and of its check
_LONGEST = 1021  # that its length may say
_FILLING = b"\xff"
_PRIVATE = 0x06  # sound in it, or subtitles, or anything: its descriptors tell
_MPEG, _AAC, _LATM, _AC3, _EAC3, _DTS = "MPEG", "AAC", "AAC (LATM)", "AC-3", "E-AC-3", "DTS"
_KINDS = {
    3: _MPEG,
    4: _MPEG,
    0x0F: _AAC,
    0x11: _LATM,
    0x1C: _AAC,
    0x81: _AC3,
    0x87: _EAC3,
    0x8A: _DTS,
}
_DISCS = b"HDMV"  # the name that a program of a Blu-ray goes by, where numbers mean something else
_OF_DISCS = dict(
    zip(range(0x80, 0x87), ("PCM", _AC3, _DTS, "TrueHD", _EAC3, _DTS, _DTS), strict=True)
)
_OF_DISCS |= {0xA1: _EAC3, 0xA2: _DTS}
_REGISTERED = {b"AC-3": _AC3, b"EAC3": _EAC3, b"Opus": "Opus", b"BSSD": "PCM", b"ac-4": "AC-4"}
_REGISTERED |= {b"DTS%d" % number: _DTS for number in (1, 2, 3)} | {b"mlpa": "TrueHD"}
_REGISTRATION, _LANGUAGE, _EXTENSION = 0x05, 0x0A, 0x7F
_DESCRIBED = {0x6A: _AC3, 0x7A: _EAC3, 0x7B: _DTS, 0x7C: _AAC}
_EXTENDED = {0x0E: _DTS, 0x15: "AC-4"}
_POLYNOMIAL = 0x04C11DB7


class Named(NamedTuple):
    """A track that is sound.

    Attributes:
        pid: its number.
        codec: for people; "" where a private stream does not tell.
        language: three letters, or none.
        entry: its bytes in the table.
        program: what the program is registered as, which decides on what numbers of codecs mean.

    """

    pid: int
    codec: str
    language: str
    entry: bytes
    program: bytes


class Table(NamedTuple):
    """The tracks of one program.

    Attributes:
        packet: where its packet begins in the file.
        at: where it begins itself.
        section: its bytes.
        room: bytes that it may have in its packet; 0 where it has several.
        named: those that are sound.

    """

    packet: int
    at: int
    section: bytes
    room: int
    named: tuple[Named, ...]


@dataclass(slots=True)
class _Waiting:
    """The beginning of tables whose end is in packets to come."""

    content: bytes = b""
    at: int = 0
    packets: int = 0


@dataclass(slots=True)
class Walk:
    """Takes the packets with tables in their order.

    Attributes:
        wanted: by number, whether packets with it carry tables.

    """

    wanted: NDArray[np.bool_] = field(default_factory=lambda: np.arange(0x2000) == 0)
    _waiting: dict[int, _Waiting] = field(default_factory=dict)
    _last: dict[int, bytes] = field(default_factory=dict)
    _checked: set[bytes] = field(default_factory=set)

    def add(self, pid: int, at: int, packet: bytes) -> Iterator[Table]:
        """Take a packet of 188 bytes that begins at ``at``; yield the tables that are whole by it.

        One that is repeated is passed over; that of the programs only makes others wanted.
        """
        begins = packet[1] & 0x40
        place = 4 if not packet[3] & 0x20 else 5 + packet[4]
        content = packet[place:]
        if not content or not packet[3] & 0x10 or self._last.get(pid) == content:
            return
        if begins:
            self._waiting[pid] = _Waiting(content[1 + content[0] :], at + place + 1 + content[0])
        elif pid in self._waiting:
            self._waiting[pid].content += content
        else:
            return
        waiting = self._waiting[pid]
        waiting.packets += 1
        for section, room in _sections(waiting):
            if section not in self._checked and check(section):
                continue
            self._checked.add(section)
            if section[0] == _PROGRAMS:
                self._want(section)
            elif section[0] == _PROGRAM:
                yield Table(at, waiting.at, section, room, tuple(_named(section)))
        if waiting.packets == 1 and not waiting.content:
            self._last[pid] = content
        else:
            self._last.pop(pid, None)

    def _want(self, section: bytes) -> None:
        for at in range(8, len(section) - _CHECK - 3, 4):
            if section[at : at + 2] != b"\0\0":  # else it is the network's
                self.wanted[_number(section, at + 2) & 0x1FFF] = True


def _sections(waiting: _Waiting) -> Iterator[tuple[bytes, int]]:
    """Yield each table that is whole and in force, and its room; leave what is not yet."""
    while waiting.content and waiting.content[0] != _NO_TABLE:
        if len(waiting.content) < _HEAD:
            return
        length = _HEAD + (_number(waiting.content, 1) & 0xFFF)
        if length > _HEAD + _LONGEST:
            break
        if len(waiting.content) < length:
            return
        section, behind = waiting.content[:length], waiting.content[length:]
        alone = waiting.packets == 1 and not behind.strip(_FILLING)
        if length > 8 + _CHECK and section[5] & 1:
            yield section, len(waiting.content) if alone else 0
        waiting.content = behind
        waiting.at += length
    waiting.content = b""


def _named(section: bytes) -> Iterator[Named]:
    """Yield the tracks of a program that are sound, or may be."""
    end = len(section) - _CHECK
    at = 12 + (_number(section, 10) & 0xFFF)
    program = dict(_descriptors(section[12:at])).get(_REGISTRATION, b"")[:4]
    while at + 5 <= end:
        kind, pid = section[at], _number(section, at + 1) & 0x1FFF
        behind = at + 5 + (_number(section, at + 3) & 0xFFF)
        told = dict(_descriptors(section[at + 5 : behind]))
        codec = _codec(kind, told, program)
        if codec is not None and behind <= end:
            language = told.get(_LANGUAGE, b"")[:3].decode("latin-1")
            yield Named(pid, codec, language, section[at:behind], program)
        at = behind


def _codec(kind: int, told: dict[int, bytes], program: bytes) -> str | None:
    if program == _DISCS and kind in _OF_DISCS:
        return _OF_DISCS[kind]
    if kind in _KINDS:
        return _KINDS[kind]
    if kind != _PRIVATE:
        return None
    for tag, name in _DESCRIBED.items():
        if tag in told:
            return name
    registered = _REGISTERED.get(told.get(_REGISTRATION, b"")[:4])
    extended = _EXTENDED.get(told.get(_EXTENSION, b"\0")[0])
    return registered or extended or (None if told.keys() - {_LANGUAGE} else "")


def _descriptors(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 <= len(content):
        yield content[at], content[at + 2 : at + 2 + content[at + 1]]
        at += 2 + content[at + 1]


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 2], "big")


def with_more(table: Table, late: list[Named]) -> bytes | None:
    """Return a table with the tracks of ``late`` behind its own; None where it has no room for them."""
    own = _program(table.section)
    content = table.section[:-_CHECK] + b"".join(each.entry for each in late)
    length = len(content) - _HEAD + _CHECK
    if len(content) + _CHECK > table.room or any(each.program != own for each in late):
        return None
    content = content[:1] + (0xB000 | length).to_bytes(2, "big") + content[3:]
    return content + check(content).to_bytes(_CHECK, "big")


def _program(section: bytes) -> bytes:
    inner = section[12 : 12 + (_number(section, 10) & 0xFFF)]
    return dict(_descriptors(inner)).get(_REGISTRATION, b"")[:4]


def check(content: bytes) -> int:
    """Return the check (CRC-32 of MPEG) of a table; 0 of one that ends with its own.

    >>> table = bytes.fromhex("00b00d0001c100000001f000")
    >>> hex(check(table)), check(table + bytes.fromhex("2ab104b2"))
    ('0x2ab104b2', 0)
    """
    value = 0xFFFFFFFF
    for byte in content:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (_POLYNOMIAL if value >> 31 else 0)) & 0xFFFFFFFF
    return value
