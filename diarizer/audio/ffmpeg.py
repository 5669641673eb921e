"""Everything that comes in frames (MP3, Ogg, FLAC, MP4, Matroska, video), by FFmpeg through PyAV.

libsndfile opens some of these, too, but believes what the beginning of the stream says of its
length, stops where a second recording is joined on, and closes holes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from diarizer.audio import (
    avi,
    clockless,
    edits,
    frame_lengths,
    frames,
    leftovers,
    lengths,
    stream_choice,
    undecodable,
)
from diarizer.audio.clock import GAP, Clock, believable, tell
from diarizer.audio.report import Block
from diarizer.messages.text import Text, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from diarizer.audio.patched import File
    from diarizer.audio.report import Report

_JOINABLE = frozenset({"mpegts", "mpeg"})  # each part has a clock of its own, and its own tracks
_UNEVEN = "avi"
_CHECKED = {"tta": {"err_detect": "crccheck+explode"}}  # else what was damaged is loud noise
_MICROSECONDS = 1_000_000
_PATIENCE = 100  # places at which a damaged file is tried again


def blocks(
    container: Any, file: File, seconds: float, report: Report, track: int | None
) -> Iterator[Block]:
    """Decode an open container.

    Args:
        container: of :func:`av.open`.
        file: what it reads.
        seconds: of a block.
        report: filled in.
        track: only this one, counted from 0; every audio track when None.

    Raises:
        NoAudioStream: a container without sound.

    """
    streams = container.streams.audio
    if not streams:
        raise undecodable.soundless(container, file)
    report.tracks = tuple(map(stream_choice.described, streams))
    lead = edits.lead(file, container.size, (container.start_time or 0) / _MICROSECONDS)
    report.container = lengths.promised(container, file, track, lead)
    lengths.tell_start(container, lead, report)
    if chosen := [each for number, each in enumerate(streams) if track in {None, number}]:
        known = stream_choice.known(chosen, file, report)
        report.alone = len(streams) == len(container.streams)
        if container.format.name in _JOINABLE:  # where a part begins, the other tracks tell
            known = [each for each in streams if each.codec_context is not None]
        for stream in known:
            stream.codec_context.options = _CHECKED.get(stream.codec_context.name, {})
        heard = 0.0
        for block in _Decoding(container, file, known, seconds, report, lead).blocks():
            heard += len(block.samples) / block.rate
            if track in {None, block.track}:
                yield block
        if clockless.fits(container):
            clockless.look(container, file, report, heard)


class _Decoding:
    """Tracks of one container, packet by packet as they lie in the file."""

    def __init__(
        self,
        container: Any,
        file: File,
        streams: list[Any],
        seconds: float,
        report: Report,
        lead: float,
    ) -> None:
        self._container, self._streams, self._report = container, streams, report
        self._ends = leftovers.sound_ends(file, container.size)
        self._start = (container.start_time or 0) / _MICROSECONDS - lead
        told = container.duration and container.duration / _MICROSECONDS + lead
        end = max(told, report.container or 0.0) if told else None
        self._clocks = [Clock(end, believable(container.size)) for _ in streams]
        self._packers = [frames.Packer(seconds) for _ in streams]
        self._places = {stream.index: place for place, stream in enumerate(streams)}
        self._numbers = [container.streams.audio.index(stream) for stream in streams]
        self._damaged = 0.0  # seconds
        self._clockless = clockless.fits(container)
        self._joinable = len(streams) > 1 and container.format.name in _JOINABLE
        self._rates = clockless.untimed(container, streams)
        self._sounds = avi.read(file, container.size) if container.format.name == _UNEVEN else {}
        self._waited = [self._sounds.get(each.index, avi.NONE).start for each in streams]
        self._paused: dict[int, float] = {}  # where the pauses end that nothing was decoded of

    def blocks(self) -> Iterator[Block]:
        for place, frame in self._frames():
            packer = self._packers[place]
            if late := self._late(place, frame):
                yield from self._blocks(place, packer.rest())
                yield from self._silence(place, late, frame)
            yield from self._blocks(place, packer.packed(frame))
        for place, packer in enumerate(self._packers):
            yield from self._blocks(place, packer.rest())
        for place, end in self._paused.items():  # after the last that was said
            if late := self._clocks[place].rest(end):
                yield from self._silence(place, late, self._streams[place].codec_context)
        for place, clock in enumerate(self._clocks):
            if clock.holes and self._streams[place].codec_context.name not in frame_lengths.PAUSES:
                self._report.holes[self._numbers[place]] = clock.holes
        tell(self._clocks, self._container.format.name, self._report)

    def _frames(self) -> Iterator[tuple[int, Any]]:
        """Yield the frames, each with the place of its track among those that are heard."""
        for each in self._packets():
            if self._clockless and (each.pos or 0) >= self._ends:  # a picture in a tag
                continue
            packet = frames.within(each, self._ends) if self._clockless else each
            self._note(packet)
            if (place := self._places.get(packet.stream.index)) is None:  # not asked for
                continue
            self._wait(place, packet)
            for frame in self._decoded(packet.decode, packet):
                yield place, frame
        for place, stream in enumerate(self._streams):
            for frame in self._decoded(partial(stream.codec_context.decode, None)):
                yield place, frame

    def _wait(self, place: int, packet: Any) -> None:
        """Set the clock on by the silence before a packet that the container does not count."""
        if sound := self._sounds.get(packet.stream.index):
            self._waited[place] = sound.waited(self._waited[place], packet.pos, self._clocks[place])

    def _wait_no_more(self, place: int) -> None:
        if self._rates.get(place) == 0:  # its times never counted the silence
            self._waited[place] = 0.0

    def _note(self, packet: Any) -> None:
        if packet.size and packet.pos is not None:
            reached, shared = self._report.reached or 0, packet.pos == self._report.last
            # All frames of a block are said to be where it begins.
            self._report.reached = max(reached, (reached if shared else packet.pos) + packet.size)
            self._report.last = packet.pos
            self._report.cut = packet.is_corrupt

    def _late(self, place: int, frame: Any) -> float:
        """Return the seconds of silence before a frame, where the clock has run on."""
        time = None if frame.pts is None else frame.time - self._start
        if self._clockless and frame.sample_rate != self._rates.setdefault(
            place, frame.sample_rate
        ):
            self._rates[place] = 0  # another recording was joined on: no time is right from here on
        clock = self._clocks[place]
        if self._rates.get(place) == 0:
            time = clock.position - clock.shift
        if time is not None:
            time += self._waited[place]
        if self._joinable and time is not None:
            clock.set_beside((each for each in self._clocks if each is not clock), time)
        if late := clock.silence(time):
            self._wait_no_more(place)
        clock.passed(frame.samples / frame.sample_rate)
        return late

    def _blocks(self, place: int, arrays: list[tuple[Any, int]]) -> list[Block]:
        return [Block(samples, rate, self._numbers[place]) for samples, rate in arrays]

    def _silence(self, place: int, seconds: float, frame: Any) -> Iterator[Block]:
        rate, channels = frame.sample_rate, frame.layout.nb_channels
        whole = round(seconds * rate)
        for first in range(0, whole, rate):
            samples = np.zeros((min(rate, whole - first), channels), np.float32)
            yield Block(samples, rate, self._numbers[place])

    def _packets(self) -> Iterator[Any]:
        """Yield the packets of all tracks that are sound, past those that cannot be read."""
        import av  # noqa: PLC0415

        for _ in range(_PATIENCE):
            try:
                yield from self._container.demux(self._container.streams.audio)
            except av.InvalidDataError:  # noqa: PERF203, each is another place of the file
                self._damage(0.0, text("a packet that cannot be read"))
            except av.FFmpegError as error:
                said = text("The recording is damaged, and ends here: {said}", said=str(error))
                self._report.warn("audio.damaged", said)
                return
            except IndexError:  # PyAV, at the end, where FFmpeg found more streams on the way
                return
            else:
                return

    def _decoded(self, decode: Callable[[], Any], packet: Any = None) -> list[Any]:
        import av  # noqa: PLC0415

        try:
            return list(decode())
        except EOFError:  # emptied already
            return []
        except av.InvalidDataError as error:
            seconds = clockless.passed_over(packet, self._report) if packet else 0.0
            if not self._pause(packet):
                self._damage(seconds, str(error))
            return []
        except av.FFmpegError as error:
            lost = packet is None or packet.size  # some end with an empty one: the header again
            if lost and not self._pause(packet):
                self._damage(GAP, str(error))
            return []

    def _pause(self, packet: Any) -> bool:
        """Whether nobody spoke there: a phone sends a description of the noise, which FFmpeg cannot make."""
        codec = packet and packet.stream.codec_context.name
        paused = bool(codec in frame_lengths.PAUSES and packet.size) and (
            bytes(packet)[0] >> 3 & 15 in frame_lengths.PAUSES[codec]
        )
        if paused and packet.pts is not None and (packet.pos or 0) < self._ends:
            place = self._places[packet.stream.index]
            end = float((packet.pts + (packet.duration or 0)) * packet.time_base)
            self._paused[place] = end - self._start
        return paused

    def _damage(self, seconds: float, said: Text | str) -> None:
        """Tell of pieces that were left out; one frame at a seam is none of the recording."""
        self._damaged += seconds
        if self._damaged >= GAP:
            self._report.warn(
                "audio.damaged",
                text(
                    "Damaged pieces of the recording are left out, {seconds:.1f} s together: {said}",
                    seconds=self._damaged,
                    said=said,
                ),
            )
