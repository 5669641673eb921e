"""Samples that nobody would hear as they stand: no numbers, single ones out of all bounds, an offset.

A person hears a click where one sample is a million times too large, and nothing of an offset. A
recording that is scaled by that sample, or by that offset, is silence to every engine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio.offsets import Removal, Seen
from diarizer.messages.text import plural

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from diarizer.audio.report import Report

    Channels = NDArray[np.float32]  # (channels, n)

_LOUD = 8.0  # times full scale: no decoder overshoots by more
_OUTLIER = 30.0  # times what all but a few samples of the second stay below
_FEW = 0.98  # of the samples
_PARTS = 10  # of a second; a burst that is no sound fills fewer than half of them
_FAR = (
    1e6  # times what half of them, or all before, stay below: 120 dB, more than any recording has
)
_SCALE = 2.0**40  # beyond that no scale of numbers is kept in floats: integers of 32 bits are 2**31


@dataclass(slots=True)
class Levels:
    """Cleans one track, second by second where that is needed.

    Attributes:
        no_numbers: samples so far, of each channel.
        outliers: samples so far.
        seen: samples so far, of one channel.
        removal: takes offsets away, once they are known.
        means: of the seconds, as long as they are not.

    """

    no_numbers: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))
    outliers: int = 0
    seen: int = 0
    removal: Removal | None = None
    means: Seen = field(default_factory=Seen)
    _usual: float = 0.0  # the loudness of float samples of another scale
    _loudest: float = 0.0  # of the seconds so far, as they were taken

    def cleaned(self, samples: Channels, second: int) -> Channels:
        """Return samples without what nobody would hear.

        Args:
            samples: some seconds, or less than one.
            second: samples of it.

        """
        if len(self.no_numbers) != len(samples):
            self.no_numbers = np.zeros(len(samples), np.int64)
        self.seen += samples.shape[1]
        firsts = range(0, samples.shape[1], second)
        if (peak := _peak(samples)) <= _LOUD:  # and all are numbers, as nearly always
            self._loudest = max(self._loudest, peak)
        else:
            samples = np.hstack([self._cleaned(samples[:, at : at + second]) for at in firsts])
        if self.removal is not None:
            pieces = [samples[:, at : at + second] for at in firsts]
            return np.hstack([self.removal.centred(piece) for piece in pieces])
        self.means.add(samples, second)
        return samples

    def _cleaned(self, samples: Channels) -> Channels:
        peak = np.maximum(samples.max(axis=1, initial=0.0), -samples.min(axis=1, initial=0.0))
        if not np.isfinite(peak).all():
            wrong = ~np.isfinite(samples)
            self.no_numbers += wrong.sum(axis=1)
            samples = np.where(wrong, np.float32(0.0), samples)
            peak = np.abs(samples).max(axis=1, initial=0.0)
        before = self.outliers
        if peak.max(initial=0.0) > _LOUD:
            samples = self._without_outliers(samples)
        if self.outliers == before or not self._loudest:  # else what is left may be a part of them
            self._loudest = max(self._loudest, _peak(samples))
        return samples

    def _without_outliers(self, samples: Channels) -> Channels:
        loudness = np.abs(samples)
        usual = float(np.quantile(loudness, _FEW, axis=1).max())
        limit = min(_OUTLIER * max(usual, self._usual), _FAR * _half(loudness), _SCALE)
        # Before: a burst may fill the second, and be all that is usual in it.
        limit = max(_LOUD, min(limit, _FAR * (self._loudest or np.inf)))
        wrong = loudness > limit
        if (
            self._loudest and wrong.mean() > 1.0 - _FEW
        ):  # a burst, of which some is as loud as before
            wrong = loudness > max(_LOUD, _OUTLIER * self._loudest)
        self._usual = max(self._usual, usual if usual <= limit else 0.0)
        self.outliers += int(wrong.sum())
        return np.where(wrong, np.float32(0.0), samples)

    @property
    def left_out(self) -> list[int]:
        """The channels without a single number, counted from 1."""
        return [n for n, count in enumerate(self.no_numbers, 1) if count == self.seen > 0]

    def tell(self, report: Report) -> None:
        """Warn of what had to be left out."""
        if wholly := self.left_out:
            said = plural(
                "Channel {numbers} holds no numbers (NaN); it is left out.",
                "Channels {numbers} hold no numbers (NaN); they are left out.",
                count=len(wholly),
                numbers=", ".join(map(str, wholly)),
            )
            report.warn("audio.no-numbers", said)
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


def _half(loudness: Channels) -> float:
    """Return what half of the parts of a second stay below; no bound where these are silent."""
    width = loudness.shape[1] // _PARTS
    if not width:
        return np.inf
    parts = loudness[:, : _PARTS * width].reshape(-1, _PARTS, width)
    return float(np.median(np.quantile(parts, _FEW, axis=2).max(axis=0))) or np.inf


def _peak(samples: Channels) -> float:
    """Return the loudest of them; NaN where one is."""
    return max(float(samples.max(initial=0.0)), -float(samples.min(initial=0.0)))
