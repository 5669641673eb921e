"""What is heard: who speaks in each window, in which stretches, and how each of them sounds.

The recording is read once for each network, a few windows at a time; what is kept of it is a
voice for each stretch and a level for each frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.open import local_speakers, powerset, segment_voices, silence
from diarizer.backends.open.networks import PER_SAMPLE, SIZE
from diarizer.backends.open.windows import RECEPTIVE, SHORTEST, STEP, Grid, lay
from diarizer.backends.shared import side_by_side
from diarizer.measuring import stage_timings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from diarizer.backends.open.networks import Array, Networks
    from diarizer.types import Progress, Recording

    Frames = NDArray[np.int64]

_BATCH = 4  # windows at once: as fast as 16 on one thread, in a quarter of the memory


@dataclass(frozen=True, slots=True)
class Options:
    """How closely to listen; the numbers are from benchmarks/accuracy.py.

    Attributes:
        step: seconds from one window to the next. Half a window: each second is heard twice, for a
            third of the time that the whole takes; at 2.5 s that doubles.
        longest: seconds of one stretch that are listened to at once; 2.2 is a little better on
            the built recordings and worse on the real ones.
        shortest: seconds of speech that a voice can be told from.

    """

    step: float = 5.0
    longest: float = 3.0
    shortest: float = segment_voices.SHORTEST


@dataclass(frozen=True, slots=True)
class Segments:
    """Stretches in which one speaker of one window speaks, in order of window.

    Attributes:
        first: (n,) the frame of the recording that each begins with.
        last: (n,) the frame after its last.
        speaker: (n,) number of the window times three, plus the speaker in it.
        voices: (n, 192) of unit length; zero where it is too short to be told.
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

    """

    stretches: Segments
    powers: Array


@dataclass(frozen=True, slots=True)
class _Segment:
    """One of :class:`Segments`."""

    first: int
    last: int
    speaker: int
    voice: Array
    clean: float
    chance: float


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The same before its voice is listened to.

    Attributes:
        samples: of the stretch, at 16 kHz.
        alone: (frames,) where nobody else speaks.

    """

    first: int
    last: int
    speaker: int
    samples: Array
    alone: NDArray[np.bool_]
    chance: float

    def heard(self, networks: Networks, shortest: float) -> _Segment:
        voice = segment_voices.voice(networks, self.samples, self.alone, shortest)
        clean = float(self.alone.sum() * STEP / 16_000)
        return _Segment(self.first, self.last, self.speaker, voice, clean, self.chance)


def segment(networks: Networks, recording: Recording, grid: Grid) -> Iterator[Array]:
    """Ask the first network about every window.

    Yields:
        (frames, 7) chances of each class of the powerset, in order of the windows.

    """

    def asked(first: int) -> Array:
        begins = grid.starts[first : first + _BATCH] * STEP
        span = recording.read(int(begins[0]), int(begins[-1]) + grid.length)
        span = np.pad(span, (0, max(0, SHORTEST - len(span))))
        batch = np.stack([span[at : at + grid.length] for at in begins - begins[0]])
        with stage_timings.stage("network"):
            stage_timings.work(batch.size * PER_SAMPLE)
            return networks.segment(batch)

    batches = range(0, len(grid.starts), _BATCH)
    for found in side_by_side.mapped(asked, batches, networks.threads):
        yield from found


def segment_and_embed(
    networks: Networks,
    recording: Recording,
    options: Options,
    progress: Progress | None = None,
) -> SegmentsAndVoices:
    """Listen to a whole recording."""
    grid = lay(len(recording), options.step)
    powers = [np.empty(0, np.float32)]

    def stretches() -> Iterator[_Stretch]:
        for window, local in enumerate(
            local_speakers.decided(grid, segment(networks, recording, grid))
        ):
            start = local.first * STEP
            samples = recording.read(start, start + len(local.active) * STEP + RECEPTIVE)
            powers.append(silence.powers(samples, len(local.active)))
            yield from _stretches(window, local, samples, powers[-1], options)
            if progress:
                progress("listening", window + 1, len(grid.starts))

    def heard(stretch: _Stretch) -> _Segment:
        return stretch.heard(networks, options.shortest)

    found = [*side_by_side.mapped(heard, stretches(), networks.threads)]
    return SegmentsAndVoices(_together(found), np.concatenate(powers))


def _stretches(
    window: int,
    local: local_speakers.LocalSpeakers,
    samples: Array,
    powers: Array,
    options: Options,
) -> Iterator[_Stretch]:
    for speaker, first, last in _runs(local.active, silence.loudness(powers), options):
        alone = local.active[first:last].sum(axis=1) == 1
        some = samples[segment_voices.sample(first) : segment_voices.sample(last)]
        yield _Stretch(
            local.first + first,
            local.first + last,
            window * powerset.SPEAKERS + speaker,
            some,
            alone,
            float(local.chances[first:last, speaker].mean()),
        )


def _together(found: list[_Segment]) -> Segments:
    return Segments(
        np.array([one.first for one in found], np.int64),
        np.array([one.last for one in found], np.int64),
        np.array([one.speaker for one in found], np.int64),
        np.array([one.voice for one in found], np.float32).reshape(-1, SIZE),
        np.array([one.clean for one in found], np.float32),
        np.array([one.chance for one in found], np.float32),
    )


def _runs(
    active: NDArray[np.bool_], levels: NDArray[np.float64], options: Options
) -> Iterator[tuple[int, int, int]]:
    """Yield speaker, first frame and the frame after the last of each stretch."""
    longest = int(options.longest * 16_000 / STEP)
    for speaker in range(active.shape[1]):
        changes = np.diff(active[:, speaker], prepend=False, append=False)
        edges = np.flatnonzero(changes).tolist()
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            for start, end in _pieces(first, last, levels, longest):
                yield speaker, start, end


def _pieces(
    first: int, last: int, levels: NDArray[np.float64], longest: int
) -> Iterator[tuple[int, int]]:
    """Cut at the quietest frame in the middle, where another voice may begin unnoticed."""
    if last - first <= longest:
        yield first, last
        return
    quarter = (last - first) // 4
    cut = first + quarter + int(levels[first + quarter : last - quarter].argmin())
    yield from _pieces(first, cut, levels, longest)
    yield from _pieces(cut, last, levels, longest)
