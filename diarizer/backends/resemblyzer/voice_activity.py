"""Where somebody speaks, where no trained network can say: webrtcvad, helped by the level.

webrtcvad is the detector of Google's WebRTC: a Gaussian mixture over the
energies of six bands, in frames of 30 ms. What it finds depends on the level
of the recording, and wavers from frame to frame; so every recording is brought
to one level, each instant is asked three times, and a majority decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from diarizer.types import Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.types import Progress, Recording

_STEP = 0.01  # seconds between decisions
_BLOCK = 6_000  # steps that are read at once, a multiple of _FRAME
_SMOOTH = 5  # steps whose levels are averaged
_FRAME = 3  # steps that webrtcvad hears at once, the most it accepts
_QUIETEST = -90.0  # dBFS: the last bit of a 16-bit recording; below it lifting finds no voice


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as speech; the numbers are chosen with benchmarks/accuracy.py.

    They were chosen by hand, among about 70 settings of all stages,
    on the same 29 recordings that they are scored on, which flatters them.

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
    recording: Recording, options: Options | None = None, progress: Progress | None = None
) -> tuple[Span, ...]:
    """Find the spans in which somebody speaks.

    Args:
        recording: at 16 kHz; read twice from one end to the other.
        options: what counts as speech.
        progress: told ``("speech", seconds done, seconds)``.

    Returns:
        spans in order, apart from each other, inside the recording; none for silence.

    """
    options = options or Options()
    if len(recording) // _step(recording) < _FRAME:
        return ()
    levels = _levels(recording)  # (n,) dB
    loud = float(np.percentile(levels, 95))
    if loud < _QUIETEST:
        return ()
    gain = 10.0 ** ((options.level - loud) / 20.0)
    votes = _votes(recording, gain, options.mode, progress)
    votes *= _loud(levels, votes, options)
    speech = _majority(votes, round(options.smoothing / _STEP))
    return _spans(speech, recording.duration, options)


def _step(recording: Recording) -> int:
    return round(_STEP * recording.sample_rate)


def _levels(recording: Recording) -> NDArray[np.float32]:
    """Return the level in dBFS of each step, smoothed over 50 ms."""
    step, around = _step(recording), _SMOOTH // 2
    levels = np.empty(len(recording) // step, np.float32)
    for first in range(0, len(levels), _BLOCK):
        last = min(first + _BLOCK, len(levels))
        begins, ends = max(first - around, 0), min(last + around, len(levels))
        frames = recording.read(begins * step, ends * step).reshape(-1, step).astype(np.float64)
        power = np.einsum("ij,ij->i", frames, frames) / step
        padded = np.pad(power, (begins - first + around, last + around - ends))
        mean = np.convolve(padded, np.full(_SMOOTH, 1.0 / _SMOOTH), "valid")
        levels[first:last] = 10.0 * np.log10(mean + 1e-16)
    return levels


def _votes(
    recording: Recording, gain: float, mode: int, progress: Progress | None
) -> NDArray[np.int8]:
    """Return (n,) how many of the three frames over each step are speech."""
    import webrtcvad  # noqa: PLC0415, the fallback need not be there

    step = _step(recording)
    votes = np.zeros(len(recording) // step, np.int8)
    # It remembers what it heard, so each phase has its own.
    detectors = [webrtcvad.Vad(mode) for _ in range(_FRAME)]
    for first in range(0, len(votes), _BLOCK):
        last = min(first + _BLOCK, len(votes))
        pcm = _pcm(recording.read(first * step, (last + _FRAME - 1) * step), gain)
        for phase, detector in enumerate(detectors):
            for at in range(first + phase, min(last, len(votes) - _FRAME + 1), _FRAME):
                begin = (at - first) * step * 2
                frame = pcm[begin : begin + _FRAME * step * 2]
                if detector.is_speech(frame, recording.sample_rate):
                    votes[at : at + _FRAME] += 1
        if progress:
            progress("speech", last * _STEP, len(votes) * _STEP)
    return votes


def _pcm(samples: NDArray[np.float32], gain: float) -> bytes:
    """Return 16-bit samples."""
    lifted = np.clip(samples * np.float32(gain), -1.0, 1.0) * 32767
    return bytes(lifted.astype("<i2").data)


def _loud(
    levels: NDArray[np.float32], votes: NDArray[np.int8], options: Options
) -> NDArray[np.bool_]:
    """Return (n,) whether each step is loud enough, for this recording, to be speech."""
    if not votes.any():
        return np.zeros(len(levels), bool)
    floor = float(np.percentile(levels, 10))
    peak = float(np.percentile(levels[votes > 0], 90))
    # Without pauses the floor is speech itself: it must not shut out more than the quiet half.
    limit = max(min(floor + options.above_floor, peak - 12.0), peak - options.below_peak)
    return levels > limit


def _majority(votes: NDArray[np.int8], width: int) -> NDArray[np.bool_]:
    """Return (n,) whether more than half of the frames within ``width`` steps are speech."""
    width = min(width, len(votes))
    # In whole numbers: as many votes as there are, however they are added up.
    before = (width - 1) // 2 + 1
    sums = np.cumsum(np.pad(votes, (before, width - before)), dtype=np.int32)
    return np.asarray(2 * (sums[width:] - sums[:-width]) > width * _FRAME, bool)


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
