"""Where somebody speaks: webrtcvad, helped by the level of the recording.

webrtcvad is the detector of Google's WebRTC: a Gaussian mixture over the
energies of six bands, in frames of 30 ms. What it finds depends on the level
of the recording, and wavers from frame to frame; so every recording is brought
to one level, each instant is asked three times, and a majority decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import webrtcvad

from diarizer.types import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.types import Audio, Progress

_STEP = 0.01  # seconds between decisions
_PIECE = 1 << 20  # samples
_FRAME = 3  # steps that webrtcvad hears at once, the most it accepts
_QUIETEST = -90.0  # dBFS: the last bit of a 16-bit recording; below it lifting finds no voice


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as speech; the numbers are chosen with benchmarks/accuracy.py.

    Attributes:
        mode: of webrtcvad, 0 to 3; a higher one lets fewer noises through.
        level: dBFS that the loud parts of the recording are brought to. Higher, and webrtcvad
            takes noise for speech; lower, and speech for silence.
        above_floor: dB that speech exceeds the recording's background by.
        below_peak: dB that speech may lie below the loud speech.
        smoothing: seconds that vote together.
        padding: seconds added on each side, for the soft beginnings and ends of words.
        pause: seconds of silence inside a turn that do not split it.
        shortest: seconds; anything shorter is a knock or a click.

    """

    mode: int = 2
    level: float = -36.0
    above_floor: float = 3.0
    below_peak: float = 40.0
    smoothing: float = 0.31
    padding: float = 0.0
    pause: float = 0.3
    shortest: float = 0.15


def detect(
    audio: Audio, options: Options | None = None, progress: Progress | None = None
) -> tuple[Span, ...]:
    """Find the spans in which somebody speaks.

    Args:
        audio: at 16 kHz.
        options: what counts as speech.
        progress: told ``("speech", seconds done, seconds)``.

    Returns:
        spans in order, apart from each other, inside the recording; none for silence.

    """
    options = options or Options()
    step = round(_STEP * audio.sample_rate)
    usable = len(audio.samples) // step
    if usable < _FRAME:
        return ()
    levels = _levels(audio.samples[: usable * step].reshape(usable, step))  # (usable,) dB
    loud = float(np.percentile(levels, 95))
    if loud < _QUIETEST:
        return ()
    gain = 10.0 ** ((options.level - loud) / 20.0)
    votes = _votes(audio, gain, options.mode, progress)
    speech = _majority(votes * _loud(levels, votes, options), round(options.smoothing / _STEP))
    return _spans(speech, audio.duration, options)


def _levels(frames: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the level in dBFS of each of (n, samples), smoothed over 50 ms."""
    power = np.einsum("ij,ij->i", frames, frames, dtype=np.float64) / frames.shape[1]
    return 10.0 * np.log10(_mean(power, 5) + 1e-16)


def _votes(audio: Audio, gain: float, mode: int, progress: Progress | None) -> NDArray[np.float64]:
    """Return (n,) the share of the three frames over each step that are speech."""
    step = round(_STEP * audio.sample_rate)
    pcm = memoryview(_pcm(audio.samples, gain))
    steps = len(audio.samples) // step
    votes = np.zeros(steps)
    for phase in range(_FRAME):
        detector = webrtcvad.Vad(mode)  # it remembers, so each phase has its own
        for first in range(phase, steps - _FRAME + 1, _FRAME):
            frame = pcm[first * step * 2 : (first + _FRAME) * step * 2]
            votes[first : first + _FRAME] += detector.is_speech(frame, audio.sample_rate)
        if progress:
            progress("speech", audio.duration * (phase + 1) / _FRAME, audio.duration)
    return votes / _FRAME


def _pcm(samples: NDArray[np.float32], gain: float) -> bytes:
    """Return 16-bit samples; piece by piece, because hours of floats are gigabytes."""
    pcm = np.empty(len(samples), "<i2")
    for first in range(0, len(samples), _PIECE):
        piece = samples[first : first + _PIECE] * np.float32(gain)
        pcm[first : first + _PIECE] = np.clip(piece, -1.0, 1.0) * 32767
    return pcm.tobytes()


def _loud(
    levels: NDArray[np.float64], votes: NDArray[np.float64], options: Options
) -> NDArray[np.bool_]:
    """Return (n,) whether each step is loud enough, for this recording, to be speech."""
    if not votes.any():
        return np.zeros(len(levels), bool)
    floor = float(np.percentile(levels, 10))
    peak = float(np.percentile(levels[votes > 0], 90))
    # Without pauses the floor is speech itself: it must not shut out more than the quiet half.
    limit = max(min(floor + options.above_floor, peak - 12.0), peak - options.below_peak)
    return levels > limit


def _majority(votes: NDArray[np.float64], width: int) -> NDArray[np.bool_]:
    return _mean(votes, width) > 0.5  # noqa: PLR2004, the meaning of majority


def _mean(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    width = min(width, len(values))  # or the answer is as long as the kernel
    return np.convolve(values, np.full(width, 1.0 / width), "same")


def _spans(speech: NDArray[np.bool_], duration: float, options: Options) -> tuple[Span, ...]:
    edges = np.flatnonzero(np.diff(np.r_[0, speech.astype(np.int8), 0]))  # start, end, start, ...
    spans: list[Span] = []
    for first, last in edges.reshape(-1, 2):
        start = max(0.0, first * _STEP - options.padding)
        end = min(duration, last * _STEP + options.padding)
        if spans and start - spans[-1].end < options.pause:
            start = spans.pop().start
        spans.append(Span(float(start), float(end)))
    shortest = options.shortest + 2 * options.padding
    return tuple(span for span in spans if span.duration >= shortest)
