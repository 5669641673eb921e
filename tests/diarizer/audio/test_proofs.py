"""What FFmpeg takes a file for by the ending of its name, or by some bytes, and what decoders are told wrong."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import io
import struct

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
av = pytest.importorskip("av")

from diarizer import audio
from diarizer.audio import flash, proofs
from diarizer.errors import AudioError, AudioUnreadable
from diarizer.sample import sample
from tests.diarizer.audio.test_gaps_and_repeats import ogg_check
from tests.diarizer.audio.test_headerless import encoded
from tests.diarizer.audio.test_recording import encode

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    """(n,) six seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 6 * RATE]


def plain(talk, kind):
    """Samples without a header."""
    if kind == "A-law":
        return encoded(talk[::2], "pcm_alaw")
    if kind == "8 bits":
        return (talk * 127 + 128).astype(np.uint8).tobytes()
    if kind == "24 bits":
        wide = (talk * (2**23 - 1)).astype("<i4")
        return wide.view(np.uint8).reshape(-1, 4)[:, :3].tobytes()
    if kind == "32 bits":
        return (talk * (2**31 - 128)).astype("<i4").tobytes()
    if kind == "text":
        return b"And then she said that it was late, and went home. " * 2000
    whole = (talk * 32767).astype("<i2")
    return (np.repeat(whole, 2) if kind == "two channels alike" else whole).tobytes()


KINDS = ("A-law", "8 bits", "16 bits", "24 bits", "32 bits", "two channels alike", "text")
TELEPHONES = ("g722", "722", "g723_1", "tco", "g728", "g729", "gsm")
GAMES = ("302", "afc", "dtk", "adp", "cdata", "mxg", "qoa", "vag", "xl", "yop")
FRAMES = ("mp3", "mp2", "aac", "ac3", "dts", "ogg", "m4a", "wma", "wav", "dat")


@pytest.mark.parametrize("ending", [*TELEPHONES, *GAMES, *FRAMES])
def test_samples_without_a_header_are_refused_whatever_they_are_called(tmp_path, talk, ending):
    path = tmp_path / f"call.{ending}"
    for kind in KINDS:
        path.write_bytes(plain(talk, kind))
        with pytest.raises(AudioUnreadable):
            audio.load(path)


def test_two_channels_alike_without_a_header_are_refused_and_not_taken_for_a_game(tmp_path, talk):
    path = tmp_path / "call"
    path.write_bytes(plain(talk, "two channels alike"))
    with av.open(str(path)) as container:
        assert container.format.name == "adp"
    with pytest.raises(AudioUnreadable) as caught:
        audio.load(path)
    assert str(caught.value) == (
        "The file is not a recording that can be decoded.\n"
        f"File: {path}\nlibsndfile: Format not recognised.\n"
        "FFmpeg: adp, by the ending of the name or by chance\n"
        "Hint: Open it in a player; if that can play it, convert it to WAV or FLAC."
        " Headerless samples (raw PCM) need a header first."
    )


@pytest.mark.parametrize("ending", ["mp3", "aac"])
def test_small_samples_in_which_frames_are_found_by_chance_are_refused(tmp_path, ending):
    chance = np.random.default_rng(0).normal(0, 30, 60_000).astype("<i4")
    (tmp_path / f"a.{ending}").write_bytes(chance.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())
    with pytest.raises(AudioUnreadable):
        audio.load(tmp_path / f"a.{ending}")


def test_g722_itself_is_heard_and_with_zeros_of_a_copy_that_broke_off(tmp_path, talk):
    content = encode(tmp_path / "a.g722", "g722", talk, RATE).read_bytes()
    assert audio.load(tmp_path / "a.g722").duration == pytest.approx(6.0, abs=0.05)
    (tmp_path / "b.g722").write_bytes(content[:20_000] + bytes(8192) + content[28_192:])
    assert audio.load(tmp_path / "b.g722").duration == pytest.approx(6.0, abs=0.05)


def g729(count, seed=0):
    """Frames with chance in them, and the parity that each has to have."""
    frames = np.random.default_rng(seed).integers(0, 256, (count, 10)).astype(np.uint8)
    for frame in frames:
        bits = int.from_bytes(frame[2:4].tobytes(), "big")
        delay = bits >> 8 & 0x3F
        bits = bits & ~0x20 | (0 if delay.bit_count() & 1 else 0x20)
        frame[2:4] = list(bits.to_bytes(2, "big"))
    return frames.tobytes()


def test_g729_itself_is_heard_and_with_zeros_of_a_copy_that_broke_off(tmp_path):
    for zeros in (b"", bytes(1000)):
        (tmp_path / "a.g729").write_bytes(g729(300) + zeros + g729(300, 1))
        assert audio.load(tmp_path / "a.g729").duration == pytest.approx(6.0 + len(zeros) / 1000)


