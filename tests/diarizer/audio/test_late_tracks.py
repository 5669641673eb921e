"""Tracks that begin in the middle: after the megabytes in which FFmpeg looks for them, or in a part."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soundfile")
pytest.importorskip("soxr")
av = pytest.importorskip("av")

from diarizer import audio
from diarizer.audio import decoding, tables
from diarizer.audio.report import Report
from diarizer.errors import NoAudioStream
from diarizer.sample import sample
from tests.diarizer.audio.test_recording import encode, put_pictures

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    """(n,) the first six seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 6 * RATE]


def covered(path):
    with audio.opened(path) as sound:
        return sound.coverage


def heard(path, wanted=None):
    """The samples of each track, and what was told."""
    tracks, report = {}, Report()
    with path.open("rb") as file:
        for block in decoding.blocks(file, report, wanted):
            tracks.setdefault(block.track, []).append(block.samples[:, 0])
    return {number: np.concatenate(pieces) for number, pieces in sorted(tracks.items())}, report


def alike(one, other):
    length = min(len(one), len(other))
    return float(np.corrcoef(one[:length], other[:length])[0, 1])


def broadcast(path, *several):
    """An MPEG-TS at the highest rate there is: FFmpeg looks for tracks in its first 5 MB."""
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("ac3", rate=32_000, layout="mono") for _ in several]
        for stream in streams:
            stream.bit_rate = 640_000
            stream.codec_context.open()
        for stream, samples in zip(streams, several, strict=True):
            fitting = av.AudioResampler(stream.format.name, "mono", 32_000, stream.frame_size)
            frame = av.AudioFrame.from_ndarray(samples[None], "flt", "mono")
            frame.sample_rate = RATE
            for piece in [*fitting.resample(frame), *fitting.resample(None), None]:
                container.mux(stream.encode(piece))
    return path.read_bytes()


