"""Gaps that FFmpeg passes over, tracks that come back, and tracks that say the same twice."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import re
import struct
from fractions import Fraction

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soundfile")
pytest.importorskip("soxr")
av = pytest.importorskip("av")

from diarizer import audio
from diarizer.audio import foreign
from diarizer.sample import sample
from tests.diarizer.audio.test_late_tracks import alike
from tests.diarizer.audio.test_recording import encode, put_pictures

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    """(n,) the first twenty seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 20 * RATE]


def taken(path, **choice):
    with audio.opened(path, None, audio.Choice(**choice)) as sound:
        return sound.read(0, len(sound)), sound.coverage


def mux(path, *tracks, codec="ac3", rate=48_000, pictures=False, **options):
    """Write tracks, each of samples and of the seconds after which they begin."""
    with av.open(str(path), "w", **options) as container:
        streams = [container.add_stream(codec, rate=rate, layout="mono") for _ in tracks]
        for stream in streams:
            stream.bit_rate = 96_000
            stream.codec_context.open()
        if pictures:
            put_pictures(container)
        packets = []
        for stream, (samples, begin) in zip(streams, tracks, strict=True):
            fitting = av.AudioResampler(stream.format.name, "mono", rate, stream.frame_size)
            frame = av.AudioFrame.from_ndarray(samples[None], "flt", "mono")
            frame.sample_rate, frame.pts = RATE, round(begin * RATE)
            for piece in [*fitting.resample(frame), *fitting.resample(None), None]:
                packets += stream.encode(piece)
        for packet in sorted(packets, key=lambda each: each.pts * each.time_base):
            container.mux(packet)
    return path


def amr(path, samples):
    if "libopencore_amrnb" not in av.codecs_available:
        pytest.skip("this FFmpeg has no encoder of AMR")
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libopencore_amrnb", rate=8000, layout="mono")
        stream.bit_rate = 12_200
        stream.options = {"dtx": "1"}
        whole = (samples[None, ::2] * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole, "s16", "mono")
        frame.sample_rate = 8000
        container.mux([*stream.encode(frame), *stream.encode(None)])
    return path


@pytest.mark.parametrize("name", ["a.amr", "a.3gp"])
def test_a_pause_that_a_phone_did_not_send_at_the_end_is_a_part_of_the_recording(
    tmp_path, talk, name
):
    few = np.concatenate([talk[: 4 * RATE], np.zeros(3 * RATE, np.float32)])
    samples, covers = taken(amr(tmp_path / name, few))
    assert len(samples) / RATE == pytest.approx(7.0, abs=0.05)
    assert (covers.warnings, covers.holes) == ((), ())


def test_an_amr_in_which_nobody_speaks_is_silence_and_was_not_cut(tmp_path):
    (tmp_path / "a.amr").write_bytes(b"#!AMR\n" + (b"\x44" + bytes(5) + b"\x7c" * 7) * 20)
    samples, covers = taken(tmp_path / "a.amr")
    assert (len(samples) / RATE, covers.warnings) == (pytest.approx(3.2, abs=0.03), ())


@pytest.mark.parametrize("codec", ["libmp3lame", "aac", "ac3"])
def test_the_empty_chunks_of_an_avi_are_silence(tmp_path, talk, codec):
    rate = 48_000 if codec == "ac3" else 16_000
    path = mux(tmp_path / "a.avi", (talk[: 5 * RATE], 3.0), codec=codec, rate=rate, pictures=True)
    assert re.search(rb"00wb\0\0\0\0", path.read_bytes()), "the broken state is not there"
    samples, covers = taken(path)
    assert len(samples) / RATE == pytest.approx(8.0, abs=0.15)
    assert {remark.reference for remark in covers.warnings} <= {"audio.holes"}
    near = samples[int(2.8 * RATE) : int(8.2 * RATE)]
    lag = np.correlate(near, talk[RATE : 3 * RATE], "valid").argmax() / RATE + 2.8 - 1.0
    assert lag == pytest.approx(3.0, abs=0.12)


