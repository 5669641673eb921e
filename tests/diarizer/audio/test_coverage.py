"""Whatever a file says of itself: it is read whole, or what is missing is said."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import struct

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
av = pytest.importorskip("av")

from diarizer import api, audio
from diarizer.audio.samples import given
from diarizer.errors import AudioUnreadable, InvalidArgument, NoAudioStream
from diarizer.sample import sample
from diarizer.types import coverage
from tests.diarizer.audio.test_recording import encode

RATE = 16_000
AUTO = audio.Choice(parts=True)


@pytest.fixture(scope="module")
def talk():
    """(n,) the first six seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 6 * RATE]


def taken(path, choice=AUTO):
    """The samples, the coverage, and the number of parts."""
    with audio.opened(path, None, choice) as sound:
        return sound.read(0, len(sound)), sound.coverage, len(sound.parts)


def references(covers):
    return [remark.reference for remark in covers.warnings]


def wav(path, *channels, **options):
    soundfile.write(path, np.stack(channels, axis=1), RATE, **options)
    return path


def alike(one, other):
    length = min(len(one), len(other))
    return float(np.corrcoef(one[:length], other[:length])[0, 1])


def test_an_mp3_without_a_frame_count_is_read_whole(tmp_path, talk):
    path = encode(tmp_path / "a.mp3", "libmp3lame", talk, RATE, options={"write_xing": "0"})
    samples, covers, _ = taken(path)
    assert len(samples) / RATE == pytest.approx(6.0, abs=0.15)
    assert covers.container is None
    assert covers.warnings == ()


@pytest.mark.parametrize(("name", "kind"), [("a.mp3", "MP3"), ("a.ogg", "OGG"), ("a.flac", "FLAC")])
def test_recordings_that_were_joined_are_read_to_the_end_of_the_last(tmp_path, talk, name, kind):
    soundfile.write(tmp_path / name, talk, RATE, format=kind)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() * 2)
    assert taken(tmp_path / name)[1].decoded == pytest.approx(12.0, abs=0.15)


def test_what_comes_after_a_hole_in_an_ogg_stays_where_it_was(tmp_path, talk):
    soundfile.write(tmp_path / "a.ogg", talk, RATE, format="OGG", subtype="OPUS")
    whole = taken(tmp_path / "a.ogg")[0]
    pages = (tmp_path / "a.ogg").read_bytes().split(b"OggS")[1:]
    left = [*pages[:4], *pages[5:]]
    (tmp_path / "a.ogg").write_bytes(b"".join(b"OggS" + page for page in left))
    samples, covers, _ = taken(tmp_path / "a.ogg")
    assert len(samples) == pytest.approx(len(whole), abs=0.05 * RATE)
    assert references(covers) == ["audio.holes"]
    (hole,) = covers.holes
    after = slice(round((hole.end + 0.1) * RATE), None)
    assert alike(samples[after], whole[after]) > 0.95


@pytest.mark.parametrize("length", [0, 1000, 0x7FFFF000, 0xFFFFFFFF])
def test_a_wav_whose_recorder_was_killed_is_read_as_far_as_it_goes(tmp_path, talk, length):
    path = wav(tmp_path / "a.wav", talk)
    content = bytearray(path.read_bytes())
    content[40:44] = struct.pack("<I", length)
    path.write_bytes(content)
    samples, covers, _ = taken(path)
    assert len(samples) == len(talk)
    assert references(covers) == ["audio.unclosed"]


@pytest.mark.parametrize("kind", ["WAV", "RF64", "W64", "AIFF", "AU", "FLAC", "OGG"])
def test_a_file_that_was_cut_says_so(tmp_path, talk, kind):
    soundfile.write(tmp_path / "a", talk, RATE, format=kind)
    content = (tmp_path / "a").read_bytes()
    (tmp_path / "a").write_bytes(content[: len(content) // 2])
    covers = taken(tmp_path / "a")[1]
    assert covers.decoded == pytest.approx(3.0, abs=1.0)
    assert references(covers)[-1] in {"audio.short", "audio.unclosed"}


def test_an_mp4_without_its_index_is_refused_with_its_reason(tmp_path, talk):
    path = encode(tmp_path / "a.mp4", "aac", talk, RATE)
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"moov") - 4])
    with pytest.raises(AudioUnreadable, match="no index"):
        audio.load(path)


