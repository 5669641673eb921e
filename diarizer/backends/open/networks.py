"""The seam between listening and what runs the networks: torch, or onnxruntime without torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.backends.shared.speech_detector import SpeechDetector

    Array = NDArray[np.float32]
    Voices = Callable[[Sequence[Array]], Array]
    Segment = Callable[[Array, Sequence[int], int], Array]

SIZE = 192
"""Numbers that describe a voice."""

AT_ONCE = 2
"""Windows that a segmentation calculates together: as fast as 16 on one thread, in an eighth of the
memory."""

PER_SAMPLE, PER_FRAME = 8_240, 5_360_000
"""Multiply-adds, by the shapes: of the segmentation for a sample, of CAM++ for a frame of 10 ms."""


class Ears(Protocol):
    """What hears who speaks beside whom; the attributes are those of :class:`Networks`."""

    @property
    def segment(self) -> Segment:
        """The segmentation."""
        ...

    @property
    def second(self) -> SpeechDetector | None:
        """The second opinion on where anybody speaks; None where there is none."""
        ...

    @property
    def threads(self) -> int:
        """How many may ask at the same time."""
        ...


@dataclass(frozen=True, slots=True)
class Segmentation:
    """:class:`Ears` without what tells voices, for whoever tells them by another network."""

    segment: Segment
    second: SpeechDetector | None
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Networks:
    """Both networks, each on one thread: more would round differently, and gain little.

    Attributes:
        engine: the name of what runs them.
        segment: from (n,) samples at 16 kHz, where windows begin in them (rising, multiples of
            :data:`diarizer.backends.open.windows.STEP`), and how long each is, to
            (windows, frames, 7) chances of the classes of
            :data:`diarizer.backends.open.powerset.CLASSES`; 589 frames for ten seconds.
        voices: from some of (frames, 80) of :func:`diarizer.backends.open.fbank.features`, each less
            its mean over the frames, to (stretches, 192), not of unit length.
        second: the second opinion on where anybody speaks; None where it does not run.
        threads: that may ask at the same time.
        device: on which they calculate; the second opinion always does on the processor.

    """

    engine: str
    segment: Segment
    voices: Voices
    second: SpeechDetector | None = None
    threads: int = 1
    device: str = "cpu"

    def voice(self, features: Array) -> Array:
        """Tell one voice: (192,) for (frames, 80)."""
        told: Array = self.voices([features])[0]
        return told
