"""How a stretch of one speaker sounds to Resemblyzer's network, where a segmentation cut the stretches.

No window lies over a change of speakers then: the network hears each stretch once, from its
beginning, only where nobody else speaks, and is asked every fifth of a second how it sounds so far.
The answers from the first second on are averaged; of less than a second, the last one is taken.
"""

from __future__ import annotations

from collections import deque
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.open import segment_voices
from diarizer.backends.resemblyzer import embedding, mel_spectrogram
from diarizer.backends.shared.embeddings import direction
from diarizer.backends.shared.side_by_side import Workers
from diarizer.measuring import stage_timings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from diarizer.backends.open.stretches import Stretch, Tell
    from diarizer.backends.resemblyzer.embedding import Encoder

    Array = NDArray[np.float32]

_ASKED = 20  # frames of 10 ms from one answer to the next
_FIRST = 5  # answers: before the fifth the network has heard too little, where more is to come
_TOGETHER = 128  # stretches that are put in order of their lengths
_BATCH = 4  # of them that run at once


def by(encoder: Encoder) -> Tell:
    """Return what tells the voices of stretches with a network.

    Args:
        encoder: of :func:`diarizer.backends.resemblyzer.engines.load`.

    """

    def told(stretches: Iterator[Stretch], workers: Workers) -> Iterator[Array]:
        # Of a stretch its mels alone are kept: its samples hold those of the whole window.
        waiting: deque[tuple[_Group, list[int]]] = deque()
        asks = workers if encoder.threads > 1 else Workers()
        groups = map(_Group, _batched(map(_mels, stretches), _TOGETHER))

        def batches() -> Iterator[list[Array]]:
            for group in groups:
                for some in group.batches:
                    waiting.append((group, some))
                    yield group.taken(some)
                waiting.append((group, []))
                yield []

        for voices in asks.mapped(lambda mels: _told(encoder, mels), batches()):
            group, some = waiting.popleft()
            if some:
                group.voices[some] = voices
            else:
                yield from group.voices

    return told


class _Group:
    """Stretches that are put in order of their lengths, to be heard with those of like length.

    Attributes:
        batches: the numbers of those that are heard at once; of those with an answer at least.
        voices: (n, 256) of unit length, once they are told; zero where nothing can be.

    """

    def __init__(self, mels: list[Array]) -> None:
        self._mels = mels
        self.voices = np.zeros((len(mels), embedding.SIZE), np.float32)
        answers = np.array([len(each) // _ASKED for each in mels])
        order = np.argsort(answers, kind="stable").tolist()
        self.batches = [*_batched((at for at in order if answers[at]), _BATCH)]

    def taken(self, some: list[int]) -> list[Array]:
        """Return the mels of some, which are not kept any longer."""
        found = [self._mels[at] for at in some]
        for at in some:
            self._mels[at] = np.empty((0, mel_spectrogram.N_BANDS), np.float32)
        return found


def _batched(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Yield lists of up to ``size``; Python has it from 3.12."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _told(encoder: Encoder, mels: Sequence[Array]) -> Array:
    """Return (n, 256) of unit length, of stretches that have an answer each, the longest last."""
    if not mels:
        return np.empty((0, embedding.SIZE), np.float32)
    answers = [len(each) // _ASKED for each in mels]
    last, first = answers[-1], min(_FIRST, answers[0])
    batch = np.zeros((len(mels), last * _ASKED, mel_spectrogram.N_BANDS), np.float32)
    for row, own in zip(batch, mels, strict=True):
        row[: len(own)] = own[: len(row)]
    ends = tuple(range(first * _ASKED, last * _ASKED + 1, _ASKED))
    with stage_timings.stage("network"):
        heard = encoder(batch, ends).reshape(len(mels), len(ends), embedding.SIZE)
    frames = len(mels) * last * _ASKED
    stage_timings.work(
        frames * embedding.PER_FRAME + heard.shape[0] * len(ends) * embedding.SIZE**2
    )
    return np.stack(
        [
            direction(own[min(_FIRST, count) - first : count - first + 1].mean(axis=0))
            for own, count in zip(heard, answers, strict=True)
        ]
    )


def _mels(stretch: Stretch) -> Array:
    """Return (frames, 40) of where nobody else speaks, lifted by its own level."""
    with stage_timings.stage("features"):
        return _lifted(stretch)


def _lifted(stretch: Stretch) -> Array:
    count = len(stretch.samples) // mel_spectrogram.STEP
    chosen = segment_voices.told_from(stretch.alone, count)
    if not len(chosen):
        return np.empty((0, mel_spectrogram.N_BANDS), np.float32)
    samples = np.pad(stretch.samples, (0, mel_spectrogram.FRAME))
    samples = samples[: mel_spectrogram.FRAME + mel_spectrogram.STEP * (count - 1)]
    power, energy = mel_spectrogram.spectrogram(samples), embedding.energies(samples, count)
    return np.asarray(power[chosen] * embedding.gain(energy[chosen]) ** 2, np.float32)
