"""Where somebody speaks, from how likely silero-vad's network finds it in each step.

The rules and the numbers are those that silero-vad publishes beside its network; none of them was
chosen on the recordings that this backend is scored on.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared.speech_detector import SECONDS
from diarizer.types import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from diarizer.backends.shared.speech_detector import SpeechDetector
    from diarizer.types import Progress, Recording

    Found = list[tuple[float, float]]

_PIECE = 60 * 16_000  # samples between two words about the progress
_TOGETHER = 10_000  # steps that are looked at together: five minutes


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as speech, as silero-vad publishes it.

    Attributes:
        onset: chance from which somebody begins to speak.
        hysteresis: how far below it the chance falls where somebody ends.
        shortest: seconds; anything shorter is no speech.
        pause: seconds of silence that end it.
        padding: seconds added on each side.

    """

    onset: float = 0.5
    hysteresis: float = 0.15
    shortest: float = 0.25
    pause: float = 0.1
    padding: float = 0.03

    @property
    def offset(self) -> float:
        """Chance below which somebody ends."""
        return max(self.onset - self.hysteresis, 0.01)


def detect(
    detector: SpeechDetector,
    recording: Recording,
    options: Options | None = None,
    progress: Progress | None = None,
) -> tuple[Span, ...]:
    """Find the spans in which somebody speaks.

    Args:
        detector: the network.
        recording: at 16 kHz; read once from one end to the other.
        options: what counts as speech.
        progress: told ``("speech", seconds done, seconds)``.

    Returns:
        spans in order, apart from each other, inside the recording; none for silence.

    """
    listener = detector.listener(recording)
    for last in range(_PIECE, len(recording) + _PIECE, _PIECE):
        listener.listen(last)
        if progress:
            progress("speech", min(last / 16_000, recording.duration), recording.duration)
    return spans(listener.chances(), recording.duration, options or Options())


def spans(chances: NDArray[np.float32], duration: float, options: Options) -> tuple[Span, ...]:
    """Join steps to spans.

    Args:
        chances: (steps,) that somebody speaks.
        duration: of the recording, in seconds.
        options: what counts as speech.

    """
    inside = ((start, min(end, duration)) for start, end in _spoken(chances, options))
    found = [(start, end) for start, end in inside if end - start > options.shortest]
    return tuple(Span(start, end) for start, end in _padded(found, duration, options.padding))


def _spoken(chances: NDArray[np.float32], options: Options) -> Iterator[tuple[float, float]]:
    """Yield start and end in seconds: from the onset to the first step of a pause."""
    least = options.pause / SECONDS
    start = silent = None
    for step in _deciding(chances, options):
        if chances[step] >= options.onset:
            start, silent = step if start is None else start, None
        elif start is not None:
            silent = step if silent is None else silent
            if step - silent >= least:
                yield start * SECONDS, silent * SECONDS
                start = silent = None
    if start is not None:
        yield start * SECONDS, len(chances) * SECONDS


def _deciding(chances: NDArray[np.float32], options: Options) -> Iterator[int]:
    """Yield the steps that decide anything; what lies between both thresholds goes on as it was."""
    for first in range(0, len(chances), _TOGETHER):
        some = chances[first : first + _TOGETHER]
        decides = (some >= options.onset) | (some < options.offset)
        yield from (np.flatnonzero(decides) + first).tolist()


def _padded(found: Found, duration: float, padding: float) -> Iterator[tuple[float, float]]:
    """Widen each span, by half of the gap to the next one at most."""
    gaps = [other[0] - one[1] for one, other in pairwise(found)]
    sides = [padding, *(min(padding, gap / 2) for gap in gaps), padding]
    for (start, end), before, after in zip(found, sides, sides[1:], strict=False):
        yield max(0.0, start - before), min(duration, end + after)