@pytest.mark.parametrize("begin", [0.0, 0.5])
def test_channels_of_opposite_phase_do_not_cancel_each_other(tmp_path, talk, begin):
    other = talk.copy()
    other[round(begin * len(talk)) :] *= -1
    samples, _, parts = taken(wav(tmp_path / "a.wav", talk, other))
    assert alike(np.abs(samples), np.abs(talk)) > 0.99
    assert parts == 0


def sides(talk):
    """Two people by turns, each on one channel, and heard on the other 20 dB more quietly."""
    first = (np.arange(len(talk)) // RATE) % 2 == 0
    one, other = talk * first, talk * ~first
    return one + 0.1 * other, other + 0.1 * one


def test_the_two_sides_of_a_call_are_apart_and_a_copy_of_one_is_not(tmp_path, talk):
    hiss = 0.001 * np.random.default_rng(0).standard_normal(len(talk)).astype(np.float32)
    call = wav(tmp_path / "a.wav", *sides(talk))
    assert taken(call)[1].apart
    assert taken(call)[2] == 2
    assert taken(call, audio.Choice("mix", parts=True))[2] == 0
    for other in (talk, 0 * talk, hiss, 0.3 * talk):
        assert taken(wav(tmp_path / "b.wav", talk, other))[2] == 0


def test_one_channel_is_heard_alone_and_one_that_is_not_there_is_refused(tmp_path, talk):
    path = wav(tmp_path / "a.wav", talk, talk[::-1])
    samples, covers, _ = taken(path, audio.Choice(2))
    assert alike(samples, talk[::-1]) > 0.999
    assert (covers.channels, covers.channels_held) == ((2,), 2)
    with pytest.raises(InvalidArgument, match="no such channel"):
        taken(path, audio.Choice(3))


def tracks(path, *channels):
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("pcm_s16le", rate=RATE, layout="mono") for _ in channels]
        for stream, samples in zip(streams, channels, strict=True):
            whole = (samples[None] * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(whole, "s16", "mono")
            frame.sample_rate, frame.pts = RATE, 0
            container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
    return path


def test_every_track_is_heard_but_a_silent_one(tmp_path, talk):
    one, other = sides(talk)
    covers = taken(tracks(tmp_path / "a.mka", one, other))[1]
    assert (covers.tracks, covers.apart) == ((1, 2), True)
    samples, covers, _ = taken(tracks(tmp_path / "b.mka", 0 * talk, talk))
    assert covers.tracks == (2,)
    assert alike(samples, talk) > 0.99
    assert [note.reference for note in covers.notes] == ["audio.tracks"]
    assert taken(tmp_path / "a.mka", audio.Choice(track=2))[1].tracks == (2,)
    with pytest.raises(InvalidArgument, match="no such audio track"):
        taken(tmp_path / "a.mka", audio.Choice(track=3))


def test_aac_in_an_avi_whose_clock_counts_a_block_too_many_has_no_holes(tmp_path, talk):
    """FFmpeg says what a block holds by the bit rate, so that each larger packet is two."""
    path = encode(tmp_path / "a.avi", "aac", talk, RATE)
    content = path.read_bytes()
    at = content.index(b"strf", content.index(b"auds")) + 8 + 12
    path.write_bytes(content[:at] + struct.pack("<H", 400) + content[at + 2 :])
    samples, covers, _ = taken(path)
    assert (covers.holes, covers.warnings) == ((), ())
    assert len(samples) / RATE == pytest.approx(6.0, abs=0.15)
    assert alike(samples[1024:], talk) > 0.9


@pytest.mark.parametrize("value", [1e9, -1e30, np.inf, np.nan])
def test_one_sample_out_of_all_bounds_hides_nothing(tmp_path, talk, value):
    spoilt = talk.copy()
    spoilt[5000] = value
    samples, covers, _ = taken(wav(tmp_path / "a.wav", spoilt, subtype="FLOAT"))
    assert alike(samples, talk) > 0.99
    assert references(covers)[0] in {"audio.out-of-bounds", "audio.no-numbers"}


@pytest.mark.parametrize("length", [400, 2000])
def test_a_burst_out_of_all_bounds_hides_nothing_either(tmp_path, talk, length):
    spoilt = talk.copy()
    spoilt[2000 : 2000 + length] = 5e8
    samples, covers, _ = taken(wav(tmp_path / "a.wav", spoilt, subtype="FLOAT"))
    assert alike(samples[4000:], talk[4000:]) > 0.99
    assert references(covers) == ["audio.out-of-bounds"]
    samples, covers, _ = taken(wav(tmp_path / "b.wav", talk * 32768, subtype="FLOAT"))
    assert (references(covers), alike(samples, talk) > 0.99) == ([], True)


@pytest.mark.parametrize(("value", "at"), [(1e30, 0), (-1e38, 2.2), (1e30, 5.0), (1e9, 2.2)])
def test_a_burst_of_a_second_out_of_all_bounds_hides_nothing(tmp_path, talk, value, at):
    spoilt = talk.copy()
    begin = round(at * RATE)
    spoilt[begin : begin + RATE] = value
    samples, covers, _ = taken(wav(tmp_path / "a.wav", spoilt, subtype="FLOAT"))
    spoilt[begin : begin + RATE] = 0
    assert alike(samples, spoilt) > 0.99
    assert references(covers) == ["audio.out-of-bounds"]


def test_seconds_of_chance_out_of_all_bounds_hide_nothing(tmp_path, talk):
    spoilt = talk.copy()
    there = slice(3 * RATE, round(5.5 * RATE))
    spoilt[there] = 1e10 * np.random.default_rng(0).standard_normal(len(spoilt[there]))
    samples, covers, _ = taken(wav(tmp_path / "a.wav", spoilt, subtype="FLOAT"))
    spoilt[there] = 0
    assert alike(samples, spoilt) > 0.99
    assert references(covers) == ["audio.out-of-bounds"]


def test_samples_of_another_scale_that_begin_quietly_are_none_out_of_bounds(tmp_path, talk):
    quiet = np.round(np.random.default_rng(0).uniform(-1, 1, 2 * RATE)).astype(np.float32)
    spoken = np.concatenate([quiet, talk * 32_768])
    samples, covers, _ = taken(wav(tmp_path / "a.wav", spoken, subtype="FLOAT"))
    assert (references(covers), alike(samples, spoken) > 0.99) == ([], True)


def test_neither_a_channel_of_nan_nor_an_offset_is_heard(tmp_path, talk):
    nan = np.full_like(talk, np.nan)
    samples, covers, _ = taken(wav(tmp_path / "a.wav", talk, nan, subtype="FLOAT"))
    assert alike(samples, talk) > 0.999
    assert references(covers) == ["audio.no-numbers"]
    assert (covers.channels, covers.channels_held) == ((1,), 2)
    _, covers, _ = taken(wav(tmp_path / "c.wav", nan, talk, nan, subtype="FLOAT"))
    said = "Channels 1, 3 hold no numbers (NaN); they are left out."
    assert [str(remark.said) for remark in covers.warnings] == [said]
    samples, _, _ = taken(wav(tmp_path / "b.wav", talk + 0.4, subtype="FLOAT"))
    assert abs(samples.mean()) < 0.01


@pytest.mark.parametrize("kind", [np.float32, np.float64, np.int16, np.int32])
def test_samples_from_memory_are_scaled_by_their_type(talk, kind):
    full = np.iinfo(kind).max if np.issubdtype(kind, np.integer) else 1
    samples = (talk.astype(np.float64) * full).astype(kind)
    for value in (samples, samples[None], {"waveform": samples, "sample_rate": RATE}):
        with audio.from_memory(given(value, RATE)) as sound:
            assert sound.read(0, len(sound)) == pytest.approx(talk, abs=1e-3)


@pytest.mark.parametrize("rate", [None, "16000", True, [16000], 16000j])
def test_samples_without_a_rate_are_refused(talk, rate):
    with pytest.raises(InvalidArgument, match="need their rate"), api.opened(talk, None, rate):
        pass


@pytest.mark.parametrize("rate", [0, -1, 1, 1e12, np.nan, np.inf, np.float32("nan")])
def test_a_rate_that_no_recording_has_is_refused(talk, rate):
    with pytest.raises(InvalidArgument, match="No recording has that many"):
        given(talk, rate)


@pytest.mark.parametrize("kind", ["sparse", "meta", "quantized"])
def test_a_tensor_that_holds_no_samples_is_refused(talk, kind):
    torch = pytest.importorskip("torch")
    tensor = torch.from_numpy(talk[:100].copy())
    made = {
        "sparse": tensor.to_sparse,
        "meta": lambda: tensor.to("meta"),
        "quantized": lambda: torch.quantize_per_tensor(tensor, 0.01, 0, torch.qint8),
    }
    with pytest.raises(InvalidArgument, match="or samples with their rate"):
        given(made[kind](), RATE)


def test_what_is_covered_comes_back_from_json(tmp_path, talk):
    covers = taken(wav(tmp_path / "a.wav", *sides(talk)))[1]
    again = coverage.read(covers.to_dict())
    assert again.to_dict() == covers.to_dict()
    assert coverage.read(None) is None


def test_a_track_that_a_wav_does_not_have_is_refused(tmp_path, talk):
    with pytest.raises(InvalidArgument, match="no such audio track"):
        taken(wav(tmp_path / "a.wav", talk), audio.Choice(track=2))


def test_sound_in_a_codec_that_nobody_knows_is_refused_with_its_reason(tmp_path, talk):
    path = encode(tmp_path / "a.mkv", "libmp3lame", talk, RATE)
    path.write_bytes(path.read_bytes().replace(b"A_MPEG/L3", b"A_MPEG/L9"))
    with pytest.raises(AudioUnreadable, match="does not know in which codec"):
        audio.load(path)


def test_a_header_that_names_a_place_before_the_file_is_no_traceback(tmp_path, talk):
    soundfile.write(tmp_path / "a.w64", talk, RATE, format="W64")
    content = bytearray((tmp_path / "a.w64").read_bytes())
    at = content.index(b"fmt ") + 6
    content[at : at + 4] = b"\xff" * 4
    (tmp_path / "a.w64").write_bytes(content)
    with pytest.raises(NoAudioStream):
        audio.load(tmp_path / "a.w64")


@pytest.mark.parametrize("rate", [1, 10**9])
def test_a_header_with_a_rate_of_some_samples_a_second_is_refused(tmp_path, talk, rate):
    path = wav(tmp_path / "a.wav", talk)
    content = bytearray(path.read_bytes())
    content[24:28] = struct.pack("<I", rate)
    path.write_bytes(content)
    with pytest.raises(AudioUnreadable, match=f"has {rate} samples a second"):
        audio.load(path)


@pytest.mark.parametrize("subtype", ["NMS_ADPCM_16", "NMS_ADPCM_32", "G721_32"])
def test_voice_mail_that_ffmpeg_takes_for_another_codec_is_heard(tmp_path, talk, subtype):
    few = talk[::2].copy()
    soundfile.write(tmp_path / "a.wav", few, 8000, subtype=subtype)
    samples, covers, _ = taken(tmp_path / "a.wav")
    assert len(samples) / RATE == pytest.approx(6.0, abs=0.05)
    assert (alike(samples[::2], few) > 0.9, covers.warnings) == (True, ())


def test_a_wav_in_the_other_order_of_bytes_is_heard_and_not_noise(tmp_path, talk):
    soundfile.write(tmp_path / "a.wav", talk, RATE, endian="BIG")
    content = (tmp_path / "a.wav").read_bytes()
    assert content.startswith(b"RIFX")
    samples, covers, _ = taken(tmp_path / "a.wav")
    assert (alike(samples, talk) > 0.99, covers.warnings) == (True, ())
    (tmp_path / "b.wav").write_bytes(content[: len(content) // 2])
    assert references(taken(tmp_path / "b.wav")[1]) == ["audio.short"]


def test_bytes_have_their_zero_in_the_middle_of_their_range(talk):
    samples = np.round(talk * 127 + 128).astype(np.uint8)
    with audio.from_memory(given(samples, RATE)) as sound:
        assert sound.read(0, len(sound)) == pytest.approx(talk, abs=0.01)


@pytest.mark.parametrize("kind", ["float32", "float16", "int16"])
def test_tensors_of_torch_are_taken_as_arrays_are(talk, kind):
    torch = pytest.importorskip("torch")
    full = 32767 if kind == "int16" else 1
    tensor = (torch.from_numpy(talk.copy()) * full).to(getattr(torch, kind))
    for value in (tensor, tensor[None], {"waveform": tensor[None], "sample_rate": RATE}):
        with audio.from_memory(given(value, RATE)) as sound:
            assert sound.read(0, len(sound)) == pytest.approx(talk, abs=1e-3)


def test_channels_that_come_last_are_refused_and_not_taken_for_thousands_of_channels(talk):
    with pytest.raises(InvalidArgument, match=r"shape \(n,\) or \(channels, n\)"):
        given(np.stack([talk, talk], axis=1), RATE)


def fragments(path, samples):
    """An MP4 as a browser writes it live; each second has its own time."""
    flags = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "1000000"}
    return encode(path, "aac", samples, RATE, options=flags)


def test_a_damaged_clock_makes_no_days_of_silence(tmp_path, talk):
    path = fragments(tmp_path / "a.mp4", talk)
    whole, covers, _ = taken(path)
    assert covers.warnings == ()
    content = bytearray(path.read_bytes())
    at = content.rindex(b"tfdt") + 8
    content[at : at + 8] = struct.pack(">Q", 2**31)  # 37 hours
    path.write_bytes(content)
    samples, covers, _ = taken(path)
    assert len(samples) == pytest.approx(len(whole), abs=0.1 * RATE)
    assert (references(covers), covers.container) == (["audio.clock"], None)


def test_a_wav_that_was_joined_on_is_said_and_not_passed_over(tmp_path, talk):
    path = wav(tmp_path / "a.wav", talk)
    path.write_bytes(path.read_bytes() * 2)
    covers = taken(path)[1]
    assert covers.decoded == 6.0
    assert references(covers) == ["audio.joined"]


@pytest.mark.parametrize("length", [0, 1000, 0x7FFFFFFF, 0xFFFFFFFF])
def test_an_au_with_another_length_is_read_to_its_end(tmp_path, talk, length):
    soundfile.write(tmp_path / "a.au", talk, RATE, format="AU")
    content = bytearray((tmp_path / "a.au").read_bytes())
    content[8:12] = struct.pack(">I", length)
    (tmp_path / "a.au").write_bytes(content)
    samples, covers, _ = taken(tmp_path / "a.au")
    assert len(samples) == len(talk)
    assert references(covers) == ["audio.unclosed"]


def test_recordings_of_two_rates_that_were_joined_have_no_hole(tmp_path, talk):
    one = encode(tmp_path / "a.aac", "aac", talk, RATE)
    faster = np.repeat(talk, 3)
    other = encode(tmp_path / "b.aac", "aac", faster, 3 * RATE)
    one.write_bytes(one.read_bytes() + other.read_bytes())
    covers = taken(one)[1]
    assert covers.decoded == pytest.approx(12.0, abs=0.2)
    assert covers.warnings == ()


def test_an_mp3_whose_count_is_that_of_its_first_part_promises_nothing(tmp_path, talk):
    one = encode(tmp_path / "a.mp3", "libmp3lame", talk, RATE)
    one.write_bytes(one.read_bytes() + one.read_bytes()[: one.stat().st_size // 2])
    covers = taken(one)[1]
    assert covers.decoded == pytest.approx(9.0, abs=0.3)
    assert (covers.container, [each.reference for each in covers.warnings]) == (
        None,
        ["audio.short"],  # the second is cut inside of a frame
    )


def test_a_size_beyond_every_file_prints_no_traceback(tmp_path, talk, capfd):
    soundfile.write(tmp_path / "a.w64", talk, RATE, format="W64")
    content = bytearray((tmp_path / "a.w64").read_bytes())
    at = content.index(b"data") + 16
    content[at : at + 8] = b"\xff" * 7 + b"\x7f"
    (tmp_path / "a.w64").write_bytes(content)
    assert taken(tmp_path / "a.w64")[1].decoded == 6.0
    assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("second", ["OPUS", "VORBIS"])
def test_parts_of_an_ogg_in_other_channels_or_codecs_are_read_as_well(tmp_path, talk, second):
    other = np.stack([talk, talk], axis=1)
    content = b""
    for samples, codec in ((talk, "OPUS"), (other, second)):
        soundfile.write(tmp_path / "part", samples, RATE, format="OGG", subtype=codec)
        content += (tmp_path / "part").read_bytes()
    (tmp_path / "a.ogg").write_bytes(content)
    samples, covers, _ = taken(tmp_path / "a.ogg")
    assert covers.decoded == pytest.approx(12.0, abs=0.1)
    assert (covers.channels_held, covers.container, covers.warnings) == (2, None, ())
    assert alike(samples[6 * RATE :], talk) > 0.9
