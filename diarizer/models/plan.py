"""What a download would bring, before it begins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diarizer.models.access import TIMEOUT
from diarizer.models.fetch import Patience, persist
from diarizer.models.hub import Hub
from diarizer.models.verify import FileState, State, verify

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from diarizer.models.table import Model, Source


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file of a plan.

    Attributes:
        source: the repository or package.
        path: below it.
        size: in bytes.
        present: whether it is on this machine already.

    """

    source: str
    path: str
    size: int
    present: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """What a download will do."""

    files: tuple[PlannedFile, ...]

    @property
    def total(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)

    @property
    def missing(self) -> int:
        """Bytes that are still to come."""
        return sum(file.size for file in self.files if not file.present)


def plan(model: Model, *, timeout: float = TIMEOUT, cache_dir: Path | None = None) -> Plan:
    """Look up what would be downloaded; needs no token, since the Hub tells sizes to everybody.

    Raises:
        NetworkFailed: something is missing here, and the Hub could not be asked.

    """
    states = verify(model, cache_dir=cache_dir)
    asked = {
        source.name: _sizes(source, timeout)
        for source in model.sources
        if source.is_repository and not _is_whole(source, states)
    }
    return Plan(tuple(_planned(state, model, asked) for state in states))


def _is_whole(source: Source, states: tuple[FileState, ...]) -> bool:
    return all(state.state is State.WHOLE for state in states if state.source == source.name)


def _sizes(source: Source, timeout: float) -> Mapping[str, int]:
    patience = Patience(timeout)
    hub = Hub(timeout=patience.per_answer)
    listing = persist(lambda: hub.listing(source.name, source.revision), patience, source.name)
    return listing.sizes


def _planned(state: FileState, model: Model, asked: Mapping[str, Mapping[str, int]]) -> PlannedFile:
    present = state.state is State.WHOLE
    table = {(one.name, file.path): file.size for one in model.sources for file in one.files}
    known = table[state.source, state.path]
    size = state.size if present else asked.get(state.source, {}).get(state.path, known)
    return PlannedFile(state.source, state.path, size, present)