def g723(talk):
    """The packets of a coder for 8 kHz."""
    return encoded(talk[::2], "g723_1")


@pytest.mark.parametrize("name", ["a.g723_1", "a.tco"])
def test_g723_itself_is_heard(tmp_path, talk, name):
    (tmp_path / name).write_bytes(g723(talk))
    assert audio.load(tmp_path / name).duration == pytest.approx(6.0, abs=0.1)


def test_the_samples_of_asterisk_are_heard_and_their_rate_is_said_to_be_that_of_the_name(
    tmp_path, talk
):
    path = tmp_path / "call.sln"
    path.write_bytes((talk[::2] * 32767).astype("<i2").tobytes())
    with audio.opened(path) as sound:
        assert len(sound) / RATE == pytest.approx(6.0, abs=0.01)
        (note,) = sound.coverage.notes
    assert str(note.said) == (
        "By its ending the recording is taken for samples without a header, 8000 a second: if they"
        " were recorded at another rate, it is heard faster or slower than people spoke."
    )
    for kind in ("A-law", "8 bits", "24 bits"):
        path.write_bytes(plain(talk, kind))
        with pytest.raises(AudioUnreadable):
            audio.load(path)


def test_blocks_of_a_game_are_known_by_their_heads_alone(tmp_path):
    blocks = np.random.default_rng(0).integers(0, 256, (500, 32)).astype(np.uint8)
    blocks[:, 2:4] = blocks[:, 0:2]
    (tmp_path / "a.dtk").write_bytes(blocks.tobytes())
    with (tmp_path / "a.dtk").open("rb") as file:
        assert proofs.kept(file, "adp")
        assert file.tell() == 0


@pytest.mark.parametrize("ending", GAMES)
@pytest.mark.parametrize("content", [b"a", bytes(20), b"ID3" + bytes(20)])
def test_a_file_that_ends_within_its_first_block_is_refused(tmp_path, ending, content):
    path = tmp_path / f"a.{ending}"
    path.write_bytes(content)
    with pytest.raises(AudioError):
        audio.load(path)


def test_a_rate_of_an_flv_that_is_damaged_is_none():
    rate, stereo = b"audiosamplerate\x00", b"stereo\x01\x01"
    for hertz in (float("inf"), float("nan"), -1.0, 1e300):
        assert flash._noted(io.BytesIO(rate + struct.pack(">d", hertz) + stereo)) is None
    assert flash._noted(io.BytesIO(rate + struct.pack(">d", 16_000.0) + stereo)) == (16_000, 2)


