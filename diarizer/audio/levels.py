"""Samples that nobody would hear as they stand: no numbers, single ones out of all bounds, an offset.

A person hears a click where one sample is a million times too large, and nothing of an offset. A
recording that is scaled by that sample, or by that offset, is silence to every engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from diarizer.messages.text import plural, text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.audio.report import Report

    Channels = NDArray[np.float32]  # (channels, n)

_LOUD = 8.0  # times full scale: no decoder overshoots by more
_OUTLIER = 30.0  # times what all but a few samples of the second stay below
_FEW = 0.98  # of the samples
_OFFSET = 0.015  # of full scale; the recordings that the engines were measured on have less
_SHARE = 0.1  # of the loudness: a smaller offset is not worth a thought


@dataclass(slots=True)
class Levels:
    """Cleans one track, second by second where that is needed.

    Attributes:
        no_numbers: samples so far, of each channel.
        outliers: samples so far.
        seen: samples so far, of one channel.

    """

    no_numbers: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    outliers: int = 0
    seen: int = 0
    _usual: float = 0.0  # the loudness of float samples of another scale
    _offset: NDArray[np.float32] | None = None  # (channels,)

    def cleaned(self, samples: Channels, second: int) -> Channels:
        """Return samples without what nobody would hear.

        Args:
            samples: some seconds, or less than one.
            second: samples of it.

        """
        if len(self.no_numbers) != len(samples):
            self.no_numbers = np.zeros(len(samples), np.int64)
            self._offset = None
        self.seen += samples.shape[1]
        if self._usable(samples, second):
            self._offset = np.zeros(len(samples), np.float32)
            return samples
        firsts = range(0, samples.shape[1], second)
        return np.hstack([self._cleaned(samples[:, at : at + second]) for at in firsts])

    def _usable(self, samples: Channels, second: int) -> bool:
        """Whether there is nothing to be done, as nearly always."""
        if self._offset is not None and self._offset.any():
            return False
        least, most = samples.min(initial=0.0), samples.max(initial=0.0)
        if not (least >= -_LOUD and most <= _LOUD):  # also where they are no numbers
            return False
        length = samples.shape[1]
        pieces = samples if length % second else samples.reshape(len(samples), -1, second)
        return bool((np.abs(pieces.mean(axis=-1)) <= _OFFSET).all())

    def _cleaned(self, samples: Channels) -> Channels:
        peak = np.maximum(samples.max(axis=1, initial=0.0), -samples.min(axis=1, initial=0.0))
        if not np.isfinite(peak).all():
            wrong = ~np.isfinite(samples)
            self.no_numbers += wrong.sum(axis=1)
            samples = np.where(wrong, np.float32(0.0), samples)
            peak = np.abs(samples).max(axis=1, initial=0.0)
        if peak.max(initial=0.0) > _LOUD:
            samples = self._without_outliers(samples)
        return self._centred(samples)

    def _without_outliers(self, samples: Channels) -> Channels:
        loudness = np.abs(samples)
        usual = float(np.quantile(loudness, _FEW, axis=1).max())
        limit = max(_LOUD, _OUTLIER * max(usual, self._usual))
        wrong = loudness > limit
        self._usual = max(self._usual, min(usual, limit))
        self.outliers += int(wrong.sum())
        return np.where(wrong, np.float32(0.0), samples)

    def _centred(self, samples: Channels) -> Channels:
        """Take away an offset, going over to a new one within the second."""
        mean = samples.mean(axis=1, dtype=np.float64)  # (channels,)
        spread = samples.std(axis=1)
        wanted = np.where((np.abs(mean) > _OFFSET) & (np.abs(mean) > _SHARE * spread), mean, 0.0)
        before = wanted if self._offset is None else self._offset
        self._offset = wanted.astype(np.float32)
        ramp = np.linspace(0.0, 1.0, samples.shape[1], dtype=np.float32)
        offset = before[:, None] + (wanted - before)[:, None] * ramp
        return (samples - offset).astype(np.float32)

    def tell(self, report: Report) -> None:
        """Warn of what had to be left out."""
        wholly = [n for n, count in enumerate(self.no_numbers, 1) if count == self.seen > 0]
        for number in wholly:
            report.warn(
                "audio.no-numbers",
                text("Channel {number} holds no numbers (NaN); it is left out.", number=number),
            )
        if not wholly and self.no_numbers.any():
            report.warn(
                "audio.no-numbers",
                plural(
                    "{count} sample is no number (NaN or infinite); it is taken as silence.",
                    "{count} samples are no numbers (NaN or infinite); they are taken as silence.",
                    count=int(self.no_numbers.sum()),
                ),
            )
        if self.outliers:
            report.warn(
                "audio.out-of-bounds",
                plural(
                    "{count} sample is out of all bounds; it is taken as silence.",
                    "{count} samples are out of all bounds; they are taken as silence.",
                    count=self.outliers,
                ),
            )
