"""Any recording as 16 kHz mono.

The file is opened here and handed on as a file object, so that no native
library meets its name: a Cyrillic or very long path is Python's business.
What it holds decides who decodes it; its ending does not matter.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import soxr

from diarizer import decoding
from diarizer.errors import AudioNotFound, AudioUnreadable
from diarizer.types import Audio

if TYPE_CHECKING:
    import io
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from diarizer.decoding import Block

SAMPLE_RATE = 16_000
"""Samples per second of everything after decoding: what webrtcvad and Resemblyzer listen to."""

_LFS_MARK = b"version https://git-lfs"


def load(path: str | Path) -> Audio:
    """Decode a file, mix its channels, and resample it.

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
    with _open(path) as file:
        pieces = list(_resampled(decoding.blocks(file)))
    samples = np.concatenate(pieces) if pieces else np.empty(0, np.float32)  # (n,)
    if not len(samples):
        raise AudioUnreadable(
            "The file has the header of a recording, and no sound after it.",
            context=f"File: {path}",
            hint="Record or copy it again: it was cut short.",
        )
    return Audio(_within_one(samples), SAMPLE_RATE, path.stem)


def conformed(audio: Audio) -> Audio:
    """Bring samples from elsewhere to what the engines take: one channel, 16 kHz, float32.

    Raises:
        AudioUnreadable: not samples of one channel at a rate above zero.

    """
    samples = np.asarray(audio.samples)
    if samples.ndim != 1 or audio.sample_rate <= 0 or not np.issubdtype(samples.dtype, np.floating):
        raise AudioUnreadable(
            "These are not the samples of one channel.",
            context=f"Shape {samples.shape}, {samples.dtype}, {audio.sample_rate} Hz",
            hint="Pass float32 samples of shape (n,) in [-1, 1].",
        )
    block = decoding.Block(samples.astype(np.float32)[:, None], audio.sample_rate)
    if audio.sample_rate == SAMPLE_RATE:
        return Audio(_within_one(_finite_mono(block.samples)), SAMPLE_RATE, audio.uri)
    return Audio(_within_one(np.concatenate(list(_resampled([block])))), SAMPLE_RATE, audio.uri)


def _open(path: Path) -> io.BufferedReader:
    try:
        file = path.open("rb")
        head = file.peek(len(_LFS_MARK))
    except FileNotFoundError as error:
        raise AudioNotFound(
            "There is no such file.", context=f"File: {path}", hint="Check the name and the folder."
        ) from error
    except OSError as error:
        raise _not_a_file(path, error) from error
    if reason := _not_audio(head):
        file.close()
        raise AudioUnreadable(reason[0], context=f"File: {path}", hint=reason[1])
    return file


def _not_a_file(path: Path, error: OSError) -> AudioUnreadable:
    if path.is_dir():
        return AudioUnreadable(
            "This is a folder, not a recording.",
            context=f"Folder: {path}",
            hint="Name a file in it.",
        )
    return AudioUnreadable(
        "The file cannot be opened.",
        context=f"File: {path}\n{error.strerror}",
        hint="Close the program that uses it, or check the permissions.",
    )


def _not_audio(head: bytes) -> tuple[str, str] | None:
    if not head:
        return "The file is empty (0 bytes).", "Record or copy it again."
    if head.startswith(_LFS_MARK):
        return (
            "The file is a Git LFS pointer: a note where the recording is, not the recording.",
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
