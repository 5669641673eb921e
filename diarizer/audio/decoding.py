"""A file as blocks of samples: libsndfile for plain samples, FFmpeg (through PyAV) for the rest.

What the stream holds counts, and not what a header says of its length; where the two differ, that
is said.
"""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING, Any

from diarizer.audio import ffmpeg, headers, held_to_header, links, sndfile, undecodable
from diarizer.audio.report import Report
from diarizer.messages.language import spoken
from diarizer.messages.text import Text, text
from diarizer.types import Span

if TYPE_CHECKING:
    import io
    from collections.abc import Callable, Iterator

    from diarizer.audio.headers import Header
    from diarizer.audio.report import Block

BLOCK_SECONDS = 10
"""How much of a file is decoded at once; what comes out does not depend on it."""

_READ = 1 << 16  # bytes that FFmpeg asks for at once
# Samples a second: at a lower rate no speech is left, and hours come of a damaged header.
_LOWEST = 1000
_HIGHEST = 6_000_000  # at a higher one a recording of an hour would be a second: DSD has 5,644,800

_log = logging.getLogger(__name__)


def blocks(file: io.BufferedReader, report: Report, track: int | None = None) -> Iterator[Block]:
    """Decode ``file`` piece by piece, as far as it can be decoded.

    Args:
        file: at its beginning.
        report: told what is found out.
        track: only this one of the audio tracks, counted from 0; all of them when None.

    Raises:
        AudioUnreadable: neither library knows what this is, or it has a rate that no recording has.
        NoAudioStream: a container without sound.

    """
    header = headers.read(file)
    ends: dict[int, float] = {}
    for block in _blocks(file, header, report, track):
        if not _LOWEST <= block.rate <= _HIGHEST:
            raise undecodable.impossible(file, block.rate)
        ends[block.track] = ends.get(block.track, 0.0) + len(block.samples) / block.rate
        yield block
    held_to_header.compare(file, header, max(ends.values(), default=0.0), report)


def _blocks(
    file: io.BufferedReader, header: Header, report: Report, track: int | None
) -> Iterator[Block]:
    # In any case: a proof on a recording that FFmpeg reads has to hold for a WAV, too.
    import soundfile  # noqa: F401, PLC0415, the errors above it need no native library

    first = _sndfile(file) if header.plain else None
    if first is not None and not isinstance(first, str):
        with first:
            yield from sndfile.blocks(first, BLOCK_SECONDS, report)
        return
    if parts := links.parted(file, header.size):
        yield from _chained(file, parts, report, track)
        return
    import av  # noqa: PLC0415, a third of a second that a WAV file does not need

    source = _Patched(file, header.patches) if header.patches else _Source(file)
    try:
        container = av.open(source, metadata_errors="replace", buffer_size=_READ)
    except av.FFmpegError as error:
        first = first or _sndfile(file)  # formats that FFmpeg does not know
        if isinstance(first, str):
            raise undecodable.unknown(file, header, first, error.strerror or str(error)) from error
        with first:
            yield from sndfile.blocks(first, BLOCK_SECONDS, report)
        return
    with container:
        undecodable.check_header(file, container.format.name)
        yield from ffmpeg.blocks(container, file, BLOCK_SECONDS, report, track)


def _chained(
    file: io.BufferedReader, parts: list[tuple[int, int]], report: Report, track: int | None
) -> Iterator[Block]:
    """Decode recordings of different kinds that lie one behind the other in one file."""
    import av  # noqa: PLC0415, as above

    ends: dict[int, float] = {}
    for number, part in enumerate(parts):
        own, begins = Report(), dict(ends)
        try:
            container = av.open(links.Window(file, *part), metadata_errors="replace")
        except av.FFmpegError as error:
            said = text("The recording is damaged, and ends here: {said}", said=str(error))
            report.warn("audio.damaged", said)
            return
        with container:
            for block in ffmpeg.blocks(container, file, BLOCK_SECONDS, own, track):
                seconds = len(block.samples) / block.rate
                ends[block.track] = ends.get(block.track, 0.0) + seconds
                yield block
        report.tracks = report.tracks if number else own.tracks
        report.warnings |= own.warnings
        for each, holes in own.holes.items():
            late = begins.get(each, 0.0)
            shifted = [Span(hole.start + late, hole.end + late) for hole in holes]
            report.holes.setdefault(each, []).extend(shifted)


def _sndfile(file: io.BufferedReader) -> Any:
    """Return the open file; what libsndfile says where it cannot open it."""
    import soundfile  # noqa: PLC0415, as above

    file.seek(0)
    try:
        return soundfile.SoundFile(sndfile.Nameless(file))
    except soundfile.LibsndfileError as error:
        file.seek(0)
        return str(error.error_string)


class _Source:
    """A file for FFmpeg, which looks for what a damaged header names wherever that may be."""

    def __init__(self, file: io.BufferedReader) -> None:
        self._file, self.name = file, file.name
        self.read: Callable[..., bytes] = file.read
        self.tell = file.tell

    def seek(self, offset: int, whence: int = 0) -> int:
        try:
            return self._file.seek(offset, whence)
        except (OSError, ValueError):  # there is no such place: what C's own function returns
            return -1


class _Patched(_Source):
    """A file in whose header other lengths stand."""

    def __init__(self, file: io.BufferedReader, patches: dict[int, bytes]) -> None:
        super().__init__(file)
        self._patches = patches
        self.read = self._read

    def _read(self, size: int = -1) -> bytes:
        at = self._file.tell()
        content = bytearray(self._file.read(size))
        for place, patch in self._patches.items():
            for offset, byte in enumerate(patch, place - at):
                if 0 <= offset < len(content):
                    content[offset] = byte
        return bytes(content)


def warn(sentence: Text | str) -> None:
    """Tell it to the log, as a call of the library does."""
    # The log ends on stderr unless a program has its own idea; a library call speaks English.
    say = spoken(getattr(sys.stderr, "encoding", None))
    _log.warning(sentence if isinstance(sentence, str) else say(sentence))
