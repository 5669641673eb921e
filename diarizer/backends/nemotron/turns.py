"""From how likely each person speaks to turns, block after block."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diarizer.types import Span, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

ROWS = 100  # of a second


@dataclass(frozen=True, slots=True)
class Options:
    """What a turn is.

    The defaults are the published ones, by which the published figures were reached: each 10 ms
    by itself, above one half. Nothing was tuned here, where the weights are not.

    Attributes:
        onset: probability above which somebody begins to speak.
        offset: probability at or below which that ends.
        shortest: seconds; a shorter turn is dropped.
        bridge: seconds; a pause of one speaker of at most that length splits no turn.

    """

    onset: float = 0.5
    offset: float = 0.5
    shortest: float = 0.0
    bridge: float = 0.0


class Run(NamedTuple):
    """Rows in which one person speaks: from, to, and the sum of how likely that is."""

    first: int
    last: int
    sum: float


class Listener:
    """Hears block after block, and keeps of them only who spoke when."""

    def __init__(self, speakers: int, options: Options) -> None:
        self._options = options
        self._row = 0
        self._runs: list[list[Run]] = [[] for _ in range(speakers)]
        self._speaking = [False] * speakers

    def hear(self, block: NDArray[np.float32]) -> None:
        """Go on with the next (rows, speakers) probabilities."""
        for speaker, chances in enumerate(block.T):
            active = self._active(chances, speaking=self._speaking[speaker])
            self._enter(speaker, chances, active)
            self._speaking[speaker] = bool(active[-1])
        self._row += len(block)

    def turns(self, duration: float) -> tuple[Turn, ...]:
        """Write down the turns, in no order; the speakers are numbered by their arrival."""
        return tuple(
            Turn(Span(run.first / ROWS, min(run.last / ROWS, duration)), str(speaker), sure)
            for speaker, runs in enumerate(self._runs)
            for run, sure in self._joined(runs)
            if run.last - run.first >= self._options.shortest * ROWS
        )

    def _active(self, chances: NDArray[np.float32], *, speaking: bool) -> NDArray[np.bool_]:
        """Tell (rows,) when somebody speaks: between both thresholds it stays as it was."""
        begins = chances > self._options.onset
        decided = begins | (chances <= self._options.offset)
        latest = np.maximum.accumulate(np.where(decided, np.arange(len(chances)), -1))
        return np.where(latest >= 0, begins[latest], speaking)

    def _enter(self, speaker: int, chances: NDArray[np.float32], active: NDArray[np.bool_]) -> None:
        runs = self._runs[speaker]
        changes = np.flatnonzero(np.diff(active, prepend=False, append=False)).tolist()
        for first, last in zip(changes[::2], changes[1::2], strict=True):
            total = float(chances[first:last].sum(dtype=np.float64))
            run = Run(self._row + first, self._row + last, total)
            if runs and runs[-1].last == run.first:  # it went on over the end of a block
                before = runs.pop()
                run = Run(before.first, run.last, before.sum + total)
            runs.append(run)

    def _joined(self, runs: Sequence[Run]) -> Iterable[tuple[Run, float]]:
        """Join across short pauses; how sure a turn is counts its speech and not its pauses."""
        joined: list[tuple[Run, int]] = []
        for run in runs:
            spoken = run.last - run.first
            if joined and run.first - joined[-1][0].last <= self._options.bridge * ROWS:
                before, rows = joined.pop()
                run = Run(before.first, run.last, before.sum + run.sum)  # noqa: PLW2901
                spoken += rows
            joined.append((run, spoken))
        return [(run, round(run.sum / rows, 3)) for run, rows in joined]
