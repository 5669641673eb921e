"""What is heard: who speaks in each window, in which stretches, and how each of them sounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from diarizer.backends.open import fbank, powerset, segmentation, silence, tiles
from diarizer.backends.open.campplus import SIZE
from diarizer.backends.open.windows import SHORTEST, Grid, lay

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from diarizer.types import Progress

    Samples = NDArray[np.float32]
    Frames = NDArray[np.int64]

_BATCH = 4  # windows at once: as fast as 16 on one thread, in a quarter of the memory


@dataclass(frozen=True, slots=True)
class Options:
    """How closely to listen; the numbers are from benchmarks/accuracy.py.

    Attributes:
        step: seconds from one window to the next. Half a window: each second is heard twice, for a
            third of the time that the whole takes; at 2.5 s that doubles.
        shortest: seconds of speech that a voice can be told from.
        longest: seconds of one stretch that are listened to at once; 2.2 is a little better on
            the built recordings and worse on the real ones.

    """

    step: float = 5.0
    shortest: float = 0.4
    longest: float = 3.0


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches in which one speaker of one window speaks, in order of window.

    Attributes:
        first: (n,) the frame of the recording that each begins with.
        last: (n,) the frame after its last.
        speaker: (n,) number of the window times three, plus the speaker in it.
        voices: (n, 192) of unit length; zero where it is too short to be told.
        clean: (n,) seconds of it in which nobody else speaks.

    """

    first: Frames
    last: Frames
    speaker: Frames
    voices: NDArray[np.float32]
    clean: NDArray[np.float32]


def segment(
    network: Any, samples: Samples, grid: Grid, progress: Progress | None = None
) -> NDArray[np.float16]:
    """Ask the first network about every window.

    Returns:
        (w, frames, 7) float16: nothing as large as the recording is kept.

    """
    count = len(grid.starts)
    chances = np.empty((count, grid.frames, len(powerset.CLASSES)), np.float16)
    for first, batch in _batches(samples, grid):
        chances[first : first + len(batch)] = network(batch).exp().numpy()
        if progress:
            progress("segmentation", first + len(batch), count)
    return chances


def _batches(samples: Samples, grid: Grid) -> Iterator[tuple[int, Any]]:
    """Yield the number of the first window, and (up to 4, length) samples."""
    padded = np.pad(samples, (0, max(0, SHORTEST - len(samples))))
    for first in range(0, len(grid.starts), _BATCH):
        begins = grid.starts[first : first + _BATCH] * segmentation.STEP
        yield first, torch.from_numpy(np.stack([padded[at : at + grid.length] for at in begins]))


def listen(
    networks: tuple[Any, Any],
    samples: Samples,
    options: Options,
    progress: Progress | None = None,
) -> Stretches:
    """Listen to a whole recording."""
    grid = lay(len(samples), options.step)
    chances = segment(networks[0], samples, grid, progress)
    places: list[tuple[int, int, int]] = []
    voices, clean = [np.empty((0, SIZE), np.float32)], []
    for window, tile in enumerate(tiles.lay(grid, chances)):
        levels = silence.loudness(samples[tile.first * segmentation.STEP :], len(tile.active))
        for speaker, first, last in _runs(tile.active, levels, options):
            alone = tile.active[first:last].sum(axis=1) == 1
            voices.append(_voice(networks[1], samples, tile.first + first, alone, options)[None])
            clean.append(alone.sum() * segmentation.STEP / 16_000)
            number = window * powerset.SPEAKERS + speaker
            places.append((tile.first + first, tile.first + last, number))
        if progress:
            progress("voices", window + 1, len(grid.starts))
    first, last, number = np.array(places, np.int64).reshape(-1, 3).T
    return Stretches(first, last, number, np.concatenate(voices), np.array(clean, np.float32))


def _runs(
    active: NDArray[np.bool_], levels: NDArray[np.float64], options: Options
) -> Iterator[tuple[int, int, int]]:
    """Yield speaker, first frame and the frame after the last of each stretch."""
    longest = int(options.longest * 16_000 / segmentation.STEP)
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


def _voice(
    network: Any, samples: Samples, first: int, alone: NDArray[np.bool_], options: Options
) -> NDArray[np.float32]:
    """Return (192,): the voice where nobody else speaks, or in the whole where that is too short.

    Args:
        network: for voices.
        samples: (n,) of the recording.
        first: frame of the recording that the stretch begins with.
        alone: (frames,) of the stretch: whether nobody else speaks.
        options: how short is too short.

    """
    shortest = options.shortest * 16_000 / segmentation.STEP
    start = first * segmentation.STEP + (segmentation.RECEPTIVE - segmentation.STEP) // 2
    end = start + len(alone) * segmentation.STEP
    features = fbank.features(torch.from_numpy(samples[start:end]))
    chosen = _spread(alone if alone.sum() >= shortest else np.ones_like(alone), len(features))
    if len(alone) < shortest or not len(chosen):
        return np.zeros(SIZE, np.float32)
    some = features[torch.from_numpy(chosen)]
    voice = network(some - some.mean(dim=0)).numpy()
    return np.asarray(voice / max(float(np.linalg.norm(voice)), 1e-9), np.float32)


def _spread(frames: NDArray[np.bool_], count: int) -> NDArray[np.int64]:
    """Choose those of ``count`` fbank frames (10 ms) that lie in chosen frames (16.9 ms)."""
    centres = np.arange(count) * fbank.STEP + fbank.FRAME // 2
    return np.flatnonzero(frames[np.minimum(centres // segmentation.STEP, len(frames) - 1)])
