"""The network's own streaming: a chunk as soon as it is there, beside what it keeps of those before.

What is said of a chunk is settled at once, and nobody turns out to be somebody else. Where the
machine does not keep up, a chunk is longer, which takes hardly more than a short one: most of what
the network looks at each time is what it kept.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.backends.base import Heard
from diarizer.backends.nemotron import chunks
from diarizer.backends.nemotron.turns import ROWS, Options
from diarizer.backends.shared.torch_threads import cores, torch_threads

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.backends.nemotron.chunks import Chunks
    from diarizer.types import Recording

_FRAME = 8 / ROWS  # seconds of what the network counts in
_NOW = ROWS // 2  # rows that say who is speaking
_SHORTEST = 1_600  # samples; of fewer there is not one row


class NemotronListener:
    """A :class:`diarizer.backends.base.Listener`."""

    frame = 1 / ROWS
    origin = 0.0

    def __init__(self, network: Chunks, options: Options) -> None:
        self._model, processor = network.parts
        self._processor = copy(processor)  # it holds the sizes, and those of others stay
        self._options = options
        self._own, self._ahead = network.live_sizes
        self.step = self._own * _FRAME
        self.longest = network.own * _FRAME
        self.latency = self.step + self._ahead * _FRAME
        self._speakers = network.speakers
        self._cache: Any = None
        self._row = 0
        self._now: tuple[int, ...] = ()

    def hear(self, recording: Recording, until: int, *, end: bool = False) -> Heard:
        """Hear what is new; see :class:`diarizer.backends.base.Listener`."""
        own = self._frames(until) - self._ahead
        if until < _SHORTEST or (own < self._own and not end):
            return Heard(np.zeros((0, self._speakers), bool), self._now)
        active = self._chances(recording, until, 0 if end else own) > self._options.onset
        self._row += len(active)
        often = active[-_NOW:].mean(axis=0) >= 0.5  # noqa: PLR2004, most of it
        self._now = tuple(np.flatnonzero(often).tolist())
        return Heard(active, self._now)

    def _frames(self, until: int) -> int:
        """Count the whole frames from where it stands to a sample."""
        made = self._processor.feature_extractor
        begin = self._processor.audio_chunk_start(self._row) if self._row else 0
        # The windows of the first chunk are centred: its first row needs half of one.
        rows = (until - begin - made.win_length) // made.hop_length
        if not self._row:
            rows = (until - made.win_length // 2) // made.hop_length + 1
        return int(max(0, rows) // self._processor.subsampling_factor)

    def _chances(self, recording: Recording, until: int, own: int) -> NDArray[np.float32]:
        """Return (rows, speakers) of so many frames; of all that there are, and no more, if 0."""
        import torch  # noqa: PLC0415, loaded only when it is used

        ahead = self._ahead if own else 0
        chunks.feed(self._processor, own, ahead)
        sizes = self._processor
        begin = sizes.audio_chunk_start(self._row) if self._row else 0
        size = (
            sizes.num_samples_per_audio_chunk if self._row else sizes.num_samples_first_audio_chunk
        )
        samples = recording.read(begin, begin + size if own else until)
        self._cache = self._cache or chunks.new_cache(self._model)
        with torch.inference_mode(), torch_threads(cores()):
            rows = chunks.features(
                self._model, self._processor, samples, first=not self._row, last=not own
            )
            return chunks.asked(self._model, rows, self._cache, ahead)
