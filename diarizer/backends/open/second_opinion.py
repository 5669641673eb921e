"""A second detector of speech, taught on other recordings: what it hears nothing in is no turn.

In each frame it has half a say in whether anybody speaks; see
:mod:`diarizer.backends.open.local_speakers`.

The segmentation was taught on talks, and takes animals, music, sirens and laughter for somebody.
Two networks that were taught on different recordings fail on different noises.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import windows
from diarizer.backends.shared.speech_detector import SECONDS, STEP, SpeechDetector
from diarizer.measuring import stage_timings
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from diarizer.backends.shared.speech_detector import Listener
    from diarizer.messages.text import Text
    from diarizer.types import Turn

    Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Options:
    """When it hears somebody: the onset that silero-vad publishes; not tuned here.

    Attributes:
        onset: chance from which a step is speech.
        least: seconds on end that count.

    """

    onset: float = 0.5
    least: float = 0.1


def load(file: Path, tell: Callable[[Text], object]) -> SpeechDetector | None:
    """Load the detector; None, which is told, where onnxruntime does not answer.

    The networks of this backend run on torch as well, and are then alone.
    """
    try:
        return SpeechDetector(file)
    except Exception as error:  # noqa: BLE001, a broken package raises whatever it likes
        reason = f"{type(error).__name__}: {error}"
        tell(text("open goes without a second opinion on noises: {reason}", reason=reason))
        return None


def by_frame(listener: Listener) -> Callable[[int, int], Array]:
    """Return what tells how likely somebody speaks in the frames of the segmentation.

    It listens to the whole recording, as far as it is asked: what it has not heard it forgets, and
    after a gap it answers late.
    """

    def heard(first: int, last: int) -> Array:
        centres = (np.arange(first, last) * windows.STEP + windows.RECEPTIVE / 2) / STEP - 0.5
        with stage_timings.stage("speech"):
            listener.listen(math.ceil(centres.max(initial=0.0) + 1) * STEP)
        chances = listener.chances()
        if not len(chances) or not len(centres):
            return np.zeros(len(centres), np.float32)
        # What lies beyond the end of the recording is as its last step.
        begin = min(max(0, int(centres[0])), len(chances) - 1)
        steps = np.arange(begin, len(chances))
        return np.asarray(np.interp(centres, steps, chances[begin:]), np.float32)

    return heard


def kept(turns: tuple[Turn, ...], chances: Array, options: Options) -> tuple[Turn, ...]:
    """Leave the turns out in which it hears nobody.

    Args:
        turns: that the segmentation found.
        chances: (steps,) that somebody speaks.
        options: when it hears somebody.

    """
    starts, ends = _spoken(chances, options)

    def met(turn: Turn) -> bool:
        # The first that ends after the turn's start is the only one that matters.
        first = int(np.searchsorted(ends, turn.span.start, side="right"))
        return first < len(starts) and bool(starts[first] < turn.span.end)

    return tuple(turn for turn in turns if met(turn))


def restored(kept: tuple[Turn, ...], found: tuple[Turn, ...], at_least: int) -> tuple[Turn, ...]:
    """Give back who was left out, where more people are asked for than were kept.

    Whoever says how many speak knows better than a detector; but where it hears nobody at all,
    nobody is given back.

    Args:
        kept: of those that were found.
        found: all turns, in order.
        at_least: people.

    """
    who = {turn.speaker for turn in kept}
    if not who or len(who) >= at_least:
        return kept
    gone: defaultdict[str, float] = defaultdict(float)  # seconds of each
    for turn in found:
        if turn.speaker not in who:
            gone[turn.speaker] += turn.span.duration
    back = set(sorted(gone, key=lambda name: -gone[name])[: at_least - len(who)])
    there = set(kept)
    return tuple(turn for turn in found if turn.speaker in back or turn in there)


def _spoken(chances: Array, options: Options) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return (n,) where in seconds each span that counts starts, and where it ends."""
    changes = np.diff(chances >= options.onset, prepend=False, append=False)
    starts, ends = np.flatnonzero(changes).reshape(-1, 2).T * SECONDS
    long = ends - starts >= options.least
    return starts[long], ends[long]
