"""A file as blocks of samples: libsndfile where it can, FFmpeg (through PyAV) for the rest."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.errors import AudioUnreadable, NoAudioStream
from diarizer.messages.language import spoken
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

BLOCK_SECONDS = 10
"""How much of a file is decoded at once; what comes out does not depend on it."""

# A shorter one is a container's rounding of its clock, not a hole in the recording.
_GAP_SECONDS = 0.1

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The next piece of a recording.

    Attributes:
        samples: (n, channels) float32.
        rate: samples per second.

    """

    samples: NDArray[np.float32]
    rate: int


def blocks(file: io.BufferedReader) -> Iterator[Block]:
    """Decode ``file`` piece by piece, as far as it can be decoded.

    Raises:
        AudioUnreadable: neither library knows what this is.
        NoAudioStream: a container without sound.

    """
    import soundfile  # noqa: PLC0415, the errors above it need no native library

    try:
        sound = soundfile.SoundFile(_Nameless(file))
    except soundfile.LibsndfileError as error:
        file.seek(0)
        yield from _ffmpeg_blocks(file, str(error.error_string))
    else:
        with sound:
            yield from _sndfile_blocks(sound)


class _Nameless:
    """A file object without a name: soundfile would believe its ending, and take `.raw` for raw."""

    def __init__(self, file: io.BufferedReader) -> None:
        self.seek = file.seek
        self.tell = file.tell
        self.read = file.read
        self.readinto = file.readinto


def _sndfile_blocks(sound: Any) -> Iterator[Block]:
    import soundfile  # noqa: PLC0415

    while True:
        try:
            samples = sound.read(round(BLOCK_SECONDS * sound.samplerate), "float32", always_2d=True)
        except soundfile.LibsndfileError as error:
            _warn(
                text(
                    "The recording is damaged at its {number} th sample: {said}",
                    number=sound.tell(),
                    said=str(error),
                )
            )
            return
        if not len(samples):
            return
        yield Block(samples, sound.samplerate)


def _ffmpeg_blocks(file: io.BufferedReader, first_answer: str) -> Iterator[Block]:
    import av  # noqa: PLC0415, a third of a second that a WAV file does not need

    try:
        container = av.open(file, metadata_errors="replace")
    except av.FFmpegError as error:
        raise _unknown(file, f"libsndfile: {first_answer}\nFFmpeg: {error.strerror}") from error
    with container:
        if not container.streams.audio:
            raise NoAudioStream(
                text("The file holds no sound."),
                context=text(
                    "File: {path}\nStreams: {streams}",
                    path=file.name,
                    streams=_described(container),
                ),
                hint=text("Choose another recording, or export this one again with its sound."),
            )
        yield from _gapless(container)


def _unknown(file: io.BufferedReader, context: Text | str) -> AudioUnreadable:
    return AudioUnreadable(
        text("The file is not a recording that can be decoded."),
        context=text("File: {path}\n{context}", path=file.name, context=context),
        hint=text(
            "Open it in a player; if that can play it, convert it to WAV or FLAC."
            " Headerless samples (raw PCM) need a header first."
        ),
    )


def _described(container: Any) -> Text | str:
    return ", ".join(stream.type for stream in container.streams) or text("none")


def _gapless(container: Any) -> Iterator[Block]:
    """Put silence where the container's clock runs ahead of its samples."""
    position = (container.start_time or 0) / 1_000_000  # FFmpeg's microseconds
    end = position + (container.duration or 0) / 1_000_000
    for time, block in _timed(_frames(container)):
        late = time - position
        if late > _GAP_SECONDS and time < end:
            yield Block(np.zeros((round(late * block.rate), 1), np.float32), block.rate)
            position = time
        yield block
        position += len(block.samples) / block.rate


def _timed(frames: Iterable[Any]) -> Iterator[tuple[float, Block]]:
    import av  # noqa: PLC0415

    shape: tuple[str, str, int] | None = None
    packer: Any = None
    for frame in frames:
        # Broadcasts change their shape on the way, and a resampler serves one shape only.
        if shape != (shape := (frame.format.name, frame.layout.name, frame.sample_rate)):
            # Packed, because PyAV 18.1 counts nine planes for eight channels, and crashes.
            packer = av.AudioResampler(format="flt")
        for packed in packer.resample(frame):
            samples = packed.to_ndarray().reshape(-1, frame.layout.nb_channels)
            yield float(frame.time or 0.0), Block(samples, frame.sample_rate)


def _frames(container: Any) -> Iterator[Any]:
    packets = container.demux(container.streams.audio[0])
    while (found := _decoded(packets)) is not None:
        yield from found


def _decoded(packets: Iterator[Any]) -> list[Any] | None:
    """Decode the next packet; None at the end, or where nothing further can be read."""
    import av  # noqa: PLC0415

    try:
        packet = next(packets, None)
        return None if packet is None else list(packet.decode())
    except av.InvalidDataError as error:
        _warn(text("A damaged piece of the recording is left out: {said}", said=str(error)))
        return []
    except av.FFmpegError as error:
        _warn(text("The recording is damaged, and ends here: {said}", said=str(error)))
        return None


def _warn(sentence: Text) -> None:
    # The log ends on stderr unless a program has its own idea; a library call speaks English.
    _log.warning(spoken(getattr(sys.stderr, "encoding", None))(sentence))