def test_an_mp3_of_few_frames_and_tags_is_heard(tmp_path, talk):
    path = encode(tmp_path / "a.mp3", "libmp3lame", talk[: RATE // 8], RATE)
    path.write_bytes(path.read_bytes() + b"TAG" + bytes(125))
    assert audio.load(path).duration == pytest.approx(1 / 8, abs=0.1)


@pytest.mark.parametrize("kind", ["MAT4", "MAT5"])
def test_samples_of_matlab_in_which_ffmpeg_finds_frames_are_heard(tmp_path, kind):
    # What a frame of LATM begins with, and its length: one behind the other.
    samples = np.tile(np.frombuffer(b"\x56\xe0\x0d" + bytes(13), "<i2"), 12_000)
    path = tmp_path / "a.mat"
    soundfile.write(path, samples, RATE, format=kind, subtype="PCM_16")
    with av.open(str(path)) as container:
        assert container.format.name == "loas"
    assert audio.load(path).duration == pytest.approx(len(samples) / RATE)


@pytest.mark.parametrize(
    ("codec", "rate"),
    [("pcm_alaw", 16_000), ("pcm_mulaw", 16_000), ("pcm_mulaw", 44_100), ("pcm_s16le", 16_000)],
)
@pytest.mark.parametrize("layout", ["mono", "stereo"])
def test_samples_in_an_flv_have_the_rate_that_its_notes_and_its_clock_name(
    tmp_path, talk, codec, rate, layout
):
    path = tmp_path / "a.flv"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        fitting = av.AudioResampler("s16", layout, rate, 1024)
        frame = av.AudioFrame.from_ndarray(talk[None], "flt", "mono")
        frame.sample_rate = RATE
        for piece in [*fitting.resample(frame), *fitting.resample(None), None]:
            container.mux(stream.encode(piece))
    heard = audio.load(path)
    assert heard.duration == pytest.approx(6.0, abs=0.05)
    assert np.corrcoef(heard.samples[: 5 * RATE], talk[: 5 * RATE])[0, 1] > 0.95
    # Notes that some server made up do not count against the clock.
    content = path.read_bytes()
    at = content.index(b"audiosamplerate") + 16
    path.write_bytes(content[:at] + struct.pack(">d", 4 * rate) + content[at + 8 :])
    assert audio.load(path).duration != pytest.approx(1.5, abs=0.1)


@pytest.mark.parametrize("name", ["a.asf", "a.nut"])
def test_flac_in_an_asf_or_a_nut_begins_where_it_begins_and_nothing_is_damaged(
    tmp_path, talk, name
):
    path = tmp_path / name
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", rate=RATE, layout="mono")
        fitting = av.AudioResampler("s16", "mono", RATE, 1152)
        frame = av.AudioFrame.from_ndarray(talk[None], "flt", "mono")
        frame.sample_rate = RATE
        for piece in [*fitting.resample(frame), *fitting.resample(None), None]:
            for packet in stream.encode(piece):
                if packet.size:
                    container.mux(packet)
        if name == "a.nut":  # the last one is empty, as FFmpeg's own program writes it
            empty = av.Packet(0)
            empty.stream, empty.time_base = stream, stream.codec_context.time_base
            empty.pts = empty.dts = len(talk)
            container.mux(empty)
    with audio.opened(path) as sound:
        assert sound.coverage.warnings == ()
        heard = sound.read(0, len(sound))
    assert len(heard) / RATE == pytest.approx(6.0, abs=0.01)
    assert np.abs(heard[: len(talk)] - talk[: len(heard)]).max() < 0.001


def test_an_ogg_whose_last_page_is_damaged_is_said_to_lack_something(tmp_path, talk):
    soundfile.write(tmp_path / "a.ogg", talk, RATE, format="OGG", subtype="OPUS")
    with audio.opened(tmp_path / "a.ogg") as sound:
        assert sound.coverage.warnings == ()
    content = bytearray((tmp_path / "a.ogg").read_bytes())
    content[-100] ^= 1
    (tmp_path / "b.ogg").write_bytes(content)
    with audio.opened(tmp_path / "b.ogg") as sound:
        assert len(sound) < 5.5 * RATE
        assert [each.reference for each in sound.coverage.warnings] == ["audio.short"]


def speex(frames, channels):
    """Six seconds of an Ogg in Speex, in which nothing is said: frames of 20 ms without any bits."""
    head = b"Speex   1.2".ljust(28, b"\0")
    numbers = (1, 80, 8000, 0, 4, channels, -1, 160, 0, frames, 0, 0, 0)
    packets = [head + struct.pack("<13i", *numbers), struct.pack("<II", 0, 0)]
    bits = "00000" * frames + "01111"
    packet = int(bits.ljust(-(-len(bits) // 8) * 8, "1"), 2).to_bytes(-(-len(bits) // 8), "big")
    packets += [packet] * (300 // frames)
    content = b""
    for number, each in enumerate(packets):
        flags = 2 if not number else 4 if number == len(packets) - 1 else 0
        granule = max(0, number - 1) * frames * 160
        page = b"OggS" + struct.pack("<BBqIIIB", 0, flags, granule, 1, number, 0, 1)
        page += bytes([len(each)]) + each
        content += page[:22] + struct.pack("<I", ogg_check(page)) + page[26:]
    return content


def test_speex_in_stereo_with_several_frames_to_a_packet_is_heard_as_one_channel(tmp_path):
    path = tmp_path / "a.spx"
    for frames, channels in ((1, 2), (10, 1)):
        path.write_bytes(speex(frames, channels))
        with audio.opened(path) as sound:
            assert sound.coverage.channels_held == channels
            # Of what such packets decode to, that it is quiet is all that may be said.
            assert {each.reference for each in sound.coverage.notes} <= {"audio.quiet"}
    path.write_bytes(speex(10, 2))
    with audio.opened(path) as sound:
        assert len(sound) / RATE == pytest.approx(6.0, abs=0.1)
        assert (sound.coverage.channels_held, sound.coverage.warnings) == (1, ())
        (note,) = (each for each in sound.coverage.notes if each.reference != "audio.quiet")
    assert str(note.said) == (
        "The two channels of the recording are heard as one: FFmpeg does not decode Speex in stereo"
        " with several frames to a packet."
    )


@pytest.mark.parametrize("name", ["a.mkv", "a.mov"])
def test_a_header_with_half_the_rate_that_the_clock_has_is_said(tmp_path, talk, name):
    whole = encode(tmp_path / name, "pcm_s16le", talk, RATE).read_bytes()
    with audio.opened(tmp_path / name) as sound:
        assert sound.coverage.warnings == ()
    true, half = (
        struct.pack(">d", rate) if name == "a.mkv" else struct.pack(">I", rate << 16)
        for rate in (RATE, RATE // 2)
    )
    assert whole.count(true) == 1
    (tmp_path / name).write_bytes(whole.replace(true, half))
    with audio.opened(tmp_path / name) as sound:
        assert len(sound) / RATE == pytest.approx(12.0, abs=0.1)
        (remark,) = sound.coverage.warnings
    assert str(remark.said) in {
        f"The samples of the recording last {seconds} s longer than its clock says: as likely as not"
        " its header has a wrong rate, so that voices are lower and slower than they were."
        for seconds in (5.8, 5.9, 6.0)
    }


def stamped(path, talk, stamp):
    """A Matroska whose pieces of 20 ms have the times that ``stamp`` makes of number and seconds."""
    latest = 0
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        for number, at in enumerate(range(0, len(talk) - 320, 320)):
            piece = (talk[None, at : at + 320] * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(piece, "s16", "mono")
            frame.sample_rate, frame.pts = RATE, at
            for packet in stream.encode(frame):
                latest = max(latest, round(stamp(number, at / RATE) * RATE))
                packet.pts = packet.dts = latest
                container.mux(packet)
    return path


def test_a_clock_that_trembles_is_one_hole_and_no_wrong_rate(tmp_path, talk):
    late = stamped(tmp_path / "a.mkv", talk, lambda n, t: t + 0.2 * (n % 25 == 24))
    with audio.opened(late) as sound:
        (warning,) = sound.coverage.warnings
        assert len(sound) / RATE == pytest.approx(len(talk) / RATE + 0.2, abs=0.05)
    assert str(warning.said).startswith(
        "The recording has holes, where its clock runs on without sound: 1, 0.2 s together."
    )


@pytest.mark.parametrize("step", [0.5, 1.0, 2.5])
@pytest.mark.parametrize("late", [0, 1], ids=["first", "last"])
def test_pieces_stamped_in_bursts_are_heard_without_holes(tmp_path, talk, step, late):
    path = stamped(tmp_path / "a.mkv", talk, lambda _, t: step * (t // step + late))
    with audio.opened(path) as sound:
        assert sound.coverage.warnings == ()
        assert len(sound) / RATE == pytest.approx(len(talk) / RATE, abs=0.05)
        assert np.allclose(sound.read(0, len(talk) - 640), talk[: len(talk) - 640], atol=1e-3)


def test_a_hole_among_bursts_is_as_long_as_the_clock_has_it(tmp_path, talk):
    path = stamped(tmp_path / "a.mkv", talk, lambda _, t: 0.5 * (t // 0.5) + 3 * (t >= 5))
    with audio.opened(path) as sound:
        (warning,) = sound.coverage.warnings
        assert len(sound) / RATE == pytest.approx(len(talk) / RATE + 3, abs=0.15)
    assert "without sound: 1, " in str(warning.said)


def noise(level):
    return np.random.default_rng(0).normal(0, level, 6 * 8000)


@pytest.mark.parametrize("kind", ["hiss", "loud", "bright", "short", "silent"])
def test_samples_of_asterisk_are_known_however_loud_or_bright_they_are(tmp_path, talk, kind):
    whole = talk[::2] * 32767.0
    samples = {
        "hiss": noise(30),
        "loud": whole * 30,
        "bright": np.diff(whole) * 4,
        "short": whole[:2400] + noise(20)[:2400],
        "silent": np.zeros(8000),
    }[kind]
    path = tmp_path / "call.sln"
    path.write_bytes(np.clip(samples, -32768, 32767).astype("<i2").tobytes())
    assert audio.load(path).duration == pytest.approx(len(samples) / 8000, abs=0.01)


@pytest.mark.parametrize("loud", [1.0, 0.1, 0.01])
@pytest.mark.parametrize(
    "kind", ["A-law", "8 bits", "24 bits", "32 bits", "text", "u2", ">i2", "f4", "MP3", "chance"]
)
def test_other_samples_are_none_of_asterisk_however_loud_they_are(tmp_path, talk, kind, loud):
    quiet = talk[: 5 * RATE] * np.float32(loud)
    path = tmp_path / "call.sln"
    if kind == "u2":
        content = (quiet * 32767 + 32768).astype("<u2").tobytes()
    elif kind == ">i2":
        content = (quiet * 32767).astype(">i2").tobytes()
    elif kind == "f4":
        content = quiet.astype("<f4").tobytes()
    elif kind == "MP3":
        content = encode(tmp_path / "a.mp3", "libmp3lame", quiet, RATE).read_bytes()[4096:]
    elif kind == "chance":
        content = np.random.default_rng(0).integers(0, 256, 100_000).astype(np.uint8).tobytes()
    else:
        content = plain(quiet, kind)
    path.write_bytes(content)
    with path.open("rb") as file:
        assert not proofs.kept(file, "sln")
