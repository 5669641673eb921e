"""Which voices of many recordings are one person's, nobody of them being known."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from diarizer import backends
from diarizer.metrics import optimal_assignment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

THRESHOLDS = {"open": 0.54, "resemblyzer": 0.80}
"""Cosine similarity from which a voice is that of a person who was heard in other recordings.

Chosen on 12 built recordings of 21 people for the most right pairs less the merged ones, and judged
on 12 of 20 others: benchmarks/linking.py.
"""
_SWEEPS = 2  # a third one mattered only where the threshold was far too low
_LEAST = 0.1  # seconds that a voice counts at least
_ROOM = 256  # people for whom there is room at first


def usual(backend: str) -> float:
    """Return the threshold of a backend; of one that was not measured here, its own for two voices.

    Raises:
        UnknownBackend: there is none of that name.

    """
    measured = THRESHOLDS.get(backend)
    return backends.threshold(backend) if measured is None else measured


class Spoken(NamedTuple):
    """The strangers of one recording: (k, d) of unit length, and (k,) seconds of each."""

    voices: NDArray[np.float32]
    seconds: NDArray[np.float64]


class Centroids:
    """How each person sounds: the mean of the voices, each weighted by its seconds."""

    def __init__(
        self, voices: NDArray[np.float32], seconds: NDArray[np.float64] | None = None
    ) -> None:
        """Begin with the people who are there already: (p, d) and (p,)."""
        self.count = self.first_new = len(voices)
        self.seconds = np.ones(len(voices)) if seconds is None else np.array(seconds, np.float64)
        self.directions = np.array(voices, np.float32)
        self._sums = self.directions * self.seconds[:, None].astype(np.float32)

    def alike(self, voices: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (k, count): the cosines of voices and people."""
        cosines: NDArray[np.float32] = voices @ self.directions[: self.count].T
        return cosines

    def begin(self) -> int:
        """Make room for one more person, and return the number."""
        if self.count == len(self.directions):
            more = max(_ROOM, self.count)
            self.directions = np.pad(self.directions, ((0, more), (0, 0)))
            self._sums = np.pad(self._sums, ((0, more), (0, 0)))
            self.seconds = np.pad(self.seconds, (0, more))
        self.count += 1
        return self.count - 1

    def move(self, person: int, voice: NDArray[np.float32], seconds: float) -> None:
        """Add a voice to a person, or take it away again where ``seconds`` is negative."""
        left = self.seconds[person] + seconds
        self.seconds[person] = left if left > _LEAST / 2 else 0.0
        self._sums[person] += np.float32(seconds) * voice
        if self.seconds[person] == 0.0:
            # Whom nobody is left of is forgotten, unless somebody may come back to the name.
            kept = person < self.first_new
            self._sums[person] = 0.0
            self.directions[person] = self.directions[person] if kept else 0.0
            return
        length = float(np.linalg.norm(self._sums[person]))
        if length > 0.0:
            self.directions[person] = self._sums[person] / length


def linked(
    people: Centroids, recordings: Sequence[Spoken], threshold: float
) -> list[NDArray[np.int64]]:
    """Say who each voice is; two voices of one recording are never one person's.

    The recording with the most speech is first, whatever the files are called, and each of its
    voices goes to the nearest person or begins a new one. Then every recording is taken out and
    put back, since by now the people are better known.

    Args:
        people: who is known from before; those who are new are added.
        recordings: the voices of each.
        threshold: cosine similarity from which a voice is that of a person.

    Returns:
        for each recording (k,) numbers of people.

    >>> one, two = np.eye(2, dtype=np.float32)
    >>> many = [Spoken(np.stack(rows), np.ones(2)) for rows in ((one, two), (two, one))]
    >>> [found.tolist() for found in linked(Centroids(np.empty((0, 2), np.float32)), many, 0.5)]
    [[0, 1], [1, 0]]

    """
    order = sorted(range(len(recordings)), key=lambda at: _weight(recordings[at]))
    found = [np.empty(0, np.int64) for _ in recordings]
    for sweep in range(1 + _SWEEPS):
        changed = False
        for at in order:
            voices, seconds = recordings[at]
            before = found[at]
            if sweep:
                _move(people, before, recordings[at], -1.0)
            found[at] = _placed(people, voices, threshold, before)
            _move(people, found[at], Spoken(voices, seconds), 1.0)
            changed = changed or not np.array_equal(before, found[at])
        if not changed:
            break
    return found


def _weight(recording: Spoken) -> tuple[float, str]:
    # The second part sets in order what is equally long, whatever it is called.
    return -float(recording.seconds.sum()), hashlib.sha256(recording.voices.tobytes()).hexdigest()


def _move(people: Centroids, who: NDArray[np.int64], recording: Spoken, sign: float) -> None:
    for person, voice, seconds in zip(who.tolist(), *recording, strict=True):
        people.move(person, voice, sign * max(float(seconds), _LEAST))


def _placed(
    people: Centroids, voices: NDArray[np.float32], threshold: float, before: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Give each voice the nearest person, or a new one; (k,)."""
    who = np.full(len(voices), -1, np.int64)
    if not len(voices):
        return who
    table = people.alike(voices)
    near = np.flatnonzero((table >= threshold).any(axis=0))
    if len(near):
        # What is below the threshold gains nothing, so that it takes nobody's place.
        gain = np.maximum(np.asarray(table[:, near], np.float64) - threshold + 1e-6, 0.0)
        rows, columns = optimal_assignment.best(gain)
        real = gain[rows, columns] > 0.0
        who[rows[real]] = near[columns[real]]
    for row in np.flatnonzero(who < 0).tolist():
        who[row] = _nobody_yet(people, before, row)
    return who


def _nobody_yet(people: Centroids, before: NDArray[np.int64], row: int) -> int:
    """Whoever this voice alone was, or somebody new."""
    if len(before) and people.seconds[before[row]] == 0.0 and before[row] >= people.first_new:
        return int(before[row])
    return people.begin()
