"""What a backend weighs on the line: a table that `scripts/download_sizes.py` asks of the index.

By platform, backend and kind: without torch (`LIGHT`), as its authors publish it (`FULL`), and on
Linux with a torch for CUDA (`CUDA`). The parts are written down one by one, so that what two
backends share is counted once, and what is there already is not counted.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from setup_doctor.machine.machine import platform_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from setup_doctor.machine import Machine

TABLE = Path(__file__).with_name("downloads.json")
KINDS = LIGHT, FULL, CUDA = "light", "full", "cuda"
CPU_TORCH = "torch+cpu"  # of PyTorch's own index; on Linux plain "torch" is the one for CUDA
_LIGHT_BACKENDS = ("resemblyzer", "open")


@dataclass(frozen=True, slots=True)
class Platform:
    """The parts of every backend on one platform.

    Attributes:
        sizes: the bytes of a part, by its name.
        parts: by backend and kind, the names of what is fetched.
    """

    sizes: Mapping[str, int]
    parts: Mapping[str, Mapping[str, tuple[str, ...]]]

    def megabytes(self, backend: str, kind: str) -> int:
        """All that is fetched where nothing is there yet."""
        return megabytes(self.pieces(backend, kind))

    def pieces(self, backend: str, kind: str) -> frozenset[tuple[str, int]]:
        """The name and the bytes of each part."""
        kinds = self.parts[backend]
        names = kinds.get(kind) or kinds[FULL]  # for CUDA there is another one on Linux alone
        return frozenset((name, self.sizes[name]) for name in names)


def kinds(platform: str, backend: str) -> tuple[str, ...]:
    """In which ways `backend` can be had on `platform`."""
    light = (LIGHT,) if backend in _LIGHT_BACKENDS else ()
    return (*light, FULL, *((CUDA,) if platform == "linux" else ()))


@cache
def table() -> Mapping[str, Platform]:
    """The platforms by their names; none before the table was first written."""
    if not TABLE.is_file():
        return {}
    document = json.loads(TABLE.read_text(encoding="utf-8"))
    return {name: Platform(**each) for name, each in document["platforms"].items()}


def megabytes(pieces: frozenset[tuple[str, int]]) -> int:
    """Their size together, in whole MB."""
    return round(sum(size for _, size in pieces) / 1e6)


def to_come(machine: Machine | None, backend: str, kind: str) -> frozenset[tuple[str, int]]:
    """The parts of `backend` that are not in the environment yet; all, where it is not known."""
    pieces = table()[machine.platform if machine else platform_name()].pieces(backend, kind)
    if machine is None:
        return pieces
    torch = machine.has("torch")
    return frozenset(
        piece
        for piece in pieces
        if not machine.has(piece[0]) and not (torch and piece[0] == CPU_TORCH)
    )
