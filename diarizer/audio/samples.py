"""Samples that somebody else has decoded: an array or a tensor, and its rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.audio.report import Block
from diarizer.errors import InvalidArgument
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_MOST_CHANNELS = 64
_SLOWEST, _FASTEST = 1000, 10_000_000  # samples a second
_ZERO = {np.dtype(np.uint8): 128.0}


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """Samples in memory.

    Attributes:
        channels: (channels, n) as they were given: floats, or integers of full scale.
        rate: samples per second.

    """

    channels: NDArray[Any]
    rate: int

    def blocks(self, seconds: float) -> Iterator[Block]:
        """Yield them piece by piece, as floats."""
        step = max(1, round(seconds * self.rate))
        for first in range(0, self.channels.shape[1], step):
            yield Block(scaled(self.channels[:, first : first + step].T), self.rate)


def scaled(samples: NDArray[Any]) -> NDArray[np.float32]:
    """Bring integers to [-1, 1] by their type, as every decoder does; floats stay.

    Of (n, channels) each channel is then one after another in memory, as what follows takes them.

    >>> scaled(np.array([-32768, 16384], np.int16)).tolist(), scaled(np.uint8([0, 192])).tolist()
    ([-1.0, 0.5], [-1.0, 0.5])
    """
    if samples.dtype.kind == "f":
        return samples.astype(np.float32, copy=False)
    floats = np.empty(samples.shape[::-1], np.float32)
    zero = _ZERO.get(samples.dtype, 0.0)
    full = zero or -float(np.iinfo(samples.dtype).min)
    np.multiply(samples.T, np.float32(1.0 / full), out=floats, dtype=np.float32)
    if zero:
        floats -= 1.0
    return np.asarray(floats.T)


def given(value: Any, rate: float | None) -> Samples:
    """Take what users of pyannote and Whisper hand over.

    Args:
        value: an array of numpy or a tensor of torch, (n,) or (channels, n), or a mapping with
            ``waveform`` and ``sample_rate``.
        rate: samples per second, where ``value`` does not hold it.

    Raises:
        InvalidArgument: without a rate, or something else.

    """
    if isinstance(value, dict):
        value, rate = value.get("waveform"), value.get("sample_rate", rate)
    array = _array(value)
    if array is None or array.dtype.kind not in "iuf" or array.dtype in _UNSIGNED:
        kind = type(value).__name__ if array is None else array.dtype
        raise _wrong(text("A recording is a path or an Audio, or samples with their rate."), kind)
    array = array[None] if array.ndim == 1 else array
    if array.ndim == 3 and len(array) == 1:  # noqa: PLR2004, a batch of one
        array = array[0]
    if array.ndim != 2 or not 1 <= len(array) <= _MOST_CHANNELS:  # noqa: PLR2004
        raise _wrong(text("Samples have the shape (n,) or (channels, n)."), np.shape(value))
    if isinstance(rate, bool) or not isinstance(rate, (int, float, np.integer, np.floating)):
        raise _wrong(text("A recording is a path or an Audio; samples need their rate, too."), rate)
    if not _SLOWEST <= rate <= _FASTEST:  # also where it is no number
        raise _wrong(text("No recording has that many samples a second."), rate)
    return Samples(array, round(float(rate)))


_UNSIGNED = frozenset(map(np.dtype, (np.uint16, np.uint32, np.uint64)))


def _array(value: Any) -> NDArray[Any] | None:
    """Return what is an array, also where it lies on a graphics card; a list of numbers is none."""
    if hasattr(value, "detach"):  # torch, which is not imported for this
        value = value.detach()
        try:
            value = value.cpu()
            small = str(value.dtype) in {"torch.bfloat16", "torch.float16"}
            array: NDArray[Any] = (value.float() if small else value).numpy()
        except (TypeError, NotImplementedError, RuntimeError):  # sparse, quantized, without data
            return None
        return array
    return value if isinstance(value, np.ndarray) else None


def _wrong(said: Text, given: object) -> InvalidArgument:
    return InvalidArgument(
        said,
        context=text("Given: {kind}", kind=given),
        hint=text("Pass the name of a file, or diarize(samples, sample_rate=16000)."),
    )