@pytest.mark.parametrize("order", ["12", "212", "112"])
def test_a_track_that_not_each_of_the_joined_streams_has_is_heard_where_they_lie(
    tmp_path, talk, order
):
    streams = {
        "1": broadcast(tmp_path / "a.ts", talk),
        "2": broadcast(tmp_path / "b.ts", talk, talk),
    }
    (tmp_path / "c.ts").write_bytes(b"".join(streams[each] for each in order))
    tracks = [[], []]
    for wanted in range(2):
        with (tmp_path / "c.ts").open("rb") as file:
            for block in decoding.blocks(file, Report(), wanted):
                tracks[block.track].append(block.samples[:, 0])
    all_along, at_times = map(np.concatenate, tracks)
    assert len(at_times) == pytest.approx(len(all_along), rel=0.01)
    for part, which in zip(np.array_split(at_times, len(order)), order, strict=True):
        inside = part[len(part) // 10 : -len(part) // 10]  # a frame more or less at the seams
        assert (np.abs(inside).max() > 0.01) == (which == "2")
    if order.endswith("2"):
        assert alike(all_along[-len(talk) :], at_times[-len(talk) :]) > 0.99


def spread(content, width):
    """The packets of an MPEG-TS, each with what a disc or a broadcaster's link puts beside it."""
    packets = [content[at : at + 188] for at in range(0, len(content), 188)]
    before, behind = (bytes(4), b"") if width == 192 else (b"", bytes(width - 188))
    return b"".join(before + packet + behind for packet in packets)


@pytest.mark.parametrize("width", [188, 192, 204])
def test_a_track_that_begins_behind_the_first_megabytes_is_heard_where_it_lies(
    tmp_path, talk, width
):
    one = broadcast(tmp_path / "a.ts", talk[: 3 * RATE])
    two = broadcast(tmp_path / "b.ts", talk[: 3 * RATE], talk[3 * RATE :])
    path = tmp_path / "c.ts"
    path.write_bytes(spread(23 * one + two + one, width))
    (first, late), report = heard(path)[0].values(), heard(path)[1]
    begin = 23 * len(first) // 25
    assert (len(report.tracks), report.warnings) == (2, {})
    assert np.abs(late[: begin - 3200]).max() < 0.001
    alone = heard(tmp_path / "b.ts")[0][1]
    assert alike(late[begin : begin + 90_000], alone) > 0.99
    assert list(heard(path, 1)[0]) == [1]
    with audio.opened(path, None, audio.Choice(track=2)) as sound:
        assert sound.coverage.tracks == (2,)


def test_sound_behind_megabytes_of_pictures_alone_is_heard(tmp_path, talk):
    pictures, both = tmp_path / "a.ts", tmp_path / "b.ts"
    for path, rate in ((pictures, None), (both, 32_000)):
        with av.open(str(path), "w") as container:
            video = container.add_stream("mpeg2video", rate=25)
            video.width = video.height = 320
            video.bit_rate = 40_000_000
            sound = rate and container.add_stream("ac3", rate=rate, layout="mono")
            noise = np.random.default_rng(0)
            for number in range(40):
                picture = noise.integers(0, 255, (320, 320, 3), np.uint8)
                frame = av.VideoFrame.from_ndarray(picture)
                frame.pts = number
                container.mux(video.encode(frame))
            container.mux(video.encode(None))
            if sound:
                fitting = av.AudioResampler("fltp", "mono", rate, 1536)
                frame = av.AudioFrame.from_ndarray(talk[None, : 3 * RATE], "flt", "mono")
                frame.sample_rate = RATE
                for piece in [*fitting.resample(frame), *fitting.resample(None), None]:
                    container.mux(sound.encode(piece))
    assert pictures.stat().st_size > 1_500_000
    pictures.write_bytes(pictures.read_bytes() * 4 + both.read_bytes())
    covers = covered(pictures)
    assert (covers.decoded, covers.warnings) == (pytest.approx(3.0, abs=0.1), ())


def test_more_late_tracks_than_the_first_table_has_room_for_are_said_by_codec(tmp_path, talk):
    one = broadcast(tmp_path / "a.ts", talk)
    many = broadcast(tmp_path / "b.ts", *[talk[:RATE]] * 18)
    (tmp_path / "c.ts").write_bytes(12 * one + many)
    covers = covered(tmp_path / "c.ts")
    said = "Tracks that begin in the middle of the recording are left out: "
    assert [str(remark.said) for remark in covers.warnings] == [
        said + ", ".join(["AC-3"] * 17) + "."
    ]


def test_subtitles_that_begin_late_are_no_track_that_is_left_out():
    text = b"\x06\xe1\x05\xf0\x0a\x56\x08deu\x08\x01\x00\x00\x00"[:15]
    sound = b"\x06\xe1\x06\xf0\x03\x6a\x01\x00"
    registered = b"\x06\xe1\x07\xf0\x06\x05\x04Opus"
    extended = b"\x06\xe1\x08\xf0\x03\x7f\x01\x15"
    content = (
        b"\x02\xb0\x00\x00\x01\xc1\x00\x00\xe1\x00\xf0\x00" + text + sound + registered + extended
    )
    content = content[:1] + (0xB000 | len(content) + 1).to_bytes(2, "big") + content[3:]
    section = content + tables.check(content).to_bytes(4, "big")
    packet = (b"\x47\x40\x00\x10\x00" + section).ljust(188, b"\xff")
    (table,) = tables.Walk().add(0, 0, packet)
    assert [(each.pid, each.codec) for each in table.named] == [
        (0x106, "AC-3"),
        (0x107, "Opus"),
        (0x108, "AC-4"),
    ]


def test_a_track_that_goes_on_in_another_codec_is_heard_to_its_end(tmp_path, talk):
    parts = [
        encode(tmp_path / f"{codec}.ts", codec, np.repeat(talk, 3), 48_000).read_bytes()
        for codec in ("aac", "mp2", "ac3")
    ]
    path = tmp_path / "a.ts"
    path.write_bytes(b"".join([*parts, parts[0]]))
    covers = covered(path)
    assert (covers.decoded, covers.warnings) == (pytest.approx(24.0, abs=0.3), ())
    (samples,) = heard(path)[0].values()
    assert alike(samples[-280_000:], heard(tmp_path / "aac.ts")[0][0][-280_000:]) > 0.99


@pytest.mark.parametrize("codec", ["ac3", "mp2"])
def test_a_late_track_of_a_program_stream_is_heard_where_it_lies(tmp_path, talk, codec):
    parts = []
    for count in (1, 2):
        with av.open(str(tmp_path / "a.mpg"), "w", format="vob") as container:
            streams = [
                container.add_stream(codec, rate=48_000, layout="mono") for _ in range(count)
            ]
            for stream in streams:
                stream.bit_rate = 384_000 if codec == "mp2" else 640_000
                stream.codec_context.open()
            for stream in streams:
                form = stream.format.name
                fitting = av.AudioResampler(form, "mono", 48_000, stream.frame_size)
                frame = av.AudioFrame.from_ndarray(talk[None], "flt", "mono")
                frame.sample_rate = RATE
                for piece in [*fitting.resample(frame), *fitting.resample(None), None]:
                    container.mux(stream.encode(piece))
        parts.append((tmp_path / "a.mpg").read_bytes())
    path = tmp_path / "b.mpg"
    count = 6_000_000 // len(parts[0])
    path.write_bytes(count * parts[0] + parts[1])
    tracks, report = heard(path)
    assert report.warnings == {}
    assert len(tracks[1]) == pytest.approx(len(tracks[0]), rel=0.001)
    begin = count * len(tracks[0]) // (count + 1)
    assert np.abs(tracks[1][: begin - 4800]).max() < 0.001
    assert alike(tracks[1][begin + 4800 :], tracks[0][begin + 4800 :]) > 0.95


def test_a_late_track_of_a_program_stream_that_is_too_far_to_be_looked_for_is_said(tmp_path, talk):
    path = encode(tmp_path / "a.vob", "mp2", np.repeat(talk, 3), 48_000)
    one = path.read_bytes().removesuffix(b"\x00\x00\x01\xb9")
    filling = (b"\x00\x00\x01\xe0\xff\xfa\x80\x00\x00" + b"\xff" * 0xFFF7) * 1030
    other = one.replace(b"\x00\x00\x01\xc0", b"\x00\x00\x01\xc5")
    path.write_bytes(one + filling + other + filling[: len(filling) // 3])  # nor at its end
    covers = covered(path)
    assert [str(remark.said) for remark in covers.warnings][:1] == [
        "Tracks that begin in the middle of the recording are left out: 0x1c5."
    ]


def mp4(path, *several):
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("aac", rate=RATE, layout="mono") for _ in several]
        for stream, samples in zip(streams, several, strict=True):
            frame = av.AudioFrame.from_ndarray(samples[None], "fltp", "mono")
            frame.sample_rate = RATE
            container.mux([*stream.encode(frame), *stream.encode(None)])
    return path.read_bytes()


def test_a_track_that_only_the_second_of_two_joined_mp4_has_begins_with_it(tmp_path, talk):
    path = tmp_path / "c.mp4"
    path.write_bytes(
        mp4(tmp_path / "a.mp4", talk) + mp4(tmp_path / "b.mp4", talk, talk[::-1].copy())
    )
    tracks, report = heard(path)
    assert len(report.tracks) == len(tracks) == 2
    assert len(tracks[0]) == len(tracks[1]) == pytest.approx(12 * RATE, abs=0.2 * RATE)
    assert np.abs(tracks[1][: 6 * RATE]).max() == 0
    assert np.abs(tracks[1][7 * RATE :]).max() > 0.01
    assert list(heard(path, 1)[0]) == [1]
    assert len(heard(path, 1)[0][1]) == len(tracks[1])


def test_a_part_without_sound_is_silence_as_long_and_without_any_the_file_is_refused(
    tmp_path, talk
):
    with av.open(str(tmp_path / "a.mp4"), "w") as container:
        put_pictures(container)
    mute, spoken = (tmp_path / "a.mp4").read_bytes(), mp4(tmp_path / "b.mp4", talk)
    path = tmp_path / "c.mp4"
    path.write_bytes(spoken + mute + spoken)
    assert covered(path).decoded == pytest.approx(14.0, abs=0.2)
    path.write_bytes(mute + mute)
    with pytest.raises(NoAudioStream):
        covered(path)


def test_tracks_of_which_one_goes_on_where_the_other_ends_are_not_diarized_apart(tmp_path, talk):
    """Else each person would be two."""
    streams = [
        encode(
            tmp_path / f"{pid}.ts",
            "ac3",
            np.repeat(talk, 3),
            48_000,
            options={"mpegts_start_pid": pid},
        )
        for pid in ("256", "512")
    ]
    path = tmp_path / "a.ts"
    path.write_bytes(b"".join(each.read_bytes() for each in streams))
    with audio.opened(path, None, audio.Choice(parts=True)) as sound:
        assert (sound.coverage.tracks, sound.coverage.apart, len(sound.parts)) == ((1, 2), False, 0)
        assert len(sound) / RATE == pytest.approx(12.0, abs=0.2)
