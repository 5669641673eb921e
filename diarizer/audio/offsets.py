"""What a recorder adds to every sample: an offset, found in the means of the seconds.

Nobody hears it, but it leaks into the lowest bands of every network, and hides how quiet a pause
is. It is the same all the time, drifts, or is there in a part that came from another device. So it
is known only when all of a recording was seen, and taken away when that is decoded once more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from diarizer.audio.copies import twice

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Channels = NDArray[np.float32]  # (channels, n)
    Means = NDArray[np.float64]  # (seconds,) or (seconds, channels), NaN where too little is known

_USUAL = 1.5e-4  # of full scale: from here on an offset of the whole recording is one
_DRIFT = 2e-4  # and where there is one, what it changes by
_LASTING = 1e-3  # one of a part; wind and a breath on the microphone come close for a while
_QUIET = 0.1  # the share of seconds that are quieter than the floor
_SHARE = 0.05  # of that floor: a smaller offset drowns in it
_PART = 0.1  # of it, for one of a part
_TENTHS = 10  # of a second
_LEAST = 1e-6  # loudness of a pause
_RUN = 8  # seconds in a row that make a part; a turn of one speaker is mostly shorter
_NEAR = 2  # seconds before and after one that tell how large it is there
_WHOLE = 0.5  # of a second, below which its mean says nothing


@dataclass(slots=True)
class Seen:
    """The mean and the power of every tenth of a second of a track, as they pass."""

    _noted: list[NDArray[np.float32]] = field(
        default_factory=list
    )  # (2, channels, seconds, tenths)

    def add(self, samples: Channels, second: int) -> None:
        """Take note of some seconds, and of what there is of a last one."""
        full = samples.shape[1] - samples.shape[1] % second
        for seconds in (samples[:, :full], samples[:, full:]):
            if seconds.shape[1]:
                self._note(seconds.reshape(len(samples), -1, min(second, seconds.shape[1])), second)

    def _note(self, seconds: NDArray[np.float32], second: int) -> None:
        """Take (channels, seconds, n); what follows from them is calculated once, at the end."""
        channels, count, held = seconds.shape
        if twice(seconds):
            self._note(seconds[:1], second)
            self._noted[-1] = self._noted[-1].repeat(2, axis=1)
            return
        noted = np.full((2, channels, count, _TENTHS), np.nan, np.float32)
        length = held // _TENTHS
        if length and held >= _WHOLE * second:
            tenths = seconds[:, :, : length * _TENTHS].reshape(channels, count, _TENTHS, length)
            noted[0] = tenths.mean(axis=3)
            centred = tenths - noted[0][..., None]
            noted[1] = np.einsum("cstn,cstn->cst", centred, centred) / length
        self._noted.append(noted)

    def offsets(self) -> Means | None:
        """Return (seconds, channels) what to take away; None where that is nothing at all."""
        channels = max((each.shape[1] for each in self._noted), default=0)
        seconds = sum(each.shape[2] for each in self._noted)
        means, powers = whole = np.full((2, channels, seconds, _TENTHS), np.nan, np.float32)
        at = 0
        for each in self._noted:
            count = each.shape[2]
            whole[:, : each.shape[1], at : at + count] = each  # channels may change on the way
            at += count
        rest = powers.argmin(axis=2)[..., None]
        rests, quiets = (np.take_along_axis(each, rest, 2)[..., 0] for each in (means, powers))
        spreads = np.sqrt(powers.mean(axis=2) + means.var(axis=2))
        rows = np.stack([means.mean(axis=2), spreads, rests, np.sqrt(quiets)]).astype(np.float64)
        found = [curve(*rows[:, channel]) for channel in range(channels)]
        return np.stack(found, axis=1) if any(each.any() for each in found) else None


def curve(means: Means, spreads: Means, rests: Means, quiets: Means) -> Means:
    """Return (seconds,) the offset of one channel.

    Args:
        means: of each second.
        spreads: how loud it is.
        rests: the mean of its most quiet tenth.
        quiets: how loud that is.

    One of the whole recording is there where all but a few seconds are on one side of zero; one of a
    part, where eight seconds in a row are, beside that, or two where it is louder than all else. How
    large it is, the pauses tell.

    >>> quiet = np.full(21, 0.01)
    >>> def offsets(*means): return curve(means := np.array(means), quiet, means, quiet).tolist()
    >>> offsets(*[0.25] * 21) == [0.25] * 21, any(offsets(*[0.2, -0.1, 0.1] * 7))
    (True, False)
    >>> offsets(*[0.0] * 6, *[0.25] * 3, *[0.0] * 12)[5:10]
    [0.0, 0.25, 0.25, 0.25, 0.0]
    """
    known = np.isfinite(means)
    if not known.any():
        return np.zeros_like(means)
    places = np.arange(len(means))
    means = np.interp(places, places[known], means[known])
    rests = np.where(known, rests, 0.0)
    sure, still = (1.0 / np.maximum(np.where(known, x, np.inf), _LEAST) for x in (spreads, quiets))
    floor = float(np.quantile(spreads[known], _QUIET))
    low, high = np.quantile(means, [0.1, 0.9])
    there = abs(max(low, 0.0) + min(high, 0.0)) > max(_USUAL, _SHARE * floor)
    rest = means - _middle(rests, still**2) if there else means
    lasting = np.abs(_lasting(rest) - _lasting(-rest))
    part = lasting > max(_DRIFT if there else _LASTING, _PART * floor)
    part |= _plain(rest, np.where(known, spreads, np.inf))
    if there and part.any():
        part[:] = True
    local = np.zeros_like(means)
    for place in np.flatnonzero(part).tolist():
        local[place] = _middle(rest[_near(place)], sure[_near(place)])
    return np.asarray(means - rest + local)


def _near(place: int) -> slice:
    return slice(max(0, place - _NEAR), place + _NEAR + 1)


def _middle(values: Means, weights: Means) -> float:
    """Return the value below and above which the weights are as much."""
    order = np.argsort(values)
    share = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(share, share[-1] / 2.0)])


def _lasting(means: Means) -> Means:
    """Return (seconds,) above what each and its neighbours stay, where they stay above zero."""
    if len(means) < _RUN:
        return np.zeros_like(means)
    least = sliding_window_view(means, _RUN).min(axis=1)
    around = np.pad(np.maximum(least, 0.0), _RUN - 1)
    return np.asarray(sliding_window_view(around, _RUN).max(axis=1))


def _plain(rest: Means, spreads: Means) -> NDArray[np.bool_]:
    """Return (seconds,) where two in a row have an offset louder than all else, and next to them."""
    loud = np.abs(rest) > np.maximum(spreads, _LASTING)
    alike = np.abs(np.diff(rest)) < np.minimum(np.abs(rest[1:]), np.abs(rest[:-1])) / 2.0
    pairs = np.pad(loud[1:] & loud[:-1] & alike, 2)
    return np.asarray(pairs[:-3] | pairs[1:-2] | pairs[2:-1] | pairs[3:])


class Removal:
    """Takes the offsets away, second by second as :class:`Seen` saw them."""

    def __init__(self, offsets: Means) -> None:
        self._offsets = np.stack([_sharpened(each) for each in offsets.T], axis=1)
        self._next = 0

    def centred(self, samples: Channels) -> Channels:
        """Return the next second without its offset."""
        at, last = self._next, len(self._offsets) - 1
        self._next += 1
        near = self._offsets[np.clip(np.arange(at - 2, at + 3), 0, last)]
        return np.stack([_level(*each) for each in zip(samples, near.T, strict=False)])


def _steps(offsets: Means) -> tuple[Means, Means]:
    """Return (n - 2,) by how much they change from before a second to after it, and around that."""
    inner = np.abs(offsets[2:] - offsets[:-2])
    change = np.pad(np.abs(np.diff(offsets)), 1)
    return inner, np.asarray(change[:-3] + change[3:])


def _sharpened(offsets: Means) -> Means:
    """Give a second in which the offset jumps what is before it, or what is after."""
    sharp = np.array(offsets)
    inner, outer = _steps(offsets)
    for at in np.flatnonzero((inner > _LASTING) & (outer < inner / 2.0)) + 1:
        around = offsets[[at - 1, at + 1]]
        sharp[at] = around[np.abs(around - offsets[at]).argmin()]
    return np.asarray(sharp)


def _level(samples: NDArray[np.float32], near: Means) -> NDArray[np.float32]:
    """Take the offset of one second away, the middle one of five."""
    before, own, after = near[1:4]
    if before == own == after:
        return np.asarray(samples - np.float32(own))
    inner, outer = _steps(near)
    if not (inner[1] > _LASTING and outer[1] < inner[1] / 2.0):
        first, last = (before + own) / 2.0, (own + after) / 2.0
        ramp = np.linspace(first, last, len(samples), dtype=np.float32)
        return np.asarray(samples - ramp)
    # A step, and it is where it leaves the least.
    rise = np.cumsum((samples - np.float32((before + after) / 2)) * np.float32(after - before))
    split = int(np.argmin(np.append(np.float32(0.0), rise)))
    levels: NDArray[np.float32] = np.array([before, after], np.float32)
    return np.asarray(samples - np.repeat(levels, [split, len(samples) - split]))
