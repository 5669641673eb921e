"""Whether what is taken for speech has a pitch anywhere: the murmur of a crowd, rain or wind has none.

silero-vad hears somebody in one of two murmurs, and as surely as in speech far away in noise. What
tells them apart is that somebody who speaks has a voice: for moments at least, the sound is like
itself one period later.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from diarizer.types import Recording, Span

    Array = NDArray[np.float32]

_FRAME, _HOP = 960, 320  # samples: 60 ms hold four periods of the lowest voice; and 20 ms
_BINS = 2_048  # of the transform: a frame and its longest shift
_SHORTEST, _LONGEST = 40, 230  # samples of a period: 400 to 70 Hz
_PIECE = 10 * 16_000  # samples that are looked at together
_TOGETHER = 64  # frames, whose spectra take 2 MB
_QUIET = 1e-12


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as a voice. Chosen on speech: of pieces of eight seconds the least had 0.18 s.

    Attributes:
        like: correlation of a frame with itself a period later.
        least: seconds of such frames in the whole recording.

    """

    like: float = 0.5
    least: float = 0.1


def heard(recording: Recording, spans: Sequence[Span], options: Options | None = None) -> bool:
    """Tell whether there is a voice; nothing is read beyond where there is enough of it.

    Args:
        recording: at 16 kHz.
        spans: that are taken for speech.
        options: what counts.

    """
    options, frames = options or Options(), 0
    for span in spans:
        first, last = round(span.start * 16_000), round(span.end * 16_000)
        for begin in range(first, last, _PIECE):
            some = recording.read(begin, min(begin + _PIECE, last))
            frames += int((likeness(some) >= options.like).sum())
            if frames * _HOP >= options.least * 16_000:
                return True
    return False


def likeness(samples: Array) -> Array:
    """Correlate each frame with itself a period later, at the period where that is most.

    Args:
        samples: (n,) at 16 kHz.

    Returns:
        (frames,) near 1 for a steady voice.

    """
    if len(samples) < _FRAME:
        return np.empty(0, np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(samples, _FRAME)[::_HOP]
    some = (frames[first : first + _TOGETHER] for first in range(0, len(frames), _TOGETHER))
    return np.concatenate([_likeness(each) for each in some])


def _likeness(frames: Array) -> Array:
    window, own = _window()
    found = _correlated((frames - frames.mean(axis=1, keepdims=True)) * window)
    found /= (found[:, :1] + np.float32(_QUIET)) * own
    return np.asarray(found[:, _SHORTEST:].max(axis=1), np.float32)


def _correlated(frames: Array) -> Array:
    """Return (frames, shifts) the correlation of each frame with itself, shift by shift."""
    spectrum = np.fft.rfft(frames, _BINS)
    power = np.square(spectrum.real) + np.square(spectrum.imag)
    return np.asarray(np.fft.irfft(power, _BINS)[:, :_LONGEST], np.float32)


@cache
def _window() -> tuple[Array, Array]:
    """Return (960,) the window, and (shifts,) its own correlation: what shifting takes away."""
    window = np.asarray(np.hanning(_FRAME), np.float32)
    own = _correlated(window[None])[0]
    return window, np.asarray(own / own[0], np.float32)
