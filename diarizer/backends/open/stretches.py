"""The stretches in which one speaker of a window speaks, cut to what is listened to at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import powerset, silence, windows
from diarizer.backends.open.windows import STEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from diarizer.backends.open.local_speakers import LocalSpeakers
    from diarizer.backends.open.networks import Array
    from diarizer.backends.shared.side_by_side import Workers

    Tell = Callable[[Iterator["Stretch"], Workers], Iterator[Array]]
    """Tells the voice of each stretch, in order: unit length, or zeros where there is too little."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One of :class:`diarizer.backends.open.segments_and_voices.Segments`, before its voice is listened to.

    Attributes:
        place: its first frame, the frame after its last, and its speaker.
        samples: of the stretch, at 16 kHz.
        alone: (frames,) where nobody else speaks.
        chance: that the speaker speaks.

    """

    place: tuple[int, int, int]
    samples: Array
    alone: NDArray[np.bool_]
    chance: float

    @property
    def clean(self) -> float:
        """Seconds of it in which nobody else speaks."""
        return float(self.alone.sum() * STEP / 16_000)


def of_window(
    window: int, local: LocalSpeakers, samples: Array, powers: Array, longest: float
) -> Iterator[Stretch]:
    """Yield the stretches of one window.

    Args:
        window: its number.
        local: who speaks in what it answers for.
        samples: of that, at 16 kHz.
        powers: (frames,) of :func:`diarizer.backends.open.silence.powers`.
        longest: seconds of one stretch.

    """
    for speaker, first, last in _runs(local.active, silence.loudness(powers), longest):
        alone = local.active[first:last].sum(axis=1) == 1
        some = samples[windows.sample(first) : windows.sample(last)]
        number = window * powerset.SPEAKERS + speaker
        chance = float(local.chances[first:last, speaker].mean())
        yield Stretch((local.first + first, local.first + last, number), some, alone, chance)


def _runs(
    active: NDArray[np.bool_], levels: NDArray[np.float32], longest: float
) -> Iterator[tuple[int, int, int]]:
    """Yield speaker, first frame and the frame after the last of each stretch."""
    most = int(longest * 16_000 / STEP)
    for speaker in range(active.shape[1]):
        changes = np.diff(active[:, speaker], prepend=False, append=False)
        edges = np.flatnonzero(changes).tolist()
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            for start, end in _pieces(first, last, levels, most):
                yield speaker, start, end


def _pieces(
    first: int, last: int, levels: NDArray[np.float32], longest: int
) -> Iterator[tuple[int, int]]:
    """Cut at the quietest frame in the middle, where another voice may begin unnoticed."""
    if last - first <= longest:
        yield first, last
        return
    quarter = (last - first) // 4
    cut = first + quarter + int(levels[first + quarter : last - quarter].argmin())
    yield from _pieces(first, cut, levels, longest)
    yield from _pieces(cut, last, levels, longest)
