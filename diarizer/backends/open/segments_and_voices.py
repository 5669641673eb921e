"""What is heard: who speaks in each window, in which stretches, and how each of them sounds.

The recording is read once for each network, a few windows at a time; what is kept of it is a
voice for each stretch, a level for each frame, and what the second opinion heard. Whose network tells
the voices is left to whoever asks: see :data:`diarizer.backends.open.stretches.Tell`.
"""

from __future__ import annotations

from collections import deque
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import (
    local_speakers,
    powerset,
    second_opinion,
    segment_voices,
    silence,
    stretches,
)
from diarizer.backends.open.networks import AT_ONCE, PER_SAMPLE, SIZE
from diarizer.backends.open.windows import RECEPTIVE, SHORTEST, STEP, Grid, lay
from diarizer.backends.shared.side_by_side import Workers
from diarizer.measuring import stage_timings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array, Ears
    from diarizer.backends.open.stretches import Stretch, Tell
    from diarizer.types import Progress, Recording

    Frames = NDArray[np.int64]

_NOBODY = np.eye(powerset.COUNTS.size, dtype=np.float32)[0]  # surely the class of nobody
_BATCH = 4  # windows at once; what they share is heard once


@dataclass(frozen=True, slots=True)
class Options:
    """How closely to listen; the numbers are from benchmarks/accuracy.py.

    Attributes:
        step: seconds from one window to the next. Half a window: each second is heard twice.
        wide: the same, of a recording of at least ``long`` seconds, in which a voice is heard so often
            that what one window mistakes is outvoted: from 7.5 to 9.5 their DER is that of 5 to a point,
            of short ones it is not.
        long: seconds.
        longest: seconds of one stretch that are listened to at once; 2.2 is a little better on
            the built recordings and worse on the real ones.
        shortest: seconds of speech that a voice can be told from.
        speech: mean chance of the segmentation and of the second opinion above which somebody
            speaks; from 0.4 to 0.5 no set moves by more than 1.4 points of DER.
        unheard: chance of the second opinion; in a window in which it stays below that, nobody is
            looked for. The turns of no recording change from 0 to 0.1; one changes at 0.25.

    """

    step: float = 5.0
    wide: float = 9.0
    long: float = 300.0
    longest: float = 3.0
    shortest: float = segment_voices.SHORTEST
    speech: float = 0.45
    unheard: float = 0.1


@dataclass(frozen=True, slots=True)
class Segments:
    """Stretches in which one speaker of one window speaks, in order of window.

    Attributes:
        first: (n,) the frame of the recording that each begins with.
        last: (n,) the frame after its last.
        speaker: (n,) number of the window times three, plus the speaker in it.
        voices: (n, d) of unit length; zero where it is too short to be told.
        clean: (n,) seconds of it in which nobody else speaks.
        chance: (n,) that the speaker speaks, on average over its frames.

    """

    first: Frames
    last: Frames
    speaker: Frames
    voices: Array
    clean: Array
    chance: Array


@dataclass(frozen=True, slots=True)
class SegmentsAndVoices:
    """All that is kept of a recording.

    Attributes:
        stretches: who speaks when, as far as one window knows.
        powers: (frames,) mean square of the samples of each frame.
        own: seconds in which the segmentation by itself hears somebody.
        second: (steps,) chances of the second opinion; None where there is none.

    """

    stretches: Segments
    powers: Array
    own: float
    second: Array | None = None


