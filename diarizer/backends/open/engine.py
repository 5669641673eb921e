"""The loaded engine: two networks, for one thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from diarizer.backends.open import pipeline, voiceprint, weights
from diarizer.backends.open.campplus import Voice
from diarizer.backends.open.segmentation import Segmentation

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from diarizer.types import Annotation, Progress, Recording, Span


class Open:
    """A :class:`diarizer.backends.Backend`."""

    def __init__(
        self, networks: tuple[Segmentation, Voice], options: pipeline.Options | None = None
    ) -> None:
        self._networks = networks
        self._options = options

    @classmethod
    def loaded(cls, options: pipeline.Options | None = None) -> Open:
        """Read the weights.

        A second thread gains little with layers so small, costs much on a busy machine, and
        would round differently.

        Raises:
            ModelMissing: the weights are not on this machine.
            ModelDamaged: they are, and are not whole.

        """
        torch.set_num_threads(1)
        segmentation, voice = weights.load()
        return cls((Segmentation(segmentation), Voice(voice)), options)

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
        return pipeline.run(self._networks, recording, bounds, self._options, progress)

    def voice(
        self, recording: Recording, spans: Sequence[Span] | None = None
    ) -> NDArray[np.float32] | None:
        """Return the (192,) mean voice; see :meth:`diarizer.backends.Backend.voice`."""
        if spans is None:
            spans = [turn.span for turn in self.diarize(recording, num_speakers=1).turns]
        return voiceprint.of_spans(self._networks[1], recording, spans)
