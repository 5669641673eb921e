"""How long a container says that its sound is, where that can be believed.

FFmpeg estimates what a container does not say from the bit rate of its beginning, and does not
tell that it did; so it is asked only for those that have the length in a header.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from diarizer.audio import leftovers, realmedia
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeAlias

    from diarizer.audio.patched import File
    from diarizer.audio.report import Report

    _Told: TypeAlias = Callable[[bytes, int | None], float]

_STREAMS = "aac ac3 adts amr amrnb amrwb dts eac3 gsm loas mlp mp3 mpeg mpegts truehd"
_FILES = "adx alp asf asf_o avi caf iff ircam mmf roq sox swf voc wsaud"
_ESTIMATED = frozenset([*_STREAMS.split(), *_FILES.split()])
_MICROSECONDS = 1_000_000
_COUNTED = {b"Xing": 8, b"Info": 8, b"VBRI": 14}  # where the count stands behind the mark
_FRAME, _MPEG1 = 1152, 32_000  # samples, and half as many below this rate
_OPUS, _OPUS_RATE = b"OpusHead", 48_000
_MP4 = "mp4"  # FFmpeg counts the length of its tracks from where they begin
_FROM_ZERO = frozenset({"asf", "flv", "matroska", "mov", "nut", "ogg"})
_LATE = 0.5  # seconds, from which on it matters
_NEAR = 0.3  # seconds: what an encoder puts before and after is in one of the two only


def promised(
    container: Any, file: File, track: int | None = None, lead: float = 0.0
) -> float | None:
    """Return the seconds of sound that the container promises; None where it does not.

    Args:
        container: of :func:`av.open`.
        file: what it reads.
        track: of this one, counted from 0; the longest when None.
        lead: seconds that come before what begins first.

    """
    names = set(container.format.name.split(","))
    if told := _TOLD.get(container.format.name):
        return _by_header(file, told, track)
    if names & _ESTIMATED and not (names == {"mp3"} and _counted(container, file)):
        return None
    start = max(0, (container.start_time or 0) / _MICROSECONDS - lead)  # a player begins there
    streams = container.streams.audio
    wanted = [each for number, each in enumerate(streams) if track in {None, number}]
    # Where a Matroska does not say how long it is, FFmpeg goes by the bit rate of MP3 and the like.
    open_ended = "matroska" in names and not _by_header(file, _matroska, None)
    read = _tagged if open_ended else _of
    seconds = [read(stream, start) for stream in wanted]
    known = [each for each in seconds if each]
    if known:
        return max(known)
    # The whole is as long as its pictures, which may go on without sound.
    if open_ended or len(container.streams) > len(wanted) or not container.duration:
        return None
    counted = start if container.format.name == "nut" else 0.0  # from 0, in such a one
    return float(container.duration / _MICROSECONDS) - counted


def tell_start(container: Any, lead: float, report: Report) -> None:
    """Tell that the clock of a container does not begin at 0, which players show, or do not.

    That of a broadcast begins anywhere.
    """
    begin = (container.start_time or 0) / _MICROSECONDS - lead
    if begin >= _LATE and container.format.name.split(",")[0] in _FROM_ZERO:
        said = text(
            "The clock of the recording begins at {seconds:.1f} s; times are counted from there.",
            seconds=begin,
        )
        report.note("audio.clock-begins", said)


def _of(stream: Any, start: float) -> float | None:
    if stream.duration and stream.time_base:
        length = float(stream.duration * stream.time_base)
        return _before(stream, start) + length - _skipped(stream, start)
    return _tagged(stream, start)


def _tagged(stream: Any, start: float) -> float | None:
    ends = _clock(stream.metadata.get("DURATION", ""))  # counted from 0
    return ends and max(0.0, ends - start)


def _before(stream: Any, start: float) -> float:
    """Return the seconds from where a player begins to where an MP4 counts the length of a track from."""
    if _MP4 not in stream.container.format.name:
        return 0.0
    if start > _NEAR:  # fragments, of which the first are missing: their length is counted from 0
        return -start
    return max(0.0, float((stream.start_time or 0) * stream.time_base) - start)


def _skipped(stream: Any, start: float) -> float:
    """Return the seconds that the clock of an Opus in an Ogg counts, and nobody hears."""
    told = stream.codec_context and stream.codec_context.name == "opus"
    head = stream.codec_context.extradata or b"" if told else b""
    ogg = stream.container.format.name == "ogg" and head.startswith(_OPUS)
    return start + int.from_bytes(head[10:12], "little") / _OPUS_RATE if ogg else 0.0


def _clock(said: str) -> float | None:
    """Read the ``00:01:30.500000000`` of a Matroska file.

    >>> _clock("00:01:30.500000000"), _clock("soon")
    (90.5, None)
    """
    try:
        hours, minutes, seconds = said.split(":")
        return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
    except ValueError:
        return None


def _by_header(file: File, told: _Told, track: int | None) -> float | None:
    at = file.tell()
    file.seek(0)
    head = file.read(_HEAD)
    file.seek(at)
    try:
        return told(head, track) or None
    except (struct.error, ZeroDivisionError, ValueError):  # damaged
        return None


def _matroska(head: bytes, _: int | None) -> float:
    """Return how often a Matroska that is written to its end says how long it is."""
    head = head[: head.find(_CLUSTER)]
    return float(sum(head.count(_DURATION + width) for width in (b"\x84", b"\x88")))


def _adx(head: bytes, _: int | None) -> float:
    rate, samples = struct.unpack_from(">2I", head, 8)
    return float(samples / rate)


def _avi(head: bytes, track: int | None) -> float:
    """Return the length of a track, or of the longest that is sound; 0 where it was never filled in."""
    seconds = []
    at = head.find(_TRACK)
    while at >= 0:
        scale, rate, start, length = struct.unpack_from("<4I", head, at + 20)
        seconds.append(scale * (start + length) / rate if length < _OPEN else 0.0)
        at = head.find(_TRACK, at + 1)
    return max(seconds if track is None else seconds[track : track + 1], default=0.0)


def _dsf(head: bytes, _: int | None) -> float:
    rate, _, samples = struct.unpack_from("<2IQ", head, 56)
    return float(samples / rate)


def _sox(head: bytes, _: int | None) -> float:
    samples, rate, channels = struct.unpack_from("<QdI" if head[0] == _DOT else ">QdI", head, 8)
    return float(samples / channels / rate)


def _aud(head: bytes, _: int | None) -> float:
    """Read the head of a sound of Westwood's games, which counts bytes as they are when decoded."""
    rate, _, size, flags = struct.unpack_from("<HIIB", head)
    return float(size / rate / (1 + (flags & 1)) / (1 + (flags >> 1 & 1)))