def segment(
    networks: Ears,
    recording: Recording,
    grid: Grid,
    unheard: Callable[[int], bool] | None = None,
    workers: Workers | None = None,
) -> Iterator[Array]:
    """Ask the first network about every window.

    Args:
        networks: whose segmentation is asked.
        recording: at 16 kHz.
        grid: where the windows lie.
        unheard: tells by its number of which window it is known that nobody speaks in it: the
            network is not asked about that one.
        workers: who asks; whoever wants the answers by default.

    Yields:
        (frames, 7) chances of each class of the powerset, in order of the windows.

    """

    def asked(given: tuple[Frames, NDArray[np.bool_]]) -> Array:
        numbers, wanted = given
        found = np.tile(_NOBODY, (len(numbers), grid.frames, 1))
        if wanted.any():
            begins = grid.starts[numbers[wanted]] * STEP
            span = recording.read(int(begins[0]), int(begins[-1]) + grid.length)
            if len(span) < SHORTEST:  # np.pad copies where there is nothing to add, too
                span = np.pad(span, (0, SHORTEST - len(span)))
            places = (begins - begins[0]).tolist()
            with stage_timings.stage("network"):
                stage_timings.work(len(places) * grid.length * PER_SAMPLE)
                found[wanted] = networks.segment(span, places, grid.length)
        return found

    def batches() -> Iterator[tuple[Frames, NDArray[np.bool_]]]:
        # The first one is small, so that whoever waits for work has some.
        edges = [0, *range(AT_ONCE, len(grid.starts), _BATCH), len(grid.starts)]
        for first, last in pairwise(edges):
            numbers = np.arange(first, last)
            yield numbers, np.array([not (unheard and unheard(at)) for at in numbers.tolist()])

    for found in (workers or Workers()).mapped(asked, batches()):
        yield from found


def segment_and_embed(
    networks: Ears,
    tell: Tell,
    recording: Recording,
    options: Options,
    progress: Progress | None = None,
) -> SegmentsAndVoices:
    """Listen to a whole recording.

    Args:
        networks: the segmentation, and the second opinion where there is one.
        tell: tells the voices: :func:`segment_voices.by`, or what another backend has.
        recording: at 16 kHz.
        options: how closely.
        progress: told ``("listening", windows done, windows)``.

    """
    step = options.step if recording.duration < options.long else options.wide
    grid = lay(len(recording), step)
    powers, own = [np.empty(0, np.float32)], 0
    listener = networks.second.listener(recording) if networks.second else None
    second = second_opinion.by_frame(listener) if listener else None
    places, cleans, chances = [], [], []

    def unheard(window: int) -> bool:
        first = int(grid.starts[window])
        return (
            second is not None and float(second(first, first + grid.frames).max()) < options.unheard
        )

    def all_of_them(workers: Workers) -> Iterator[Stretch]:
        nonlocal own
        windows = segment(networks, recording, grid, unheard if listener else None, workers)
        decided = local_speakers.decided(grid, windows, second, options.speech)
        for window, local in enumerate(decided):
            own += local.own
            start = local.first * STEP
            samples = recording.read(start, start + len(local.active) * STEP + RECEPTIVE)
            powers.append(silence.powers(samples, len(local.active)))
            for stretch in stretches.of_window(window, local, samples, powers[-1], options.longest):
                places.append(stretch.place)
                cleans.append(stretch.clean)
                chances.append(stretch.chance)
                yield stretch
            if progress:
                progress("listening", window + 1, len(grid.starts))

    with closing(Workers(networks.threads)) as workers:
        voices = deque(tell(all_of_them(workers), workers))
    if listener:
        listener.listen(len(recording))
    first, last, speaker = np.array(places, np.int64).reshape(-1, 3).T
    found = Segments(
        first,
        last,
        speaker,
        _stacked(voices),
        np.array(cleans, np.float32),
        np.array(chances, np.float32),
    )
    heard = listener.chances() if listener else None
    return SegmentsAndVoices(found, np.concatenate(powers), own * STEP / 16_000, heard)


def _stacked(voices: deque[Array]) -> Array:
    """Return (n, d) of n voices, which are let go one by one: of hours, both would be large."""
    found = np.empty((len(voices), len(voices[0]) if voices else SIZE), np.float32)
    for row in found:
        row[:] = voices.popleft()
    return found
