"""Inputs that are nearly right: how they are made, and what a reader may do with them.

A reader may refuse with one of its own errors; a traceback, more than ten seconds, and a file left
behind or left open are faults. Of two inputs in four it can be judged whether what was read is
wrong without a word: one is written differently and means the same, and one is damaged only where
the kind can tell what has to stay. Which kinds there are: `fuzzed_kinds`.
"""

from __future__ import annotations

import random
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diarizer.errors import DiarizerError
from measuring import damage

if TYPE_CHECKING:
    from collections.abc import Callable

    from measuring.damage import Way

LIMIT = 10.0  # seconds for one input
_DESCRIPTORS = Path("/proc/self/fd")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of input.

    Attributes:
        name: shown.
        file: what an input is called.
        seeds: inputs that are right.
        read: reads a file, and returns what can be compared; raises ``DiarizerError`` to refuse.
        same: ways to write an input differently, after which the same is read.
        some: ways to damage an input, after which `lacks` can tell whether it is still right.
        lacks: what is wrong with what is read of a damaged input, given what its seed holds; empty
            for nothing.
        any: ways to damage an input of which nothing else is known.

    """

    name: str
    file: str
    seeds: tuple[bytes, ...]
    read: Callable[[Path], Any]
    same: tuple[Way, ...] = ()
    some: tuple[Way, ...] = ()
    lacks: Callable[[Any, Any], str] = lambda _before, _after: ""
    any: tuple[Way, ...] = damage.ANY


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input.

    Attributes:
        kind: its kind.
        number: which of them.
        fault: what is wrong; empty for nothing.
        refused: whether the reader said that it cannot be read.
        seconds: that it took.
        data: the input.

    """

    kind: str
    number: int
    fault: str = ""
    refused: bool = False
    seconds: float = 0.0
    data: bytes = b""


def mutated(kind: Kind, number: int) -> tuple[bytes, bytes]:
    """Return a seed of a kind and the input ``number`` made of it: always the same ones."""
    chance = random.Random(f"{kind.name} {number}")  # noqa: S311, no secret
    seed = chance.choice(kind.seeds)
    if ways := _known(kind, number):
        return seed, chance.choice(ways)(seed, chance, kind.seeds)
    data = seed
    for _ in range(chance.choice((1, 1, 2, 3, 5))):
        data = chance.choice(kind.any)(data, chance, kind.seeds)
    return seed, data


def _known(kind: Kind, number: int) -> tuple[Way, ...]:
    """Return the ways of which it is known what has to come out: every other input has one."""
    return (kind.same, (), kind.some, ())[number % 4]


def tried(kind: Kind, number: int, folder: Path) -> Outcome:
    """Let a kind's reader read one input, and return what became of it."""
    seed, data = mutated(kind, number)
    opened, started = _open_files(), time.perf_counter()
    # What is made beside the input has to be made here, where it is seen.
    usual, tempfile.tempdir = tempfile.tempdir, str(folder)
    try:
        before, after = (_read(kind, folder / kind.file, each) for each in (seed, data))
    finally:
        tempfile.tempdir = usual
    seconds = time.perf_counter() - started
    fault = _wrong(kind, number, before, after)
    if seconds > LIMIT:
        fault = f"{seconds:.1f} s"
    if left := [each.name for each in folder.iterdir()]:
        fault = f"left behind: {left}"
    if (more := _open_files() - opened) > 0:
        fault = f"left open: {more}"
    return Outcome(kind.name, number, fault, isinstance(after, DiarizerError), seconds, data)


def _wrong(kind: Kind, number: int, before: Any, after: Any) -> str:
    """Judge what was read of a seed and of the input made of it."""
    if isinstance(after, Exception) and not isinstance(after, DiarizerError):
        return f"{type(after).__name__}: {after}"
    if not _known(kind, number):
        return ""
    if number % 4 == 0:
        return "" if after == before else f"read differently: {after!r:.300}"
    return "" if isinstance(after, DiarizerError) else kind.lacks(before, after)


def _read(kind: Kind, path: Path, data: bytes) -> Any:
    path.write_bytes(data)
    try:
        return kind.read(path)
    except Exception as error:  # noqa: BLE001, any of them is what is looked for
        return error
    finally:
        path.unlink()


def _open_files() -> int:
    return len(list(_DESCRIPTORS.iterdir())) if _DESCRIPTORS.is_dir() else 0
