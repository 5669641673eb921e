"""The microphone, by PortAudio: python-sounddevice, whose wheels carry it for Windows and macOS.

PyAV could record as well, and was left: on Windows it knows no default device and has one error
for all causes, and on Linux its ALSA looks for its settings where no machine has them.
"""

from __future__ import annotations

import contextlib
import queue
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.audio.track import SAMPLE_RATE
from diarizer.live.sources import input_devices, microphone_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_WAIT = 5.0  # seconds without a sample, after which a device is gone
_BLOCK = 0.1  # seconds


class Microphone:
    """An open input device; what it hears comes out of :meth:`sound`.

    Attributes:
        name: of the device.
        gaps: how often sound was lost, as it was not taken in time.

    """

    def __init__(self, wanted: str = "", *, hears: bool = True) -> None:
        """Open a device.

        Args:
            wanted: its number, or a part of its name; the default one when empty.
            hears: whether it begins to record; else it is opened, and nothing more.

        Raises:
            MicrophoneUnavailable: there is none, it may not be used, or nothing here can use it.

        """
        sounddevice = microphone_errors.sounddevice()
        self._sounddevice = sounddevice
        self.gaps = 0
        self._blocks: queue.SimpleQueue[NDArray[np.float32]] = queue.SimpleQueue()
        try:
            self._device = input_devices.chosen(sounddevice, wanted)
            told = sounddevice.query_devices(self._device, "input")
            self.name = str(told["name"])
            self._stream, self._rate = self._opened(told)
            if hears:
                self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            raise microphone_errors.refused(sounddevice, error, wanted) from error

    def close(self) -> None:
        """Give the device back."""
        self._stream.close(ignore_errors=True)

    def sound(self) -> Iterator[NDArray[np.float32]]:
        """Yield (n,) samples at 16 kHz until the device is gone.

        Raises:
            MicrophoneUnavailable: nothing comes any more.

        """
        resampled = _resampler(self._rate)
        try:
            while True:
                yield resampled(self._blocks.get(timeout=_WAIT))
        except queue.Empty:
            raise microphone_errors.silent(self.name, _WAIT) from None
        finally:
            self.close()

    def _opened(self, told: dict[str, Any]) -> tuple[Any, int]:
        """Open it at 16 kHz and one channel; where it refuses that, as it is by itself.

        An array of microphones, by the interface of Windows that mixes nothing, has four channels.
        """
        usual, most = round(told["default_samplerate"]), told["max_input_channels"]
        *before, last = dict.fromkeys([(SAMPLE_RATE, 1), (usual, min(2, most)), (usual, most)])
        for rate, channels in before:
            with contextlib.suppress(self._sounddevice.PortAudioError, UnicodeDecodeError):
                return self._stream_of(rate, channels), rate
        return self._stream_of(*last), last[0]

    def _stream_of(self, rate: int, channels: int) -> Any:
        return self._sounddevice.InputStream(
            samplerate=rate,
            channels=channels,
            device=self._device,
            dtype="float32",
            blocksize=round(rate * _BLOCK),
            callback=self._take,
        )

    def _take(
        self, samples: NDArray[np.float32], _frames: int, _time: object, status: object
    ) -> None:
        """Take (n, channels) from PortAudio's own thread, whose memory is used again."""
        self.gaps += bool(status)  # of a stream that only records, nothing else is ever said
        self._blocks.put(samples.mean(axis=1))


def _resampler(rate: int) -> Any:
    if rate == SAMPLE_RATE:
        return lambda samples: samples
    import soxr  # noqa: PLC0415, most devices do it by themselves

    stream = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")
    return lambda samples: np.asarray(stream.resample_chunk(samples), np.float32)
