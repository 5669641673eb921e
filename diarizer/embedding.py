"""Voices as directions: Resemblyzer's speaker encoder over short windows.

The encoder is the d-vector network of Wan et al., "Generalized End-to-End Loss
for Speaker Verification" (ICASSP 2018), as Resemblyzer trained it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from diarizer import mel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from diarizer.types import Audio, Progress

SIZE = 256
WINDOW = 1.6
"""Seconds that the encoder hears at once; it was trained on nothing else."""

_FRAMES = 160
_SAMPLES = mel.FRAME + mel.STEP * (_FRAMES - 1)
_BATCH = 64  # the fastest on one thread: 1.45 times as fast as one large batch
# The level that Resemblyzer lifts its training utterances to (-30 dBFS, root mean square).
_LEVEL = 10 ** (-30 / 20)
_QUIETEST = 1e-5  # -100 dBFS: less is not a voice, and would be lifted to noise


class Encoder(Protocol):
    """The network, whatever runs it."""

    def __call__(self, mels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return (b, 256) rows of unit length for (b, 160, 40) mel power, b at least 1."""
        ...


def embed_windows(
    encoder: Encoder, audio: Audio, centres: NDArray[np.float64], progress: Progress | None = None
) -> NDArray[np.float32]:
    """Embed the window around each centre.

    Args:
        encoder: of :func:`diarizer.engines.load`.
        audio: at 16 kHz.
        centres: (n,) seconds; a window may reach over an end of the recording, into silence.
        progress: told ``("embedding", windows done, windows)``.

    Returns:
        (n, 256) rows of unit length; no component is negative.

    """
    rows = [np.empty((0, SIZE), np.float32)]
    for done, batch in _batches(audio, centres):
        rows.append(encoder(mel.spectrogram(batch)))
        if progress:
            progress("embedding", done, len(centres))
    return np.concatenate(rows)


def _batches(
    audio: Audio, centres: NDArray[np.float64]
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield how many will be done, and (up to 64, 25840) samples."""
    starts = np.round(centres * audio.sample_rate).astype(int) - _SAMPLES // 2
    for first in range(0, len(starts), _BATCH):
        some = starts[first : first + _BATCH]
        yield first + len(some), np.stack([_levelled(_cut(audio.samples, at)) for at in some])


def _cut(samples: NDArray[np.float32], start: int) -> NDArray[np.float32]:
    inside = samples[max(start, 0) : max(start + _SAMPLES, 0)]
    before = min(max(-start, 0), _SAMPLES)
    return np.pad(inside, (before, _SAMPLES - before - len(inside)))


def _levelled(window: NDArray[np.float32]) -> NDArray[np.float32]:
    """Lift a quiet voice to the level that the network knows."""
    level = float(np.sqrt(np.mean(window.astype(np.float64) ** 2)))
    return np.asarray(window * max(1.0, _LEVEL / max(level, _QUIETEST)), np.float32)
