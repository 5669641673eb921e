"""A file as blocks of samples: libsndfile for plain samples, FFmpeg (through PyAV) for the rest.

What the stream holds counts, and not what a header says of its length; where the two differ, that
is said.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from diarizer.audio import (
    chained,
    edits,
    ffmpeg,
    foreign,
    frame_chains,
    headers,
    held_to_header,
    justified,
    leftovers,
    links,
    misdeclared,
    program_stream,
    proofs,
    realmedia,
    sndfile,
    tags,
    transport,
    undecodable,
    zeros,
)
from diarizer.audio.patched import Patched, Source
from diarizer.messages.language import spoken
from diarizer.messages.text import text

if TYPE_CHECKING:
    import io
    from collections.abc import Generator, Iterator

    from diarizer.audio.headers import Header
    from diarizer.audio.report import Block, Report
    from diarizer.messages.text import Text

BLOCK_SECONDS = 10
"""How much of a file is decoded at once; what comes out does not depend on it."""

_READ = 1 << 16  # bytes that FFmpeg asks for at once
# Samples a second: at a lower rate no speech is left, and hours come of a damaged header.
_LOWEST = 1000
_NARROW = 6000  # below it half of what tells voices apart is lost; telephones have 8000
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
    if header.head:
        file, header = _headed(file, header)
    header = misdeclared.corrected(file, header, report)
    if header.head:
        file, header = _headed(file, header)
    size, whole = header.size, file
    found = foreign.by_header(whole, header)
    if found:
        file, header = _first(whole, found)
    gain = justified.gain(file, header, report)
    ends: dict[int, float] = {}
    for block in _blocks(file, header, report, track):
        if not _LOWEST <= block.rate <= _HIGHEST:
            raise undecodable.impossible(file, block.rate)
        if block.rate < _NARROW:
            _tell_narrow(block.rate, report)
        ends[block.track] = ends.get(block.track, 0.0) + len(block.samples) / block.rate
        yield block if gain == 1.0 else replace(block, samples=block.samples * gain)
    end = max(ends.values(), default=0.0)
    if not found and not leftovers.joined(file, size, report.reached or size):
        found = foreign.behind(whole, size, report)
    if found:
        file, header = _first(whole, found)
        foreign.tell(found, size, end, report)
    zeros.tell(file, header, report)
    edits.tell(file, header.size, report)
    held_to_header.compare(file, header, end, report)


def _tell_narrow(rate: int, report: Report) -> None:
    said = text(
        "The recording has {rate} samples a second, so that nothing above {highest} Hz is in it: voices"
        " sound alike, and who is who is not to be relied on.",
        rate=rate,
        highest=rate // 2,
    )
    report.warn("audio.narrow", said)


def _tell_named(report: Report) -> None:
    said = text(
        "By its ending the recording is taken for samples without a header, 8000 a second: if they"
        " were recorded at another rate, it is heard faster or slower than people spoke."
    )
    report.note("audio.by-name", said)


def _first(file: io.BufferedReader, found: tuple[int, str]) -> tuple[io.BufferedReader, Header]:
    """Return the recording before another one as a file of its own, and its header."""
    part = cast("io.BufferedReader", links.Window(file, 0, found[0]))
    return part, headers.read(part, found[0])


def _headed(file: io.BufferedReader, header: Header) -> tuple[io.BufferedReader, Header]:
    """Return the samples behind a header that decoders know, and what that says."""
    part = links.Headed(file, header.head, header.begin, header.size)
    size = len(header.head) + header.size - header.begin
    headed = cast("io.BufferedReader", part)
    headed.seek(0)
    return headed, headers.read(headed, size)


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
    contents = transport.read(file, header.size)
    if parts := links.parted(file, header.size) or contents.parts(header.size):
        yield from chained.blocks(file, parts, BLOCK_SECONDS, report, track)
        return
    import av  # noqa: PLC0415, a third of a second that a WAV file does not need

    patches = header.patches or contents.patches(report)
    patches = (
        patches or realmedia.patches(file, header.size, report) or tags.patches(file, header.size)
    )
    source = Patched(file, patches) if patches else Source(file)
    try:
        container = av.open(source, metadata_errors="replace", buffer_size=_READ)
    except av.FFmpegError as error:
        said = error.strerror or str(error)
        yield from _without_ffmpeg(file, header, first or _sndfile(file), said, report)
        return
    name = container.format.name
    if not proofs.kept(file, name):
        container.close()
        said = f"{name}, by the ending of the name or by chance"
        yield from _without_ffmpeg(file, header, _sndfile(file), said, report)
        return
    if name == "sln":
        _tell_named(report)
    if name == "mpeg" and (more := program_stream.options(container, file, header.size, report)):
        container.close()
        file.seek(0)
        container = av.open(source, metadata_errors="replace", buffer_size=_READ, options=more)
    with container:
        undecodable.check_header(file, container)
        heard = yield from _by_ffmpeg(container, file, report, track)
    first = None if heard else _sndfile(file)
    if first is not None and not isinstance(first, str) and _believable(first, file):
        report.warnings.clear()
        yield from _others(first, report)


def _by_ffmpeg(
    container: Any, file: io.BufferedReader, report: Report, track: int | None
) -> Generator[Block, None, bool]:
    """Yield what FFmpeg hears, and return whether it hears anything."""
    heard = False
    # It does not know how long frames of free format are, and hears others in them.
    if container.format.name == "mp3" and proofs.free(file):
        return heard
    for block in ffmpeg.blocks(container, file, BLOCK_SECONDS, report, track):
        heard = True
        yield block
    return heard


def _without_ffmpeg(
    file: io.BufferedReader, header: Header, first: Any, said: str, report: Report
) -> Iterator[Block]:
    """Yield what libsndfile hears in a format that FFmpeg does not know, or takes for another one."""
    if isinstance(first, str):
        raise undecodable.unknown(file, header, first, said)
    if not _believable(first, file):
        first.close()
        raise undecodable.unknown(file, header, "MPEG, for an instant", said)
    yield from _others(first, report)


def _believable(sound: Any, file: io.BufferedReader) -> bool:
    """Whether libsndfile hears an MPEG in more than two bytes that any samples may begin with."""
    if sound.format != "MP3":
        return True
    at = file.tell()
    goes_on = frame_chains.goes_on(file, "mp3") or proofs.free(file)
    file.seek(at)
    return goes_on


def _others(sound: Any, report: Report) -> Iterator[Block]:
    """Yield what libsndfile hears where FFmpeg hears nothing."""
    with sound:
        yield from sndfile.blocks(sound, BLOCK_SECONDS, report)
    if sound.format == "MP3":
        said = text(
            "The MP3 has a bit rate of its own (free format): if it was cut, or another one joined on,"
            " that is not noticed."
        )
        report.warn("audio.free-format", said)


def _sndfile(file: io.BufferedReader) -> Any:
    """Return the open file; what libsndfile says where it cannot open it."""
    import soundfile  # noqa: PLC0415, as above

    file.seek(0)
    try:
        return soundfile.SoundFile(sndfile.Nameless(file))
    except soundfile.LibsndfileError as error:
        file.seek(0)
        return str(error.error_string)


def warn(sentence: Text | str) -> None:
    """Tell it to the log, as a call of the library does."""
    # The log ends on stderr unless a program has its own idea; a library call speaks English.
    say = spoken(getattr(sys.stderr, "encoding", None))
    _log.warning(sentence if isinstance(sentence, str) else say(sentence))
