"""Who speaks, while the recording still goes on: a window that slides, and people who are learnt.

After Coria et al. (ASRU 2021; see :mod:`diarizer.backends.open.online_clustering`): every half second the
network hears the newest seconds again, its local speakers are given to people, and what the windows
said of one moment is averaged until that moment is settled. What makes it cheap: a voice is told
anew only where its speaker has gone on speaking; else the speaker is who the window before took
them for, matched by when both say that they speak.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np
from threadpoolctl import threadpool_limits

from diarizer.backends.base import Heard
from diarizer.backends.open import online_clustering, powerset, segment_voices, silence, windows
from diarizer.backends.open.networks import SIZE
from diarizer.backends.open.online_clustering import NOBODY, LocalVoice, People
from diarizer.backends.open.windows import RECEPTIVE, STEP

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array, Networks
    from diarizer.types import Recording

    Chances = NDArray[np.float32]

_RATE = 16_000
_ORDERS = np.array(list(permutations(range(powerset.SPEAKERS))), np.int64)  # (6, 3)
_LEVELS = 1_200  # frames whose levels say how loud speech is: twenty seconds


@dataclass(frozen=True, slots=True)
class Options:
    """How closely to listen; the numbers are from benchmarks/live.py.

    Attributes:
        window: seconds that the network hears at once.
        step: seconds from one window to the next.
        latency: seconds after which a moment is settled.
        tau: chance from which a speaker speaks.
        voice: seconds of clean speech, the newest, that a voice is told from.
        people: when a voice is a person's.
        silence: what is silent.

    """

    window: float = 5.0
    step: float = 0.5
    latency: float = 2.0
    tau: float = 0.5
    voice: float = 3.0
    people: online_clustering.Options = field(default_factory=online_clustering.Options)
    silence: silence.Options = field(default_factory=silence.Options)


def limited(max_speakers: int | None) -> Options:
    """Return the options with at most that many people."""
    options = Options()
    people = replace(
        options.people, most=min(max_speakers or options.people.most, options.people.most)
    )
    return replace(options, people=people)


@dataclass(frozen=True, slots=True)
class _Window:
    """What one window said, for the next one to go on with.

    Attributes:
        first: frame of the recording that it begins with.
        activity: (frames, 3) chances that each speaker speaks.
        people: (3,) who each is.

    """

    first: int
    activity: Chances
    people: list[int]

    @property
    def last(self) -> int:
        """The frame after its last."""
        return self.first + len(self.activity)


class OpenListener:
    """A :class:`diarizer.backends.base.Listener`."""

    frame = STEP / _RATE
    origin = windows.time(0)

    def __init__(self, networks: Networks, options: Options | None = None) -> None:
        self._options = options or Options()
        self.step = self._options.step
        self.latency = self._options.latency
        # A window has to reach back to what is not settled yet.
        self.longest = self._options.window - self._options.latency - self._options.step
        self._networks = networks
        self._people = People(self._options.people)
        self._before: _Window | None = None
        self._settled = 0  # frames
        self._scores = np.zeros((0, 0), np.float32)
        self._weights = np.zeros(0, np.float32)
        self._levels = np.zeros(0, np.float32)
        self._spoken = np.zeros(0, bool)

    def hear(self, recording: Recording, until: int, *, end: bool = False) -> Heard:
        """Hear what is new; see :class:`diarizer.backends.base.Listener`."""
        last = (until - RECEPTIVE) // STEP + 1
        if until < windows.SHORTEST or last <= self._settled:
            return Heard(np.zeros((0, len(self._people)), bool))
        with threadpool_limits(1):
            window = self._window(recording, last)
            merged = self._people.merged()
        for gone, kept in merged:
            self._scores[:, kept] += self._scores[:, gone]
            self._scores[:, gone] = 0.0
            window.people[:] = [kept if one == gone else one for one in window.people]
        self._before = window
        ready = last if end else last - round(self.latency / self.frame)
        active = self._settle(recording, max(ready, self._settled))
        return Heard(active, self._now(window), tuple(merged))

    def _window(self, recording: Recording, last: int) -> _Window:
        frames = round(self._options.window / self.frame)
        first = max(0, last - frames)
        length = (last - first - 1) * STEP + RECEPTIVE
        samples = recording.read(first * STEP, first * STEP + length)
        activity = powerset.activity(self._networks.segment(samples, [0], length)[0])
        people = self._people.identify(self._speakers(samples, first, activity))
        window = _Window(first, activity, people)
        self._add(window)
        return window

    def _speakers(self, samples: Array, first: int, activity: Chances) -> list[LocalVoice | None]:
        """Describe each local speaker that is heard at all."""
        active = activity >= self._options.tau
        alone = active & (active.sum(axis=1, keepdims=True) == 1)
        before, known = self._followed(first, activity)
        known = max(0, known)
        return [
            LocalVoice(
                self._voice(samples, alone[:, number])
                if active[known:, number].any() or before[number] == NOBODY
                else np.zeros(SIZE, np.float32),
                float(alone[:, number].sum() * self.frame),
                float(alone[known:, number].sum() * self.frame),
                before[number],
            )
            if active[:, number].any()
            else None
            for number in range(powerset.SPEAKERS)
        ]

    def _voice(self, samples: Array, alone: NDArray[np.bool_]) -> Array:
        """Tell a voice from the newest frames in which nobody else speaks."""
        chosen = np.flatnonzero(alone)[-round(self._options.voice / self.frame) :]
        if len(chosen) * self.frame < segment_voices.SHORTEST:
            return np.zeros(SIZE, np.float32)
        begin, end = int(chosen[0]), int(chosen[-1]) + 1
        some = samples[windows.sample(begin) : windows.sample(end)]
        return segment_voices.voice(self._networks, some, alone[begin:end])

    def _followed(self, first: int, activity: Chances) -> tuple[list[int], int]:
        """Return whom the window before took each speaker for, and up to where it heard."""
        nobody = [NOBODY] * powerset.SPEAKERS
        if self._before is None:
            return nobody, 0
        known = self._before.last - first
        if known <= 0:
            return nobody, 0
        one, two = activity[:known], self._before.activity[first - self._before.first :]
        one, two = (np.where(each >= self._options.tau, each, 0.0) for each in (one, two))
        together = one.T @ two  # (3, 3)
        order = _ORDERS[together[np.arange(powerset.SPEAKERS), _ORDERS].sum(axis=1).argmax()]
        return [
            self._before.people[other] if together[number, other] > 0.0 else NOBODY
            for number, other in enumerate(order)
        ], known

    def _add(self, window: _Window) -> None:
        """Add what a window says of the moments that are not settled; more, farther from its end."""
        more = window.last - self._settled - len(self._scores)
        new = len(self._people) - self._scores.shape[1]
        self._scores = np.pad(self._scores, ((0, max(0, more)), (0, new)))
        self._weights = np.pad(self._weights, (0, max(0, more)))
        begin = max(window.first, self._settled)
        there = slice(begin - self._settled, window.last - self._settled)
        activity = window.activity[begin - window.first :]
        weights = np.arange(len(activity), 0, -1, dtype=np.float32)
        self._weights[there] += weights
        for number, person in enumerate(window.people):
            if person != NOBODY:
                self._scores[there, person] += weights * activity[:, number]

    def _settle(self, recording: Recording, until: int) -> NDArray[np.bool_]:
        """Decide (frames, people) up to a frame; pauses are cut out."""
        count = until - self._settled
        if not count:
            return np.zeros((0, len(self._people)), bool)
        scores = self._scores[:count] / np.maximum(self._weights[:count], 1e-9)[:, None]
        active = scores >= self._options.tau
        samples = recording.read(self._settled * STEP, until * STEP + RECEPTIVE)
        powers = silence.powers(samples, count)
        self._levels = np.append(self._levels, powers)[-_LEVELS:]
        self._spoken = np.append(self._spoken, active.any(axis=1))[-_LEVELS:]
        silent = silence.silent(self._levels, self._spoken, self._options.silence)
        active[silent[len(silent) - count :]] = False
        self._scores, self._weights = self._scores[count:], self._weights[count:]
        self._settled = until
        return active

    def _now(self, window: _Window) -> tuple[int, ...]:
        newest = window.activity[-round(self._options.step / self.frame) :]
        speaking = (newest >= self._options.tau).mean(axis=0) >= 0.5  # noqa: PLR2004, most of it
        people = {person for person, one in zip(window.people, speaking, strict=True) if one}
        return tuple(sorted(people))
