"""Who a voice is while the recording still goes on: people as the mean of what is known of them.

After Coria, Bredin, Ghannay and Rosset, "Overlap-aware low-latency online speaker diarization based
on end-to-end local segmentation" (ASRU 2021), whose reference implementation is diart: the local
speakers of a window are given to the people that are known, so that all are as alike as possible
together and no two of them are one person (their "cannot-link"). Who is farther than ``delta`` from
everybody is a new person, and only who was heard for ``rho`` makes one or changes one. What is held
is a sum for each person, however long the recording is.

Two things are ours. Of whom too little is heard to tell the voice is who the window before took them
for. And two people who turn out to sound alike become one, which is told, so that what was written
down can be corrected. To lean towards whom the window before had named, where the voice is told
anew, was tried: it carries an error on, and cost six points of DER.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open.networks import SIZE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array

NOBODY = -1
"""In place of a person: not known, or not yet."""

_FAR = 2.0  # cosine distance: as far as two voices can be


@dataclass(frozen=True, slots=True)
class Options:
    """When a voice is a person's; the numbers are from benchmarks/live.py.

    Attributes:
        delta: cosine distance to everybody from which a voice is a new person's.
        rho: seconds of clean speech in a window that make a person, or change one.
        alike: cosine of two people from which they are one.
        most: people at once, of whom those who turned out to be one count as one; beyond, a voice is
            given to the nearest.

    """

    delta: float = 0.6
    rho: float = 1.0
    alike: float = 0.6
    most: int = 20


@dataclass(frozen=True, slots=True)
class LocalVoice:
    """A speaker of one window.

    Attributes:
        voice: (192,) of unit length; zeros where there is too little to tell.
        clean: seconds in which nobody else speaks.
        fresh: of them, those that no window before had.
        before: whom the window before took the speaker for; ``NOBODY`` where it knew none.

    """

    voice: Array
    clean: float
    fresh: float
    before: int = NOBODY


class People:
    """Everybody who was heard so far; the number of a person stays."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._sums = np.zeros((options.most, SIZE), np.float32)
        self._seconds = np.zeros(options.most, np.float32)
        self._together = np.zeros((options.most, options.most), bool)  # heard in one window
        self._count = 0

    def __len__(self) -> int:
        """Count everybody who ever had a number, those who are no more included."""
        return self._count

    def identify(self, speakers: list[LocalVoice | None]) -> list[int]:
        """Say who each speaker of a window is, and learn from it; ``NOBODY`` where that is open.

        Args:
            speakers: of one window, at most three; None where the network gives nobody.

        """
        distances = self._distances(speakers)
        there = self._there()
        nearest = _nearest(distances[:, there], self._options.delta)
        people = [NOBODY if one == NOBODY else int(there[one]) for one in nearest]
        for number, speaker in enumerate(speakers):
            if speaker is None:
                continue
            if people[number] == NOBODY:
                people[number] = self._stranger(speaker, distances[number], people)
            self._learn(people[number], speaker)
        known = [person for person in people if person != NOBODY]
        self._together[np.ix_(known, known)] = True
        return people

    def merged(self) -> list[tuple[int, int]]:
        """Make one of any two who sound alike and were never heard side by side.

        Returns:
            (who is no more, who it is), where the later one is no more.

        """
        found = []
        while (pair := self._alike()) is not None:
            kept, gone = pair
            self._sums[kept] += self._sums[gone]
            self._seconds[kept] += self._seconds[gone]
            self._together[kept] |= self._together[gone]
            self._together[:, kept] |= self._together[:, gone]
            self._sums[gone] = 0.0
            self._seconds[gone] = 0.0
            found.append((gone, kept))
        return found

    def _learn(self, person: int, speaker: LocalVoice) -> None:
        if person == NOBODY or speaker.clean < self._options.rho:
            return
        seconds = speaker.fresh if self._seconds[person] else speaker.clean
        self._sums[person] += speaker.voice * np.float32(seconds)
        self._seconds[person] += seconds

    def _alike(self) -> tuple[int, int] | None:
        voices = self._voices()
        likeness = np.triu(voices @ voices.T, 1)
        likeness[self._together[: len(voices), : len(voices)]] = 0.0
        if not likeness.size or likeness.max() < self._options.alike:
            return None
        one, other = np.unravel_index(int(likeness.argmax()), likeness.shape)
        return int(one), int(other)

    def _voices(self) -> Array:
        sums = self._sums[: self._count]
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        return np.asarray(sums / np.maximum(lengths, 1e-9), np.float32)

    def _distances(self, speakers: list[LocalVoice | None]) -> NDArray[np.float32]:
        """Return (speakers, people) cosine distances; far from those who are no more."""
        voices = self._voices()
        there = self._there()
        found = np.full((len(speakers), self._count), _FAR, np.float32)
        for number, speaker in enumerate(speakers):
            if speaker is None:
                continue
            if speaker.voice.any():
                found[number, there] = 1.0 - voices[there] @ speaker.voice
            elif speaker.before != NOBODY:
                found[number, speaker.before] = 0.0
        return found

    def _stranger(
        self, speaker: LocalVoice, distances: NDArray[np.float32], taken: list[int]
    ) -> int:
        """Number a new person; where that is not possible, the nearest who is not taken."""
        if speaker.clean < self._options.rho or not speaker.voice.any():
            return NOBODY
        there = self._there().tolist()
        if len({*there, *taken} - {NOBODY}) < self._options.most:
            return self._begin()
        free = [person for person in there if person not in taken]
        return min(free, key=lambda person: float(distances[person]), default=NOBODY)

    def _there(self) -> NDArray[np.int64]:
        """Number those who are not one with somebody else."""
        return np.flatnonzero(self._seconds[: self._count] > 0.0)

    def _begin(self) -> int:
        """Make room for one more, who gets no number that somebody had before."""
        if self._count == len(self._seconds):
            self._sums = np.pad(self._sums, ((0, self._count), (0, 0)))
            self._seconds = np.pad(self._seconds, (0, self._count))
            self._together = np.pad(self._together, (0, self._count))
        self._count += 1
        return self._count - 1


def _nearest(distances: NDArray[np.float32], limit: float) -> list[int]:
    """Give each row a column of its own below the limit, so that the sum is the least.

    >>> _nearest(np.float32([[0.1, 0.2], [0.0, 0.9]]), 0.5)
    [1, 0]
    """
    rows, columns = distances.shape
    # As many columns of nobody, which are never worse than one beyond the limit.
    padded = np.pad(distances, ((0, 0), (0, rows)), constant_values=limit)
    orders = _orders(columns + rows, rows)
    best = orders[padded[np.arange(rows), orders].sum(axis=1).argmin()].tolist()
    return [column if column < columns else NOBODY for column in best]


@cache
def _orders(columns: int, rows: int) -> NDArray[np.int64]:
    """Return (n, rows) all ways to give each row another column: 10,626 at most."""
    return np.array(list(permutations(range(columns), rows)), np.int64)
