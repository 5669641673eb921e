"""Inputs that are nearly right: how they are made, and what a reader may do with them.

A kind of input is a :class:`Kind`: its name, some inputs that are right, and what reads a file. A
reader may refuse with one of its own errors; a traceback, more than ten seconds, and a file left
behind are faults. Adding a kind is adding a line to :func:`kinds`.
"""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer import formats
from diarizer.errors import DiarizerError
from diarizer.types import Annotation, Span, Turn, Word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIMIT = 10.0  # seconds for one input
_TOKENS = (
    *(b"nan", b"-inf", b"1e999", b"-1", b"0", b"99999999999999999999", b"1_0", b"0,5", b"00:00:02"),
    *(
        b"\x00",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\r",
        b"\n\n",
        b"\t",
        b'"',
        b"<",
        b">",
        b"&#0;",
        b"%ff",
    ),
    *(
        b"-->",
        b"[A]: ",
        b"<NA>",
        b";;",
        b"null",
        b"[" * 2000,
        b"<v A>",
        b"{",
        b"]]>",
        b"\xed\xa0\x80",
    ),
)
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input.

    Attributes:
        name: shown.
        ending: of its files.
        seeds: inputs that are right.
        read: reads a file; raises ``DiarizerError`` to refuse.

    """

    name: str
    ending: str
    seeds: tuple[bytes, ...]
    read: Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Fault:
    """An input on which a reader failed, and how."""

    kind: str
    number: int
    said: str
    data: bytes


def kinds() -> list[Kind]:
    """Every kind that is tried."""
    return [_format(name) for name in formats.FORMATS]


def _format(name: str) -> Kind:
    def read(path: Path) -> None:
        found = formats.load(path, name, repair=True)
        for each in formats.FORMATS:  # what has been read can be written, or is refused
            _written(found, each)

    seeds = tuple(formats.dumps(talk, name).encode() for talk in _talks())
    return Kind(name, formats.get(name).EXTENSION, seeds, read)


def _written(found: Annotation, name: str) -> None:
    try:
        formats.loads(formats.dumps(found, name), name)
    except DiarizerError as error:
        if name != "ctm":
            raise AssertionError(f"{name}: {error}") from error


def _talks() -> list[Annotation]:
    words = (Word(Span(0.5, 0.9), "Good"), Word(Span(1.0, 1.5), "morning"))
    first = Turn(Span(0.5, 1.5), "Anna Maria", 0.9, "Good morning", words)
    second = Turn(Span(1.25, 3.0), "Борис", None, 'Say "hi" & <go>', (Word(Span(2, 3), "hi"),))
    return [Annotation((first, second), "talk one", 4.0), Annotation((second,), "b", 3.0)]


def mutated(kind: Kind, number: int) -> bytes:
    """Return the input ``number`` of a kind: always the same one."""
    chance = random.Random(f"{kind.name} {number}")  # noqa: S311, no secret
    data = chance.choice(kind.seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        data = chance.choice(_WAYS)(data, chance, kind)
    return data


def _cut(data: bytes, chance: random.Random, _: Kind) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _flipped(data: bytes, chance: random.Random, _: Kind) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def _token(data: bytes, chance: random.Random, _: Kind) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_TOKENS) + data[at:]


def _number(data: bytes, chance: random.Random, _: Kind) -> bytes:
    if not (places := list(_NUMBER.finditer(data))):
        return data
    one = chance.choice(places)
    return data[: one.start()] + chance.choice(_TOKENS) + data[one.end() :]


def _lines(data: bytes, chance: random.Random, _: Kind) -> bytes:
    lines = data.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[at:at] = lines[other : other + chance.randrange(3)]
    del lines[other : other + chance.randrange(2)]
    return b"\n".join(lines)


def _spliced(data: bytes, chance: random.Random, kind: Kind) -> bytes:
    other = chance.choice(kind.seeds)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


_WAYS = (_cut, _flipped, _token, _number, _number, _lines, _spliced)


def tried(kind: Kind, number: int, folder: Path) -> Fault | None:
    """Let a kind's reader read one input, and return what is wrong with that."""
    data = mutated(kind, number)
    path = folder / f"input{kind.ending}"
    path.write_bytes(data)
    started, said = time.perf_counter(), ""
    try:
        kind.read(path)
    except DiarizerError:
        pass
    except Exception as error:  # noqa: BLE001, any of them is what is looked for
        said = f"{type(error).__name__}: {error}"
    path.unlink()
    if (seconds := time.perf_counter() - started) > LIMIT:
        said = f"{seconds:.1f} s"
    if left := [each.name for each in folder.iterdir()]:
        said = f"left behind: {left}"
    return Fault(kind.name, number, said, data) if said else None