@pytest.mark.parametrize(
    ("codec", "rate"),
    [
        ("eac3", 48_000),
        ("g722", RATE),
        ("vorbis", 48_000),
        ("mp2", RATE),
        ("adpcm_ms", RATE),
        ("wmav2", 44_100),
    ],
)
def test_no_avi_has_holes_because_its_packets_are_longer_than_a_block(tmp_path, talk, codec, rate):
    """FFmpeg counts blocks, or bytes, where the header counts chunks."""
    path = tmp_path / "a.avi"
    with av.open(str(path), "w") as container:
        layout = "stereo" if codec == "vorbis" else "mono"
        stream = container.add_stream(codec, rate=rate, layout=layout, options={"strict": "-2"})
        stream.bit_rate = 64_000
        stream.codec_context.open()
        fitting = av.AudioResampler(stream.format.name, layout, rate, stream.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray(talk[None, : 6 * RATE], "flt", "mono")
        frame.sample_rate = RATE
        for piece in [*fitting.resample(frame), *fitting.resample(None), None]:
            container.mux(stream.encode(piece))
    samples, covers = taken(path)
    assert len(samples) / RATE == pytest.approx(6.0, abs=0.2)
    assert (covers.warnings, covers.holes) == ((), ())
    lag = np.correlate(samples, talk[4 * RATE : 5 * RATE], "valid").argmax() / RATE - 4.0
    assert lag == pytest.approx(0.0, abs=0.1)


def test_an_avi_that_went_through_a_pipe_is_said_not_to_be_closed(tmp_path, talk):
    path = mux(tmp_path / "a.avi", (talk[: 4 * RATE], 0.0), codec="mp2", rate=RATE)
    content = bytearray(path.read_bytes())
    content[4:8] = b"\xff" * 4
    struct.pack_into("<I", content, content.index(b"auds") + 32, 1 << 30)  # FFmpeg's own
    path.write_bytes(content)
    samples, covers = taken(path)
    assert len(samples) / RATE == pytest.approx(4.0, abs=0.1)
    assert covers.container is None
    assert [each.reference for each in covers.warnings] == ["audio.unclosed"]


def ebml(name, content):
    """An element of Matroska."""
    return bytes.fromhex(name) + (len(content) | 1 << 56).to_bytes(8, "big") + content


def laced(frames, rate, samples, each=8):
    """A Matroska of MP3 frames, several to a block, as mkvmerge writes them."""
    head = ebml("1a45dfa3", ebml("4282", b"matroska") + ebml("4287", b"\4") + ebml("4285", b"\2"))
    info = ebml("1549a966", ebml("2ad7b1", (1_000_000).to_bytes(4, "big")))
    sound = ebml("e1", ebml("b5", struct.pack(">f", rate)) + ebml("9f", b"\1"))
    track = ebml("d7", b"\1") + ebml("73c5", b"\1") + ebml("83", b"\2")
    tracks = ebml("1654ae6b", ebml("ae", track + ebml("86", b"A_MPEG/L3") + sound))
    clusters = b""
    for at in range(0, len(frames), each):
        few = frames[at : at + each]
        sizes = b"".join(
            b"\xff" * (len(one) // 255) + bytes([len(one) % 255]) for one in few[:-1]
        )  # Xiph's lacing
        block = b"\x81\0\0\x82" + bytes([len(few) - 1]) + sizes + b"".join(few)
        time = round(1000 * at * samples / rate)
        clusters += ebml("1f43b675", ebml("e7", time.to_bytes(4, "big")) + ebml("a3", block))
    return head + ebml("18538067", info + tracks + clusters)


@pytest.mark.parametrize("each", [1, 3, 8])
def test_the_last_frames_of_a_block_of_several_are_no_recording_that_was_joined_on(
    tmp_path, talk, each
):
    path = encode(tmp_path / "a.mp3", "libmp3lame", talk[: 5 * RATE], RATE)
    with av.open(str(path)) as container:
        frames = [bytes(packet) for packet in container.demux() if packet.size]
    path = tmp_path / "a.mka"
    path.write_bytes(laced(frames, RATE, 576, each))
    samples, covers = taken(path)
    assert len(samples) / RATE == pytest.approx(5.0, abs=0.15)
    assert covers.warnings == ()
    path.write_bytes(path.read_bytes() + (tmp_path / "a.mp3").read_bytes())
    assert {each.reference for each in taken(path)[1].warnings} >= {"audio.joined"}


def live(tmp_path, talk):
    """A fragmented MP4: what stands before its first fragment, and its fragments."""
    options = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "1000000"}
    path = mux(tmp_path / "a.mp4", (talk[: 9 * RATE], 0.0), codec="aac", rate=RATE, options=options)
    content = path.read_bytes()
    places = [match.start() - 4 for match in re.finditer(b"moof", content)]
    end = content.rindex(b"mfra") - 4
    return content[: places[0]], [
        content[first:last] for first, last in zip(places, [*places[1:], end], strict=True)
    ]


def test_fragments_of_which_the_first_are_missing_are_not_called_cut(tmp_path, talk):
    head, fragments = live(tmp_path, talk)
    path = tmp_path / "b.mp4"
    path.write_bytes(head + b"".join(fragments[3:]))
    samples, covers = taken(path)
    begin = 9.0 - len(samples) / RATE
    assert begin == pytest.approx(3.0, abs=0.3)
    assert covers.warnings == ()
    assert [note.reference for note in covers.notes] == ["audio.clock-begins"]
    lag = np.correlate(samples, talk[5 * RATE : 7 * RATE], "valid").argmax() / RATE - 5.0
    assert -lag == pytest.approx(begin, abs=0.15)


def chunked(content, before, counted):
    """A PCM AVI with empty chunks before its first, and that many samples in its header."""
    movi = content.index(b"movi")
    first = content.index(b"00wb", movi)
    more = b"00wb\0\0\0\0" * before
    length = struct.unpack_from("<I", content, movi - 4)[0] + len(more)
    made = bytearray(content[:first] + more + content[first:])
    struct.pack_into("<I", made, movi - 4, length)
    struct.pack_into("<I", made, 4, len(made) - 8)
    struct.pack_into("<I", made, made.index(b"auds") + 32, counted)
    return bytes(made)


@pytest.mark.parametrize("codec", ["pcm_s16le", "pcm_alaw"])
def test_empty_chunks_of_samples_are_silence_where_the_header_counts_them(tmp_path, talk, codec):
    path = encode(tmp_path / "a.avi", codec, talk[: 4 * RATE], RATE)
    whole, alone = path.read_bytes(), taken(path)[0]
    full = struct.unpack_from("<I", whole, whole.index(b"00wb") + 4)[0]
    samples = full // (2 if codec == "pcm_s16le" else 1)
    path.write_bytes(chunked(whole, 25, 4 * RATE + 25 * samples))
    heard, covers = taken(path)
    begin = 25 * samples
    assert (len(heard), covers.warnings, covers.holes) == (4 * RATE + begin, (), ())
    assert not heard[:begin].any()
    assert np.array_equal(heard[begin:], alone)
    path.write_bytes(chunked(whole, 25, 4 * RATE))
    assert np.array_equal(taken(path)[0], alone)
    path.write_bytes(chunked(whole, 1, 8 * RATE))  # more is missing than an empty chunk stands for
    heard, covers = taken(path)
    assert np.array_equal(heard, alone)
    assert [each.reference for each in covers.warnings] == ["audio.short"]


@pytest.mark.parametrize("codec", ["pcm_s16le", "libmp3lame"])
@pytest.mark.parametrize("pictures", [True, False])
def test_the_sound_of_an_avi_begins_where_its_header_says(tmp_path, talk, codec, pictures):
    path = mux(
        tmp_path / "a.avi", (talk[: 4 * RATE], 0.0), codec=codec, rate=RATE, pictures=pictures
    )
    alone = taken(path)[0]
    content = bytearray(path.read_bytes())
    at = content.index(b"auds")
    scale, rate = struct.unpack_from("<2I", content, at + 20)
    struct.pack_into("<I", content, at + 28, 3 * rate // scale)
    path.write_bytes(content)
    heard, covers = taken(path)
    begin = 3 * rate // scale * scale * RATE // rate
    assert len(heard) == pytest.approx(len(alone) + begin, abs=2)
    assert covers.container == pytest.approx(len(heard) / RATE, abs=0.1)
    assert (covers.warnings, covers.holes) == ((), ())
    assert alike(heard[begin:], alone) > 0.99


def test_empty_chunks_that_an_avi_does_not_count_stand_for_nothing(tmp_path, talk):
    path = encode(tmp_path / "a.avi", "libmp3lame", talk[: 4 * RATE], RATE)
    content = path.read_bytes()
    alone = taken(path)[0]
    movi = content.index(b"movi")
    first = content.index(b"00wb", movi)
    more = b"00wb\0\0\0\0" * 90
    length = struct.unpack_from("<I", content, movi - 4)[0] + len(more)
    content = (
        content[: movi - 4]
        + struct.pack("<I", length)
        + content[movi:first]
        + more
        + content[first:]
    )
    path.write_bytes(content[:4] + struct.pack("<I", len(content) - 8) + content[8:])
    assert len(taken(path)[0]) == len(alone)


@pytest.mark.parametrize(("codec", "rate"), [("ac3", 48_000), ("real_144", 8_000)])
def test_zeros_in_the_middle_of_a_realmedia_are_said_and_no_noise(tmp_path, talk, codec, rate):
    if codec not in av.codecs_available:
        pytest.skip(f"this FFmpeg has no {codec}")
    few = talk[: 8 * RATE]
    path = (
        mux(tmp_path / "a.rm", (few, 0.0), codec=codec, rate=rate)
        if codec == "ac3"
        else encode(tmp_path / "a.rm", codec, few[::2].copy(), rate)
    )
    whole = path.read_bytes()
    alone, covers = taken(path)
    assert covers.warnings == ()
    first, count = len(whole) * 2 // 5, len(whole) // 8
    path.write_bytes(whole[:first] + bytes(count) + whole[first + count :])
    samples, covers = taken(path)
    said = str(covers.warnings[0].said)
    assert covers.warnings[0].reference == "audio.damaged"
    assert re.match(r"The recording is damaged: in its middle \d+ kB hold no packets\.", said)
    assert said.endswith("heard too early.") == (codec == "real_144")
    assert np.abs(samples).max() < 1.2 * np.abs(alone).max()
    if codec == "ac3":
        assert len(samples) == pytest.approx(len(alone), abs=RATE // 10)
        assert alike(samples[5 * RATE :], alone[5 * RATE :]) > 0.99
    else:
        assert len(samples) < len(alone)
    path.write_bytes(whole[:first] + whole[first + count :])
    assert "audio.damaged" in {each.reference for each in taken(path)[1].warnings}


def test_the_sound_of_a_realmedia_that_is_shorter_than_its_pictures_is_not_cut(tmp_path, talk):
    if "rv10" not in av.codecs_available:
        pytest.skip("this FFmpeg has no rv10")
    path = tmp_path / "a.rm"
    with av.open(str(path), "w") as container:
        video = container.add_stream("rv10", rate=10)
        video.width = video.height = 176
        video.height = 144
        stream = container.add_stream("ac3", rate=48_000, layout="mono")
        stream.codec_context.open()
        for number in range(60):
            picture = av.VideoFrame(176, 144, "yuv420p")
            picture.pts = number
            container.mux(video.encode(picture))
        container.mux(video.encode(None))
        fitting = av.AudioResampler(stream.format.name, "mono", 48_000, stream.frame_size)
        frame = av.AudioFrame.from_ndarray(talk[None, : 3 * RATE], "flt", "mono")
        frame.sample_rate = RATE
        for piece in [*fitting.resample(frame), *fitting.resample(None), None]:
            container.mux(stream.encode(piece))
    samples, covers = taken(path)
    assert (len(samples) / RATE, covers.warnings) == (pytest.approx(3.0, abs=0.1), ())


@pytest.mark.parametrize("between", ["", "1", "11"])
def test_a_track_that_comes_back_in_the_middle_of_a_later_part_is_heard_there(
    tmp_path, talk, between
):
    first, second = talk[: 4 * RATE], talk[8 * RATE : 12 * RATE]
    parts = {
        "begin": mux(tmp_path / "a.ts", (first, 0.0), (second, 0.0)),
        "1": mux(tmp_path / "b.ts", (first, 0.0)),
        "end": mux(tmp_path / "c.ts", (talk[: 12 * RATE], 0.0), (second, 7.0)),
    }
    path = tmp_path / "d.ts"
    path.write_bytes(b"".join(parts[each].read_bytes() for each in ("begin", *between, "end")))
    before = 4 * (1 + len(between))
    samples, covers = taken(path, track=2)
    assert len(samples) / RATE == pytest.approx(before + 11.0, abs=0.2)
    inside = samples[int(4.2 * RATE) : int((before + 6.8) * RATE)]
    assert np.abs(inside).max() < 0.001
    assert [hole.end for hole in covers.holes] == [pytest.approx(before + 7.0, abs=0.2)]


def test_a_track_that_says_later_what_another_one_says_is_heard_once_and_that_is_said(
    tmp_path, talk
):
    path = mux(tmp_path / "a.ts", (talk, 0.0), (talk[: 10 * RATE], 6.5))
    samples, covers = taken(path, parts=True)
    assert (covers.tracks, covers.apart) == ((1,), False)
    said = "Audio track 2 says what track 1 says, 6.5 s later, and is left out (--track)."
    assert [str(note.said) for note in covers.notes] == [said]
    assert alike(samples, taken(path, track=1)[0]) > 0.999
    assert taken(path, track=2)[1].tracks == (2,)


def test_a_track_that_goes_on_where_another_one_ends_is_heard_even_if_it_says_the_same(
    tmp_path, talk
):
    path = mux(tmp_path / "a.ts", (talk[: 10 * RATE], 0.0), (talk[: 10 * RATE], 10.0))
    samples, covers = taken(path)
    assert covers.tracks == (1, 2)
    assert len(samples) / RATE == pytest.approx(20.0, abs=0.2)


def test_an_opus_of_whose_begin_much_is_passed_over_was_not_cut(tmp_path, talk):
    if "libopus" not in av.codecs_available:
        pytest.skip("this FFmpeg has no libopus")
    path = encode(tmp_path / "a.opus", "libopus", np.repeat(talk[: 6 * RATE], 3), 48_000)
    content = bytearray(path.read_bytes())
    head = content.index(b"OpusHead")
    content[head + 10 : head + 12] = struct.pack("<H", 48_000)  # a second, as where it was cut out
    length = 27 + content[26] + sum(content[27 : 27 + content[26]])
    content[22:26] = bytes(4)
    content[22:26] = struct.pack("<I", ogg_check(content[:length]))
    path.write_bytes(content)
    samples, covers = taken(path)
    assert (len(samples) / RATE, covers.warnings) == (pytest.approx(5.0, abs=0.03), ())


def ogg_check(content):
    """The check of a page, as the Ogg specification (RFC 3533) has it."""
    value = 0
    for byte in content:
        value ^= byte << 24
        for _ in range(8):
            value = (value << 1 ^ (0x04C11DB7 if value >> 31 else 0)) & 0xFFFFFFFF
    return value


def test_a_wavpack_is_known_and_the_header_within_its_block_is_no_second_recording(tmp_path, talk):
    path = encode(tmp_path / "a.wv", "wavpack", talk[:RATE], RATE)
    content = path.read_bytes()
    with path.open("rb") as file:
        assert foreign.begins(file, len(content), 0) == "WavPack"
    size = 8 + int.from_bytes(content[4:8], "little")
    assert size >= len(content) - 200, "it has several blocks"
    wav = b"RIFF" + struct.pack("<I", 36 + 2 * RATE) + b"WAVEfmt " + bytes([16, 0, 0, 0])
    wav += (
        struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16) + b"data" + struct.pack("<I", 2 * RATE)
    )
    kept = b"\x21" + bytes([len(wav) // 2]) + wav  # what the reference encoder keeps of a WAV
    block = content[:32] + kept + content[32:size]
    path.write_bytes(block[:4] + struct.pack("<I", len(block) - 8) + block[8:])
    samples, covers = taken(path)
    assert (len(samples), covers.warnings) == (RATE, ())


def test_what_is_joined_on_is_told_in_bytes_where_it_is_little(tmp_path, talk):
    path = encode(tmp_path / "a.tta", "tta", talk[:RATE], RATE)
    few = encode(tmp_path / "b.tta", "tta", np.zeros(RATE // 8, np.float32), RATE).read_bytes()
    path.write_bytes(path.read_bytes() + few)
    (remark,) = taken(path)[1].warnings
    assert f"and is not read: {len(few)} bytes." in str(remark.said)


def dsf(seconds, rate=2_822_400):
    """A DSF of one channel, whose samples of one bit are silence."""
    samples = round(seconds * rate)
    data = b"\x69" * (-(-samples // 8 // 4096) * 4096)
    form = b"fmt " + struct.pack("<Q6IQ2I", 52, 1, 0, 1, 1, rate, 1, samples, 4096, 0)
    data = b"data" + struct.pack("<Q", 12 + len(data)) + data
    return b"DSD " + struct.pack("<3Q", 28, 28 + len(form) + len(data), 0) + form + data


def dsdiff(seconds, rate=2_822_400):
    """A DSDIFF of one channel, whose samples of one bit are silence."""

    def chunk(name, content):
        return name + struct.pack(">Q", len(content)) + content + bytes(len(content) % 2)

    form = chunk(b"FS  ", struct.pack(">I", rate)) + chunk(b"CHNL", b"\0\1C000")
    form = chunk(b"PROP", b"SND " + form + chunk(b"CMPR", b"DSD \x0enot compressed\0"))
    data = chunk(b"DSD ", b"\x69" * round(seconds * rate / 8))
    return chunk(b"FRM8", b"DSD " + chunk(b"FVER", b"\1\5\0\0") + form + data)


@pytest.mark.parametrize(("name", "make"), [("a.dsf", dsf), ("a.dff", dsdiff)])
def test_a_dsd_that_was_cut_or_joined_is_said(tmp_path, name, make):
    whole, path = make(2.0), tmp_path / name
    path.write_bytes(whole)
    samples, covers = taken(path)
    assert (len(samples) / RATE, covers.warnings) == (pytest.approx(2.0, abs=0.02), ())
    path.write_bytes(whole[: len(whole) // 2])
    (remark,) = taken(path)[1].warnings
    assert str(remark.said) == (
        "The recording is cut: its header promises 2.0 s, and 1.0 s are there."
    )
    path.write_bytes(whole + whole)
    assert [each.reference for each in taken(path)[1].warnings] == ["audio.joined"]


@pytest.mark.parametrize("mark", [b"tBaK\x01\x0d\0\0", b"MPCKSH\x0e\xef"])
def test_a_kind_that_only_few_write_is_known_behind_a_wav(tmp_path, talk, mark):
    path = encode(tmp_path / "a.wav", "pcm_s16le", talk[:RATE], RATE)
    path.write_bytes(path.read_bytes() + mark + bytes(range(1, 200)))
    (remark,) = taken(path)[1].warnings
    assert remark.reference == "audio.joined"


def edited(content, entries):
    """An MP4 with that list of edits; its index stands behind what it points to."""
    at = content.index(b"edts") - 4
    before = int.from_bytes(content[at : at + 4], "big")
    edits = b"".join(struct.pack(">Ii2H", *entry, 1, 0) for entry in entries)
    edits = struct.pack(">I4s2I", 16 + len(edits), b"elst", 0, len(entries)) + edits
    edits = struct.pack(">I4s", 8 + len(edits), b"edts") + edits
    made = bytearray(content[:at] + edits + content[at + before :])
    for box in (b"moov", b"trak"):
        place = made.index(box) - 4
        length = int.from_bytes(made[place : place + 4], "big")
        made[place : place + 4] = (length + len(edits) - before).to_bytes(4, "big")
    return bytes(made)


@pytest.mark.parametrize(
    ("name", "pictures"),
    [
        ("a.m4a", False),
        *((f"a.{each}", x) for each in ("mov", "3gp", "mp4") for x in (False, True)),
    ],
)
def test_a_pause_that_an_mp4_begins_with_is_silence_with_and_without_pictures(
    tmp_path, talk, name, pictures
):
    path = mux(tmp_path / name, (talk[: 5 * RATE], 3.0), codec="aac", rate=RATE, pictures=pictures)
    assert b"elst" in path.read_bytes()
    samples, covers = taken(path)
    assert len(samples) / RATE == pytest.approx(8.0, abs=0.15)
    assert covers.container == pytest.approx(8.0, abs=0.15)
    assert (covers.warnings, covers.holes) == ((), ())
    lag = np.correlate(samples, talk[RATE : 3 * RATE], "valid").argmax() / RATE - 1.0
    assert lag == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("a.mka", "aac"),
        ("a.webm", "libopus"),
        ("a.flv", "aac"),
        ("a.nut", "aac"),
        ("a.ogg", "libopus"),
        ("a.wma", "wmav2"),
    ],
)
def test_where_a_clock_that_players_may_show_does_not_begin_at_0_that_is_said(
    tmp_path, talk, name, codec
):
    rate = {"libopus": 48_000, "wmav2": 44_100}.get(codec, RATE)
    path = mux(tmp_path / name, (talk[: 5 * RATE], 3.0), codec=codec, rate=rate)
    samples, covers = taken(path)
    assert len(samples) / RATE == pytest.approx(5.0, abs=0.15)
    assert covers.warnings == ()
    (note,) = covers.notes
    assert re.fullmatch(
        r"The clock of the recording begins at (2\.9|3\.0) s; times are counted from there\.",
        str(note.said),
    )
    assert taken(mux(tmp_path / name, (talk, 0.0), codec=codec, rate=rate))[1].notes == ()


def test_the_clock_of_a_broadcast_begins_anywhere_and_nothing_is_said(tmp_path, talk):
    path = mux(tmp_path / "a.ts", (talk[: 5 * RATE], 300.0), codec="ac3")
    samples, covers = taken(path)
    assert len(samples) / RATE == pytest.approx(5.0, abs=0.15)
    assert (covers.warnings, covers.notes) == ((), ())


def test_of_several_tracks_that_an_mp4_begins_late_with_each_keeps_its_time(tmp_path, talk):
    path = mux(
        tmp_path / "a.m4a", (talk[: 5 * RATE], 2.0), (talk[8 * RATE : 12 * RATE], 4.0), codec="aac"
    )
    for track, seconds in ((1, 7.0), (2, 8.0), (None, 8.0)):
        samples, covers = taken(path, track=track)
        assert (len(samples) / RATE, covers.warnings) == (pytest.approx(seconds, abs=0.15), ())


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.avi"])
def test_a_track_that_is_shorter_than_another_one_is_not_called_cut(tmp_path, talk, name):
    path = mux(tmp_path / name, (talk[: 3 * RATE], 0.0), (talk[: 8 * RATE], 0.0))
    for track, seconds in ((1, 3.0), (2, 8.0), (None, 8.0)):
        samples, covers = taken(path, track=track)
        assert (len(samples) / RATE, covers.warnings) == (pytest.approx(seconds, abs=0.1), ())
        assert covers.container == pytest.approx(seconds, abs=0.1)


def test_a_pause_in_the_edit_list_of_an_mp4_is_said_and_other_edits_are_obeyed(tmp_path, talk):
    whole = encode(tmp_path / "a.m4a", "aac", talk[: 12 * RATE], RATE).read_bytes()
    path = tmp_path / "b.m4a"
    for entries, seconds in (
        ([(4000, 5 * RATE)], 4.0),
        ([(2000, -1), (12_000, 1024)], 14.0),
        ([(3000, 8 * RATE), (3000, 1024)], 6.0),
    ):
        path.write_bytes(edited(whole, entries))
        samples, covers = taken(path)
        assert (len(samples) / RATE, covers.warnings) == (pytest.approx(seconds, abs=0.15), ())
        assert covers.container == pytest.approx(seconds, abs=0.15)
    path.write_bytes(edited(whole, [(3000, 1024), (2000, -1), (3000, 6 * RATE)]))
    (remark,) = taken(path)[1].warnings
    assert remark.reference == "audio.edits"
    assert "pauses in its edit list, 2.0 s together" in str(remark.said)


def test_a_rate_at_which_voices_sound_alike_is_said(tmp_path, talk):
    for rate, count in ((4000, 1), (8000, 0)):
        path = encode(tmp_path / "a.wav", "pcm_s16le", talk[:: RATE // rate].copy(), rate)
        assert [each.reference for each in taken(path)[1].warnings] == ["audio.narrow"] * count


def test_chapters_of_a_matroska_that_players_show_in_another_order_are_said(tmp_path, talk):
    path = tmp_path / "a.mkv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=RATE, layout="mono")
        chapter = {"start": 0, "end": 900, "time_base": Fraction(1, 1000), "metadata": {}}
        container.set_chapters([{**chapter, "id": 1}])
        frame = av.AudioFrame.from_ndarray(talk[None, :RATE], "fltp", "mono")
        frame.sample_rate = RATE
        container.mux([*stream.encode(frame), *stream.encode(None)])
    whole = path.read_bytes()
    by_default = b"\x45\xdb\x81\x01"
    assert by_default in whole
    assert taken(path)[1].warnings == ()
    path.write_bytes(whole.replace(by_default, b"\x45\xdd\x81\x01"))  # ordered
    (remark,) = taken(path)[1].warnings
    assert remark.reference == "audio.chapters"