def _real(head: bytes, _: int | None) -> float:
    """Return the length of the sound of a RealMedia; of all of it where that was not filled in."""
    if seconds := realmedia.described(head).sound:
        return seconds
    at = head.index(b"PROP")
    return float(struct.unpack_from(">I", head, at + 30)[0] / 1000)


_HEAD = 1 << 16
_CLUSTER = b"\x1f\x43\xb6\x75"
_DURATION = b"\x44\x89"  # of four bytes or of eight
_OPEN = 1 << 30  # chunks or blocks: it was never filled in
_TRACK, _DOT = b"auds", ord(".")
_TOLD = {"adx": _adx, "avi": _avi, "dsf": _dsf, "rm": _real, "sox": _sox, "wsaud": _aud}


def _counted(container: Any, file: File) -> bool:
    """Whether the first frame of an MP3 counts the others, and FFmpeg believes it.

    It does not where the file is longer than that frame says, as where two were joined; then it
    estimates.
    """
    seconds = counted(container, file)
    if not seconds or not container.duration:
        return False
    return bool(abs(seconds - container.duration / _MICROSECONDS) < _NEAR)


def counted(container: Any, file: File) -> float:
    """Return the seconds that the first frame of an MP3 counts; it lies behind an ID3 tag."""
    at = file.tell()
    try:
        file.seek(0)
        head = file.read(10)
        tag = 0
        if head.startswith(b"ID3"):
            tag = leftovers.tag_length(head)
        file.seek(tag)
        frames = _frames(file.read(512))
    finally:
        file.seek(at)
    rate = container.streams.audio[0].rate
    return frames * (_FRAME if rate >= _MPEG1 else _FRAME / 2) / rate if rate else 0.0


def _frames(first: bytes) -> int:
    for mark, offset in _COUNTED.items():
        if 0 <= (place := first.find(mark)) <= len(first) - offset - 4:
            flagged = mark == b"VBRI" or first[place + 7] & 1
            return int.from_bytes(first[place + offset :][:4], "big") if flagged else 0
    return 0
