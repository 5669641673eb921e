"""A recording as it was taken: what is diarized, and what it covers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from diarizer.audio.report import Block, Report
    from diarizer.types import Recording, Span
    from diarizer.types.coverage import Coverage

    Source = Callable[[Report, int | None], Iterator[Block]]
    """Decodes one track, counted from 0, or all of them when None; can be asked twice."""

AUTO, MIX, SEPARATE = "auto", "mix", "separate"


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a recording is to be heard.

    Attributes:
        channels: ``auto``, ``mix``, ``separate``, or one channel, counted from 1.
        track: of the audio tracks, counted from 1; all that are not silent when None.
        parts: whether channels or tracks that hold different people are wanted apart, too.

    """

    channels: str | int = AUTO
    track: int | None = None
    parts: bool = False


class Place(Protocol):
    """Where samples go: a :class:`diarizer.types.Recording` that grows."""

    def append(self, samples: NDArray[np.float32]) -> None:
        """Write (n,) more samples."""
        ...

    def __len__(self) -> int:
        """Count the samples."""
        ...

    def read(self, first: int, last: int) -> NDArray[np.float32]:
        """Return (last - first,) samples; fewer where that reaches over an end."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Around:
    """A :class:`diarizer.types.Recording` that is another one's, as long and as fast."""

    main: Recording

    @property
    def uri(self) -> str:
        """The name of the recording."""
        return self.main.uri

    @property
    def sample_rate(self) -> int:
        """Samples per second."""
        return self.main.sample_rate

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.main.duration

    def __len__(self) -> int:
        """Count the samples."""
        return len(self.main)


@dataclass(frozen=True, slots=True, eq=False)
class Sound(Around):
    """A :class:`diarizer.types.Recording` of one channel, and what it is made of.

    Attributes:
        main: everything that is heard, mixed.
        coverage: what that is.
        parts: what is to be diarized apart, each as long as the whole; none where it is one.

    """

    coverage: Coverage
    parts: tuple[Recording, ...] = ()

    def read(self, first: int, last: int) -> NDArray[np.float32]:
        """Return (last - first,) samples; fewer where that reaches over an end."""
        return self.main.read(first, last)


@dataclass(frozen=True, slots=True, eq=False)
class Gated(Around):
    """One side of a call without what is heard of the other side.

    Attributes:
        main: the side.
        gains: (stretches,) what the samples in the middle of each stretch are multiplied by.
        stretch: its seconds.

    """

    gains: NDArray[np.float32]
    stretch: float

    def gain(self, span: Span) -> float:
        """Return the median of the gains within a span of seconds; 1 where there is none."""
        first = int(span.start / self.stretch)
        near = self.gains[first : max(first + 1, math.ceil(span.end / self.stretch))]
        return float(np.median(near)) if len(near) else 1.0

    def read(self, first: int, last: int) -> NDArray[np.float32]:
        """Return (last - first,) samples; fewer where that reaches over an end."""
        samples = self.main.read(first, last)
        return between(samples, max(first, 0), self.sample_rate, self.gains, self.stretch)


def between(
    samples: NDArray[np.float32], first: int, rate: int, gains: NDArray[np.float32], stretch: float
) -> NDArray[np.float32]:
    """Return (n,) samples from ``first`` on, multiplied by gains, each in the middle of its stretch."""
    places = (first + np.arange(len(samples))) / rate / stretch - 0.5
    around = slice(max(0, int(places[0])), int(places[-1]) + 2) if len(places) else slice(0)
    near = gains[around]
    if not len(near):
        return samples
    steps = np.arange(around.start, around.start + len(near))
    return (samples * np.interp(places, steps, near)).astype(np.float32)
