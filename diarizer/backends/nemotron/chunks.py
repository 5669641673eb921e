"""The network over a recording of any length, piece by piece: how likely each person speaks.

The network hears a chunk of 27.2 s at a time, with 3.2 s of what follows, and keeps of what was
before a queue of the latest frames and a cache of those that tell its speakers apart. transformers
walks so by itself when it is given a whole recording, but makes the features of all of it first:
an hour takes 2.7 GB. So features and chunks are made here together, with a cache of the sizes that
it would take, and the numbers are the same (Medennikov et al., "Streaming Sortformer: Speaker
Cache-Based Online Speaker Diarization with Arrival-Time Ordering", Interspeech 2025).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.errors import BackendUnavailable
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from diarizer.types import Recording

_MODE = "whole"
_LIVE = "low_latency"  # of the modes that the weights bring: a second
_SIZES = "fifo_length", "speaker_cache_update_period"  # of a cache
_LIVE_SIZES = 9, 4  # its frames, where they do not say


class Chunks:
    """A loaded network, and the sizes in which it is fed."""

    def __init__(self, model: Any, processor: Any) -> None:
        """Take what `from_pretrained` gave.

        Raises:
            BackendUnavailable: its settings ask for what is not known here.

        """
        self._model, self._processor = model, processor
        config = model.config
        self._own = config.chunk_length
        self._rows = config.audio_config.subsampling_factor  # of the features, for a frame
        behind, ahead = config.chunk_left_context, config.chunk_right_context
        if behind or ahead < 1:
            raise BackendUnavailable(
                text("The settings of the weights ask for what is not known here."),
                context=f"chunk_left_context={behind}, chunk_right_context={ahead}",
                hint="pip install --upgrade setup-doctor",
                reference="backend.does-not-load",
            )
        self.live_sizes: tuple[int, int] = tuple(processor.streaming_modes.get(_LIVE, _LIVE_SIZES))
        feed(processor, self._own, ahead)

    @property
    def own(self) -> int:
        """How many frames a chunk of a whole recording has."""
        return int(self._own)

    @property
    def parts(self) -> tuple[Any, Any]:
        """The network, and what makes its features."""
        return self._model, self._processor

    @property
    def speakers(self) -> int:
        """How many people it can tell apart."""
        return int(self._model.config.head_config.num_speakers)

    def probabilities(self, recording: Recording) -> Iterator[NDArray[np.float32]]:
        """Yield (rows, speakers), one row each 10 ms, without a gap, until the end.

        Args:
            recording: at 16 kHz, of at least 0.1 s.

        """
        cache, row, last = new_cache(self._model, whole=True), 0, False
        while not last:
            begin = self._processor.audio_chunk_start(row) if row else 0
            sizes = self._processor
            size = sizes.num_samples_per_audio_chunk if row else sizes.num_samples_first_audio_chunk
            last = begin + size >= len(recording)
            samples = recording.read(begin, min(begin + size, len(recording)))
            made = self._features(samples, first=row == 0, last=last)
            yield from self._heard(made, cache, last=last)
            row += self._own * self._rows

    def _features(self, samples: NDArray[np.float32], *, first: bool, last: bool) -> Any:
        return features(*self.parts, samples, first=first, last=last)

    def _heard(self, made: Any, cache: Any, *, last: bool) -> Iterator[NDArray[np.float32]]:
        frames = -(-made.shape[1] // self._rows)
        if frames > self._own:  # at the end, fewer may follow the chunk than it would look at
            yield self._asked(made, cache, frames - self._own)
            made = made[:, self._own * self._rows :]
        if last:
            yield self._asked(made, cache, 0)

    def _asked(self, rows: Any, cache: Any, ahead: int) -> NDArray[np.float32]:
        return asked(self._model, rows, cache, ahead)


def feed(processor: Any, own: int, ahead: int) -> None:
    """Let a chunk have that many frames, and look at so many that follow it."""
    processor.streaming_modes = {_MODE: (own, ahead)}
    processor.set_streaming_mode(_MODE)


def new_cache(model: Any, *, whole: bool = False) -> Any:
    """Return what is kept of the chunks before, of none yet.

    Args:
        model: the network.
        whole: of the sizes of a whole recording in long chunks; else of streaming in short ones.

    """
    from transformers.models.nemotron3_diarization import (  # noqa: PLC0415, seconds
        modeling_nemotron3_diarization as modeling,
    )

    config = model.config
    # Left to itself, a cache that is handed on has the sizes of streaming in short chunks.
    sizes = {name: getattr(config, name) for name in _SIZES} if whole else {}
    return modeling.Nemotron3DiarizationSpeakerCache(config.streaming_config, **sizes)


def features(
    model: Any, processor: Any, samples: NDArray[np.float32], *, first: bool, last: bool
) -> Any:
    """Return (1, rows, 128) of one chunk, on the device of the network."""
    made = processor(
        np.ascontiguousarray(samples),
        sampling_rate=16_000,
        is_streaming=True,
        is_first_audio_chunk=first,
        is_last_audio_chunk=last,
        return_tensors="pt",
    )
    return made["input_features"].to(model.device)


def asked(model: Any, rows: Any, cache: Any, ahead: int) -> NDArray[np.float32]:
    """Return (rows, speakers) of a chunk, without the frames that are looked ahead."""
    told = model(input_features=rows, speaker_cache=cache, num_lookahead_frames=ahead)
    return np.asarray(told.logits[0].sigmoid().float().cpu().numpy(), np.float32)
