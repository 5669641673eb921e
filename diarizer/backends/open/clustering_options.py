"""When two clusters of stretches are one person: the numbers of it, and what is clustered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Embeddings = NDArray[np.float32]
    """(n, d) of unit length."""

    Labels = NDArray[np.int64]
    """(n,) number of its cluster for each row."""

    Seconds = NDArray[np.float32]
    """(n,) of clean speech behind each row."""

    Bounds = tuple[int, int | None]
    """The fewest people, and the most; None for any number."""


@dataclass(frozen=True, slots=True)
class Options:
    """When two clusters are one person.

    The numbers are from benchmarks/accuracy.py, each in the middle of where nothing changes.

    Attributes:
        fine: cosine distance at which the first pass stops; the same from 0.35.
        distance: mean cosine distance that divides two well-known people, in a recording in which
            a voice is as alike as is usual; no set moves by more than 1.2 points from 0.44 to 0.56.
            Above, two voices of one call become one; below 0.42, one voice of another becomes two.
        usual: cosine of two stretches of one person in such a recording; what is divided by it in
            :mod:`diarizer.backends.open.own_likeness`. None where no recording is told from another.
        told_by: pairs of such stretches that count as much as what is usual; the same from 1 to 40.
        vague: by how much `distance` differs from recording to recording, as a standard deviation;
            the same from 0.06 to 0.14.
        worth: seconds times cosine distance that another person is worth; the same from 0.6 to 0.8.
        furthest: mean cosine distance at which two clusters are never one, unless that which divides
            people in the recording is greater; 0.61 to 0.73.
        apart: by how much farther apart two clusters are at most, as a cosine distance, where windows
            tell their stretches apart: :mod:`diarizer.backends.open.told_by_windows`. At 0, and the next
            one too, windows are not asked: with voices as good as these it moves the far-field
            meetings by 1.5 points either way, and nothing else.
        as_one: by how much nearer to each other, where windows take them for one speaker's.
        smallest: seconds of clean speech that a person has at least; 3 to 4.
        smallest_share: of all clean speech, which is less in a short recording; 0.06 to 0.08.
        stranger: cosine to everybody else below which half of that share is enough. Of 1,181 stretches
            of 0.7 to 1.8 s, none is less like what else its speaker says.
        echo: cosine between the means of one person and of another who says ten times as much,
            from which both are one. Of two people it is at most 0.45 (and 0.6 on the telephone,
            where both say the same); what was left over in three hours had 0.62 to 0.72.
        block: stretches that are clustered at once; memory grows with its square.

    """

    fine: float = 0.4
    distance: float = 0.5
    usual: float | None = 0.6
    told_by: int = 10
    vague: float = 0.1
    worth: float = 0.7
    furthest: float = 0.67
    apart: float = 0.0
    as_one: float = 0.0
    smallest: float = 4.0
    smallest_share: float = 0.06
    stranger: float = 0.15
    echo: float = 0.5
    block: int = 1_000

    @property
    def asks_windows(self) -> bool:
        """Whether what windows tell counts."""
        return self.apart != 0.0 or self.as_one != 0.0
