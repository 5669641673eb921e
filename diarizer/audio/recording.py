"""Any recording as 16 kHz mono.

The file is opened here and handed on as a file object, so that no native
library meets its name: a Cyrillic or very long path is Python's business.
What it holds decides who decodes it; its ending does not matter.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

from diarizer.audio import decoding
from diarizer.audio.spool import Spool
from diarizer.errors import AudioNotFound, AudioUnreadable
from diarizer.measuring import stage_timings
from diarizer.messages.text import Text, text
from diarizer.types import Audio

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator, Sized

    from numpy.typing import NDArray

    from diarizer.audio.decoding import Block
    from diarizer.types import Progress

SAMPLE_RATE = 16_000
"""Samples per second of everything after decoding: what webrtcvad and Resemblyzer listen to."""

_LFS_MARK = b"version https://git-lfs"


def load(path: str | Path) -> Audio:
    """Decode a file into memory, mix its channels, and resample it.

    Args:
        path: a recording in any format of libsndfile or FFmpeg, a video too.

    Returns:
        the recording at 16 kHz; what is not a number is silence, and a recording that exceeds
        [-1, 1] is scaled down to it. ``uri`` is the name of the file without its ending.

    Raises:
        AudioNotFound: nothing is at ``path``.
        AudioUnreadable: a folder, an empty or damaged file, not audio, or a Git LFS pointer.
        NoAudioStream: a container without sound.

    """
    path = Path(path)
    samples = np.concatenate([np.empty(0, np.float32), *_pieces(path, None)])  # (n,)
    _check_sound(samples, path)
    return Audio(_within_one(samples), SAMPLE_RATE, path.stem)


@contextmanager
def opened(path: str | Path, progress: Progress | None = None) -> Iterator[Spool]:
    """Decode a file of any length; up to ten minutes lie in memory, more on the disk.

    Args:
        path: see :func:`load`.
        progress: told ``("decoding", bytes read, bytes)``.

    Yields:
        the same samples that :func:`load` returns, to be read piece by piece inside the block.

    Raises:
        AudioNotFound: nothing is at ``path``.
        AudioUnreadable: a folder, an empty or damaged file, not audio, or a Git LFS pointer.
        NoAudioStream: a container without sound.
        NoRoom: the disk is full, or there is no folder for temporary files.

    """
    path = Path(path)
    with closing(Spool(path.stem, SAMPLE_RATE)) as spool:
        with stage_timings.stage("decoding"):
            for piece in _pieces(path, progress):
                spool.append(piece)
        _check_sound(spool, path)
        yield spool


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
    block = decoding.Block(samples.astype(np.float32)[:, None], audio.sample_rate)
    if audio.sample_rate == SAMPLE_RATE:
        return Audio(_within_one(_finite_mono(block.samples)), SAMPLE_RATE, audio.uri)
    return Audio(_within_one(np.concatenate(list(_resampled([block])))), SAMPLE_RATE, audio.uri)


def _pieces(path: Path, progress: Progress | None) -> Iterator[NDArray[np.float32]]:
    with _open(path) as file:
        yield from _resampled(_told(decoding.blocks(file), file, progress))


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


def _check_sound(samples: Sized, path: Path) -> None:
    if not len(samples):
        raise AudioUnreadable(
            text("The file has the header of a recording, and no sound after it."),
            context=text("File: {path}", path=path),
            hint=text("Record or copy it again: it was cut short."),
        )


def _open(path: Path) -> io.BufferedReader:
    try:
        file = path.open("rb")
        head = file.peek(len(_LFS_MARK))
    except FileNotFoundError as error:
        raise AudioNotFound(
            text("There is no such file."),
            context=text("File: {path}", path=path),
            hint=text("Check the name and the folder."),
        ) from error
    except OSError as error:
        raise _not_a_file(path, error) from error
    if reason := _not_audio(head):
        file.close()
        raise AudioUnreadable(reason[0], context=text("File: {path}", path=path), hint=reason[1])
    return file


def _not_a_file(path: Path, error: OSError) -> AudioUnreadable:
    if path.is_dir():
        return AudioUnreadable(
            text("This is a folder, not a recording."),
            context=text("Folder: {path}", path=path),
            hint=text("Name a file in it."),
        )
    return AudioUnreadable(
        text("The file cannot be opened."),
        context=text("File: {path}\n{said}", path=path, said=error.strerror or str(error)),
        hint=text("Close the program that uses it, or check the permissions."),
    )


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


def _resampled(blocks: Iterable[Block]) -> Iterator[NDArray[np.float32]]:
    stream: Any = None
    rate = 0
    for block in blocks:
        # Some broadcasts change their rate on the way.
        if block.rate != rate:
            yield from _drained(stream)
            stream, rate = soxr.ResampleStream(block.rate, SAMPLE_RATE, 1), block.rate
        yield stream.resample_chunk(_finite_mono(block.samples))
    yield from _drained(stream)


def _drained(stream: Any) -> Iterator[NDArray[np.float32]]:
    if stream is not None:
        yield stream.resample_chunk(np.empty(0, np.float32), last=True)


def _finite_mono(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    mono = samples.mean(axis=1, dtype=np.float64)  # (n, channels) -> (n,)
    limit = float(np.finfo(np.float32).max)
    mono[~(np.abs(mono) < limit)] = 0.0
    return np.asarray(mono, np.float32)


def _within_one(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    peak = float(np.max(np.abs(samples), initial=0.0))
    return samples if peak <= 1.0 else samples / np.float32(peak)
