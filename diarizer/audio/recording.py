"""Any recording as 16 kHz mono.

The file is opened here and handed on as a file object, so that no native
library meets its name: a Cyrillic or very long path is Python's business.
What it holds decides who decodes it; its ending does not matter.
"""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from diarizer.audio import decoding, freed_memory, loudness, missing
from diarizer.audio.ahead import ahead_where_it_helps
from diarizer.audio.report import Block
from diarizer.audio.sound import Choice
from diarizer.audio.spool import Spool
from diarizer.audio.taking import taken
from diarizer.audio.track import MIX, SAMPLE_RATE, Track
from diarizer.errors import AudioUnreadable
from diarizer.measuring import stage_timings
from diarizer.messages.text import Text, text
from diarizer.types import Audio

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from diarizer.audio.report import Report
    from diarizer.audio.samples import Samples
    from diarizer.audio.sound import Sound, Source
    from diarizer.types import Progress

_STRETCH = SAMPLE_RATE // 10  # samples, whose power is one
_LFS_MARK = b"version https://git-lfs"


def load(path: str | Path) -> Audio:
    """Decode a file into memory, mix its channels, and resample it.

    Args:
        path: a recording in any format of libsndfile or FFmpeg, a video too.

    Returns:
        the recording at 16 kHz; what is not a number is silence, one that exceeds [-1, 1] is
        scaled down to it, and one that is very quiet is louder. ``uri`` is the name of the file
        without its ending. What was not well about it is told to the log ``diarizer``.

    Raises:
        AudioNotFound: nothing is at ``path``.
        AudioUnreadable: a folder, an empty or damaged file, not audio, or a Git LFS pointer.
        NoAudioStream: a container without sound.

    """
    with opened(path) as sound:
        for remark in sound.coverage.warnings:
            decoding.warn(remark.said)
        return Audio(sound.read(0, len(sound)), SAMPLE_RATE, sound.uri)


@contextmanager
def opened(
    path: str | Path, progress: Progress | None = None, choice: Choice | None = None
) -> Iterator[Sound]:
    """Decode a file of any length; up to two minutes lie in memory, more on the disk.

    Args:
        path: see :func:`load`.
        progress: told ``("decoding", bytes read, bytes)``.
        choice: which channels and tracks are heard.

    Yields:
        the same samples that :func:`load` returns, to be read piece by piece inside the block.

    Raises:
        AudioNotFound: nothing is at ``path``.
        AudioUnreadable: a folder, an empty or damaged file, not audio, or a Git LFS pointer.
        NoAudioStream: a container without sound.
        NoRoom: the disk is full, or there is no folder for temporary files.
        InvalidArgument: there is no such channel or track.

    """
    path = Path(path)
    told = [progress]

    def source(report: Report, track: int | None) -> Iterator[Block]:
        with _open(path) as file:
            # A call is decoded twice, and only the first time is told.
            tell = told.pop() if told else None
            blocks = ahead_where_it_helps(decoding.blocks(file, report, track))
            yield from _told(blocks, file, tell)

    with ExitStack() as spools:
        yield _taken(source, choice, path, spools)


@contextmanager
def from_memory(samples: Samples, choice: Choice | None = None) -> Iterator[Sound]:
    """Take samples that somebody else has decoded, as :func:`opened` takes a file.

    Raises:
        AudioUnreadable: there are none.
        InvalidArgument: there is no such channel.

    """

    def source(report: Report, track: int | None) -> Iterator[Block]:  # noqa: ARG001, one track
        report.container = samples.channels.shape[1] / samples.rate
        yield from samples.blocks(decoding.BLOCK_SECONDS)

    with ExitStack() as spools:
        yield _taken(source, choice, None, spools)


def _taken(source: Source, choice: Choice | None, path: Path | None, spools: ExitStack) -> Sound:
    uri = path.stem if path else ""
    freed_memory.keep()

    def make() -> Spool:
        return spools.enter_context(closing(Spool(uri, SAMPLE_RATE)))

    with stage_timings.stage("decoding"):
        sound = taken(source, choice or Choice(), make)
    if sound is not None:
        return sound
    if path is None:
        raise AudioUnreadable(text("There are no samples."))
    raise AudioUnreadable(
        text("The file has the header of a recording, and no sound after it."),
        context=text("File: {path}", path=path),
        hint=text("Record or copy it again: it was cut short."),
    )


def conformed(audio: Audio) -> Audio:
    """Bring samples from elsewhere to what the engines take: one channel, 16 kHz, float32.

    Raises:
        AudioUnreadable: not samples of one channel at a rate above zero.

    """
    samples = np.asarray(audio.samples)
    if samples.ndim != 1 or audio.sample_rate <= 0 or not np.issubdtype(samples.dtype, np.floating):
        raise AudioUnreadable(
            text("These are not the samples of one channel."),
            context=text(
                "Shape {shape}, {kind}, {rate} Hz",
                shape=samples.shape,
                kind=samples.dtype,
                rate=audio.sample_rate,
            ),
            hint=text("Pass float32 samples of shape (n,) in [-1, 1]."),
        )
    block = Block(samples.astype(np.float32)[:, None], audio.sample_rate)
    track = _one(block)
    if (offsets := track.levels.means.offsets()) is not None:
        track = _one(block, offsets)
    place = track.places[0] if track.places else _Memory()
    return Audio(place.within_one(), SAMPLE_RATE, audio.uri)


def _one(block: Block, offsets: NDArray[np.float64] | None = None) -> Track:
    track = Track(_Memory, MIX, offsets)
    track.add(block)
    track.end()
    return track


class _Memory:
    """A place for samples: a list of pieces."""

    def __init__(self) -> None:
        self._pieces = [np.empty(0, np.float32)]

    def append(self, samples: NDArray[np.float32]) -> None:
        self._pieces.append(samples)

    def within_one(self) -> NDArray[np.float32]:
        samples = np.concatenate(self._pieces)
        peak = float(np.max(np.abs(samples), initial=0.0))
        samples = samples if peak <= 1.0 else samples / np.float32(peak)
        stretches = np.pad(samples, (0, -len(samples) % _STRETCH)).reshape(-1, _STRETCH)
        return loudness.louder(samples, loudness.gains(np.square(stretches).mean(axis=1)))


def _told(
    blocks: Iterable[Block], file: io.BufferedReader, progress: Progress | None
) -> Iterator[Block]:
    """Tell how much of the file is read, at most a hundred times."""
    size = Path(file.name).stat().st_size
    told = 0.0
    for block in blocks:
        if progress and (done := min(file.tell(), size)) >= told + size / 100:
            told = done
            progress("decoding", done, size)
        yield block
    if progress:
        progress("decoding", size, size)


def _open(path: Path) -> io.BufferedReader:
    if missing.streams(path):
        raise missing.no_file(path)
    try:
        file = path.open("rb")
        head = file.peek(len(_LFS_MARK))
    except OSError as error:
        raise missing.not_opened(path, error) from error
    if reason := _not_audio(head):
        file.close()
        raise AudioUnreadable(reason[0], context=text("File: {path}", path=path), hint=reason[1])
    return file


def _not_audio(head: bytes) -> tuple[Text, Text | str] | None:
    if not head:
        return text("The file is empty (0 bytes)."), text("Record or copy it again.")
    if head.startswith(_LFS_MARK):
        return (
            text(
                "The file is a Git LFS pointer: a note where the recording is, not the recording."
            ),
            "git lfs install && git lfs pull",
        )
    return None
