"""Whether somebody speaks, by silero-vad's network: a detector of speech and nothing else.

It takes many steps of 512 samples at once (16 kHz, 64 samples of what was before in front of each)
and hands its state on, so that a recording is heard in blocks at a fraction of the price of one step
after the other; see :mod:`diarizer.backends.shared.speech_network`. Source: silero-vad 6
(https://github.com/snakers4/silero-vad), MIT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.shared import onnx_device, onnx_file, speech_network

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from diarizer.types import Recording

    Array = NDArray[np.float32]

STEP = 512
"""Samples of one step at 16 kHz: 32 ms."""

SECONDS = STEP / 16_000
"""Of one step."""

_CONTEXT = 64
_STEPS = 256  # at once, at most: what is held while they are calculated stays below 10 MB


class SpeechDetector:
    """The network, loaded; it can listen to any number of recordings."""

    def __init__(self, file: Path) -> None:
        """Take ``silero_vad_16k_sequence.onnx``.

        Raises:
            ModelDamaged: it is no such file, or is cut.
            KeyError: it is the file of another network.

        """
        options = onnx_device.one_thread()
        network = speech_network.written(onnx_file.weights(file))
        self._session = onnx_device.session(network, options, "cpu")

    def listener(self, recording: Recording) -> Listener:
        """Begin with a recording."""
        return Listener(self._session, recording)


class Listener:
    """One recording, listened to from its start, a piece at a time.

    Attributes:
        done: steps that lie behind, listened to or passed over.

    """

    def __init__(self, session: Any, recording: Recording) -> None:
        self._session = session
        self._recording = recording
        self._chances = np.zeros(-(-len(recording) // STEP), np.float32)
        self._state = _fresh()
        self.done = 0

    def listen(self, last: int) -> None:
        """Listen up to a sample; at the end of the recording the last step is filled up with zeros."""
        until = len(self._chances) if last >= len(self._recording) else last // STEP
        while self.done < until:
            steps = min(_STEPS, until - self.done)
            self._chances[self.done : self.done + steps] = self._ask(self.done * STEP, steps)
            self.done += steps

    def pass_over(self, step: int) -> None:
        """Hear nothing of what lies before a step, and know nothing of it there."""
        if step > self.done:
            self._state, self.done = _fresh(), min(step, len(self._chances))

    def chances(self) -> Array:
        """Return (steps,) how likely somebody speaks in each that lies behind; 0 if passed over."""
        return self._chances[: self.done]

    def _ask(self, first: int, steps: int) -> Array:
        before = min(first, _CONTEXT)
        heard = self._recording.read(first - before, first + steps * STEP)
        samples = np.zeros(_CONTEXT + steps * STEP, np.float32)
        start = _CONTEXT - before
        samples[start : start + len(heard)] = heard
        pieces = np.lib.stride_tricks.sliding_window_view(samples, _CONTEXT + STEP)[::STEP]
        hidden, cell = self._state
        given = {"frames": speech_network.frames(pieces), "h": hidden, "c": cell}
        found, *state = self._session.run(None, given)
        self._state = tuple(state)
        return np.asarray(found, np.float32).reshape(-1)


def _fresh() -> tuple[Array, ...]:
    """Return the state of a network that has heard nothing yet."""
    return tuple(np.zeros((1, 1, 128), np.float32) for _ in range(2))
