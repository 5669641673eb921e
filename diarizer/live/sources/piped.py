"""What another program writes, as it comes: any format that FFmpeg reads without going back.

The descriptor is read without a buffer of Python's: a thread that waits in one would keep the
interpreter from ending.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.audio.track import SAMPLE_RATE
from diarizer.errors import AudioUnreadable, NoAudioStream
from diarizer.messages.text import plural, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# FFmpeg looks at half a megabyte or five seconds before it says what this is: half a minute of a
# slow stream. The header of what is piped says it.
_LOOKED_AT = {"probesize": "32768", "analyzeduration": "500000"}
_REST = 64  # bytes: less than one sample of all channels
_HINT = "ffmpeg -i SOURCE -f wav - | diarize --live -"


def piped(descriptor: int) -> Iterator[NDArray[np.float32]]:
    """Yield the sound that comes through an open descriptor, its channels mixed.

    Raises:
        AudioUnreadable: nothing comes, or not a recording.
        NoAudioStream: a container without sound.

    """
    import av  # noqa: PLC0415, a third of a second that a file does not need

    with io.FileIO(descriptor, "rb", closefd=False) as raw:
        source = _Pipe(raw)
        try:
            container = av.open(source, metadata_errors="replace", options=_LOOKED_AT)
        except av.FFmpegError as error:
            raise _unknown(source, str(error)) from error
        with container:
            if not container.streams.audio:
                raise NoAudioStream(
                    text("What comes by standard input holds no sound."), hint=_HINT
                )
            yield from _decoded(container, source)


def _decoded(container: Any, source: _Pipe) -> Iterator[NDArray[np.float32]]:
    import av  # noqa: PLC0415, as above

    mixer, damaged = _Mixer(), 0
    try:
        for packet in container.demux(container.streams.audio[0]):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError:
                # The rest of a sample, where a program was killed, is nothing that is missed.
                damaged += not (source.ended and packet.size < _REST)
                continue
            for frame in frames:
                yield from mixer.mixed(frame)
    except av.FFmpegError as error:
        raise AudioUnreadable(
            text("What comes by standard input broke off."), context=str(error), hint=_HINT
        ) from error
    yield from mixer.rest()
    if damaged:
        raise AudioUnreadable(
            plural(
                "What came by standard input is damaged: {count} piece is left out.",
                "What came by standard input is damaged: {count} pieces are left out.",
                count=damaged,
            ),
            hint=_HINT,
        )


class _Mixer:
    """Makes one channel at 16 kHz of frames, whose rate and channels may change on the way."""

    def __init__(self) -> None:
        self._kind: tuple[str, str, int] | None = None
        self._resampler: Any = None

    def mixed(self, frame: Any) -> Iterator[NDArray[np.float32]]:
        """Yield what is ready once a frame has come."""
        import av  # noqa: PLC0415, as above

        kind = frame.format.name, frame.layout.name, frame.sample_rate
        if kind != self._kind:  # what resamples takes no others than it began with
            yield from self.rest()
            self._kind = kind
            self._resampler = av.AudioResampler(format="flt", layout="mono", rate=SAMPLE_RATE)
        frame.pts = None  # a stream that was joined late counts from anywhere
        yield from _samples(self._resampler.resample(frame))

    def rest(self) -> Iterator[NDArray[np.float32]]:
        """Yield what is held back."""
        if self._resampler is not None:
            yield from _samples(self._resampler.resample(None))


def _samples(frames: list[Any]) -> Iterator[NDArray[np.float32]]:
    for frame in frames:
        yield np.asarray(frame.to_ndarray()[0], np.float32)


class _Pipe:
    """A pipe as FFmpeg reads it: it can only go on.

    Attributes:
        bytes: that have come.
        ended: whether nothing will follow.

    """

    def __init__(self, raw: io.FileIO) -> None:
        self._raw = raw
        self.bytes = 0
        self.ended = False

    def read(self, size: int) -> bytes:
        """Return what is there, at most ``size`` bytes; nothing at the end."""
        some = self._raw.read(size) or b""
        self.bytes += len(some)
        self.ended = not some
        return some


def _unknown(source: _Pipe, said: str) -> AudioUnreadable:
    if not source.bytes:
        return AudioUnreadable(
            text("Nothing came by standard input: the program before the | wrote no sound."),
            hint=_HINT,
        )
    return AudioUnreadable(
        text("What comes by standard input is no recording that can be read as it comes."),
        context=text("FFmpeg: {said}", said=said),
        hint=text(
            "Headerless samples (raw PCM) need a header first: ffmpeg -f s16le -ar 16000 -ac 1 -i - -f"
            " wav - | diarize --live -"
        ),
    )
