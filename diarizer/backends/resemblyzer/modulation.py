"""How the loudness of each band moves: at the rate of syllables, or faster.

Speech swells and fades a few times a second in every band, deeply; that is what makes it
intelligible (Houtgast and Steeneken, JASA 77, 1985) and what tells it from music (Scheirer and
Slaney, ICASSP 1997). Noises flutter faster, music hardly moves.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from diarizer.backends.resemblyzer import mel_spectrogram

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOUDNESS = 0.3  # sones grow with this power of the intensity (Stevens, JASA 27, 1955)
_SYLLABLES = (2.0, 9.0)  # Hz; what is faster is no syllable
_QUIETEST = 1e-12  # of mel power: digital silence has no loudness to be compared with


def movement(mels: NDArray[np.float32]) -> NDArray[np.float32]:
    """Weigh the two sorts of movement in each run.

    Args:
        mels: (b, frames, 40) mel power, a frame each 10 ms.

    Returns:
        (b, 2) mean variance of the bands' loudness at 2 to 9 Hz and above 9 Hz; the loudness is
        that beside the run's mean power, so the level of the recording does not matter.

    """
    mean = mels.mean(axis=(1, 2), keepdims=True) + np.float32(_QUIETEST)
    loudness = (mels / mean) ** np.float32(_LOUDNESS)
    loudness -= loudness.mean(axis=1, keepdims=True)
    frames = mels.shape[1]
    window = _window(frames)
    spectrum = np.fft.rfft(loudness * window[:, None], axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).mean(axis=2)  # (b, frames // 2 + 1)
    power *= 2.0 / (frames * (window**2).sum())
    hertz = np.fft.rfftfreq(frames, mel_spectrogram.STEP / mel_spectrogram.SAMPLE_RATE)
    slow, fast = np.searchsorted(hertz, _SYLLABLES)
    bands = power[:, slow:fast].sum(axis=1), power[:, fast:].sum(axis=1)
    return np.stack(bands, axis=1).astype(np.float32)


@lru_cache(maxsize=4)
def _window(frames: int) -> NDArray[np.float32]:
    return np.hanning(frames + 2)[1:-1].astype(np.float32)
