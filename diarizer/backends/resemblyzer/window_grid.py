"""Speech on a grid of windows of equal length that do not overlap, and those windows as turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.types import Span, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_SLIVER = 1e-6  # seconds: what rounding leaves of a window


@dataclass(frozen=True, slots=True, eq=False)
class WindowGrid:
    """The windows in which somebody speaks, in order of time.

    Attributes:
        number: (n,) window i lies between i and i + 1 times their length.
        start: (n,) seconds.
        end: (n,) seconds; where speech begins or ends inside a window, that is its edge.

    """

    number: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]

    def __len__(self) -> int:
        """Count the windows."""
        return len(self.number)

    def only(self, chosen: NDArray[np.bool_]) -> WindowGrid:
        """Return those of (n,) that are chosen."""
        return WindowGrid(self.number[chosen], self.start[chosen], self.end[chosen])


def lay(speech: Sequence[Span], length: float) -> WindowGrid:
    """Cut speech into windows of ``length`` seconds.

    >>> lay([Span(0.25, 0.6)], 0.2).number.tolist()
    [1, 2]
    """
    numbers = [np.empty(0, np.int64)]
    bounds = [np.empty((2, 0))]
    for span in speech:
        number = np.arange(int(span.start // length), int(span.end // length) + 1)
        edges = np.array([number, number + 1]) * length
        edges = np.clip(edges, span.start, span.end)
        whole = edges[1] - edges[0] > _SLIVER
        numbers.append(number[whole])
        bounds.append(edges[:, whole])
    start, end = np.concatenate(bounds, axis=1)
    return WindowGrid(np.concatenate(numbers), start, end)


def turns(
    grid: WindowGrid,
    labels: NDArray[np.int64],
    chances: NDArray[np.float64],
    bridge: float = 0.0,
) -> tuple[Turn, ...]:
    """Join neighbouring windows of one label.

    Args:
        grid: of n windows.
        labels: (n,) who speaks in each.
        chances: (n,) that it is so.
        bridge: seconds of silence between two of them that split no turn.

    Returns:
        turns, each with the mean chance of its windows, to three digits.

    """
    if not len(grid):
        return ()
    apart = (grid.start[1:] > grid.end[:-1] + bridge + _SLIVER) | (labels[1:] != labels[:-1])
    firsts = np.flatnonzero(np.r_[True, apart])
    lasts = np.r_[firsts[1:], len(grid)] - 1
    seconds = grid.end - grid.start
    mean = np.add.reduceat(chances * seconds, firsts) / np.add.reduceat(seconds, firsts)
    return tuple(
        Turn(Span(start, end), str(label), chance)
        for start, end, label, chance in zip(
            grid.start[firsts].tolist(),
            grid.end[lasts].tolist(),
            labels[firsts].tolist(),
            np.round(mean, 3).tolist(),
            strict=True,
        )
    )
