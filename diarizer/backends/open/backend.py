"""The loaded engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

from threadpoolctl import threadpool_limits

from diarizer.backends.open import live, pipeline, voiceprint
from diarizer.backends.open.live import OpenListener

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diarizer.backends.open.networks import Array, Networks
    from diarizer.types import Annotation, Progress, Recording, Span


class OpenBackend:
    """A :class:`diarizer.backends.Backend`.

    On one thread: more round differently, and gain little with matrices so small.
    """

    def __init__(self, networks: Networks, options: pipeline.Options | None = None) -> None:
        self._networks = networks
        self._options = options
        self.device = networks.device
        self.engine_name = networks.engine

    def adapted(
        self, vad_threshold: float | None = None, bridge: float | None = None
    ) -> OpenBackend | None:
        """Return the same with another threshold of the second opinion, and other pauses.

        None where there is no second opinion whose threshold could be another.
        """
        if vad_threshold is not None and self._networks.second is None:
            return None
        wanted = pipeline.adapted(self._options or pipeline.Options(), vad_threshold, bridge)
        return OpenBackend(self._networks, wanted)

    def listener(self, max_speakers: int | None = None) -> OpenListener:
        """Return what hears a recording while it grows; see :mod:`diarizer.backends.open.live`."""
        return OpenListener(self._networks, live.limited(max_speakers))

    def diarize(
        self,
        recording: Recording,
        *,
        num_speakers: int | None = None,
        min_speakers: int | None = None,
        max_speakers: int | None = None,
        progress: Progress | None = None,
    ) -> Annotation:
        """Find who speaks when in ``recording``; see :func:`diarizer.backends.open.pipeline.run`."""
        bounds = num_speakers or min_speakers or 1, num_speakers or max_speakers
        with threadpool_limits(1):
            return pipeline.run(self._networks, recording, bounds, self._options, progress)

    def voice(self, recording: Recording, spans: Sequence[Span] | None = None) -> Array | None:
        """Return the (192,) mean voice; see :meth:`diarizer.backends.Backend.voice`."""
        if spans is None:
            spans = [turn.span for turn in self.diarize(recording, num_speakers=1).turns]
        with threadpool_limits(1):
            return voiceprint.of_spans(self._networks, recording, spans)
