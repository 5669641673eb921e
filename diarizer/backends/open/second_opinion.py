"""A second detector of speech, taught on other recordings: what it hears nothing in is no turn.

The segmentation was taught on talks, and takes animals, music, sirens and laughter for somebody.
Two networks that were taught on different recordings fail on different noises.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.shared.speech_detector import SECONDS, STEP, SpeechDetector
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from diarizer.backends.shared.speech_detector import Listener
    from diarizer.messages.text import Text
    from diarizer.types import Turn

    Array = NDArray[np.float32]

# Steps of 32 ms: heard before a turn, as the network answers late when it has heard nothing; and at
# once, as longer pieces are faster, and most turns are met in the first.
_BEFORE, _AT_ONCE = 31, 16


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


def asked(listener: Listener, turns: tuple[Turn, ...], options: Options) -> Array:
    """Listen to each turn until somebody is heard in it, and to nothing else.

    That is a quarter of most recordings, and the whole of what holds no speech.

    Returns:
        (steps,) chances as far as the last turn; zero where nothing was asked.

    """
    edge = int(
        np.ceil(options.least / SECONDS)
    )  # steps: what begins before a turn may reach into it
    for turn in sorted(turns, key=lambda one: one.span.start):
        first, last = int(turn.span.start / SECONDS), int(turn.span.end / SECONDS) + 1 + edge
        listener.pass_over(first - _BEFORE)
        begin, done = max(0, first - edge), -1
        while done < listener.done < last:
            done = listener.done
            _, ends = _spoken(listener.chances()[begin:last], options)
            if (ends > turn.span.start - begin * SECONDS).any():
                break
            listener.listen((done + _AT_ONCE) * STEP)
    return listener.chances()


def kept(turns: tuple[Turn, ...], chances: Array, options: Options) -> tuple[Turn, ...]:
    """Leave the turns out in which it hears nobody.

    Args:
        turns: that the segmentation found.
        chances: (steps,) of :func:`asked`.
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
