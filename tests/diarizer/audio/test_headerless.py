"""Samples without a header, in which a library finds a format by chance or by the ending of the name."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
av = pytest.importorskip("av")

from diarizer import audio
from diarizer.errors import AudioUnreadable, NoAudioStream
from diarizer.sample import sample

RATE = 8000


@pytest.fixture(scope="module")
def talk():
    """(n,) four seconds of silence as a telephone has it, then some of the bundled recording."""
    spoken = audio.load(sample()[0]).samples[: 8 * 16_000 : 2]
    return np.concatenate([np.zeros(4 * RATE, np.float32), spoken])


def encoded(samples, codec):
    """The packets of a codec, without any container."""
    coder = av.CodecContext.create(codec, "w")
    coder.sample_rate, coder.layout, coder.format = RATE, "mono", "s16"
    frame = av.AudioFrame.from_ndarray((samples[None] * 32767).astype(np.int16), "s16", "mono")
    frame.sample_rate, frame.pts = RATE, 0
    fitting = av.AudioResampler("s16", "mono", RATE, coder.frame_size or len(samples))
    pieces = [*fitting.resample(frame), *fitting.resample(None)]
    return b"".join(bytes(packet) for piece in [*pieces, None] for packet in coder.encode(piece))


@pytest.mark.parametrize("name", ["call.gsm", "call.alaw", "call.wav", "call.mp3", "call"])
def test_a_law_without_a_header_is_refused_and_not_taken_for_gsm(tmp_path, talk, name):
    path = tmp_path / name
    path.write_bytes(encoded(talk, "pcm_alaw"))
    with pytest.raises(AudioUnreadable, match="can be decoded") as caught:
        audio.load(path)
    assert caught.value.hint.endswith("Headerless samples (raw PCM) need a header first.")
    path.write_bytes(b"\xd5" * 20_000)  # a line on which nobody speaks
    with pytest.raises(AudioUnreadable):
        audio.load(path)


@pytest.mark.parametrize("codec", ["pcm_s16le", "pcm_mulaw", "pcm_alaw"])
def test_no_samples_are_gsm_because_of_their_name(tmp_path, talk, codec):
    (tmp_path / "call.gsm").write_bytes(encoded(talk[4 * RATE :], codec))
    with pytest.raises(AudioUnreadable):
        audio.load(tmp_path / "call.gsm")


@pytest.mark.parametrize("name", ["call.gsm", "call.bin", "call.wav"])
def test_gsm_itself_is_heard_by_whatever_name(tmp_path, talk, name):
    path = tmp_path / name
    with path.open("wb") as file:
        soundfile.write(file, talk, RATE, format="RAW", subtype="GSM610")
    assert audio.load(path).duration == pytest.approx(len(talk) / RATE, abs=0.1)


@pytest.mark.parametrize("begin", ["ffff000000ffff0000ffff00", "fffd00090018001f00330049"])
@pytest.mark.parametrize("name", ["a.wav", "a.pcm", "a"])
def test_samples_that_begin_as_a_frame_of_mpeg_does_are_not_heard_for_an_instant(
    tmp_path, begin, name
):
    chance = np.random.default_rng(0).integers(-3, 3, 60_000).astype(np.int8).tobytes()
    (tmp_path / name).write_bytes(bytes.fromhex(begin) + chance)
    with pytest.raises(AudioUnreadable):
        audio.load(tmp_path / name)


def free_format(path, talk):
    """An MP3 whose frames do not say which bit rate they have; at 48 kHz all are as long."""
    with av.open(str(path), "w", options={"write_xing": "0", "id3v2_version": "0"}) as container:
        stream = container.add_stream("libmp3lame", rate=48_000, layout="mono")
        stream.bit_rate = 96_000
        stream.codec_context.open()
        fitting = av.AudioResampler(stream.format.name, "mono", 48_000, stream.frame_size)
        frame = av.AudioFrame.from_ndarray(talk[None], "flt", "mono")
        frame.sample_rate = RATE
        for piece in [*fitting.resample(frame), *fitting.resample(None), None]:
            container.mux(stream.encode(piece))
    content = bytearray(path.read_bytes())
    for at in range(0, len(content) - 4, 288):
        assert content[at : at + 2] == b"\xff\xfb"
        content[at + 2] &= 0x0F
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", ["a.mp3", "a.wav"])
def test_an_mp3_of_free_format_is_heard_and_what_is_not_noticed_is_said(tmp_path, talk, name):
    path = free_format(tmp_path / "a.mp3", talk).rename(tmp_path / name)
    with audio.opened(path) as sound:
        (remark,) = sound.coverage.warnings
        samples = sound.read(0, len(sound))
    assert len(samples) / 16_000 == pytest.approx(len(talk) / RATE, abs=0.15)
    assert np.abs(samples[5 * 16_000 :]).max() > 0.05
    assert str(remark.said) == (
        "The MP3 has a bit rate of its own (free format): if it was cut, or another one joined on,"
        " that is not noticed."
    )


def test_samples_that_are_called_raw_are_no_picture(tmp_path, talk):
    path = tmp_path / "call.raw"
    path.write_bytes(encoded(talk[4 * RATE :], "pcm_s16le"))
    with pytest.raises(AudioUnreadable) as caught:
        audio.load(path)
    assert str(caught.value) == (
        "The file holds samples without a header: nothing says how many a second has.\n"
        f"File: {path}\nBy its ending: raw\n"
        "Hint: Give it a header, with the rate and the channels that it was recorded in:"
        ' ffmpeg -f s16le -ar 8000 -ac 1 -i "call.raw" OTHER.wav'
    )


def test_a_picture_and_pictures_without_sound_still_hold_no_sound(tmp_path):
    for name, codec in (("a.png", "png"), ("a.avi", "rawvideo")):
        with av.open(str(tmp_path / name), "w") as container:
            video = container.add_stream(codec, rate=10)
            video.width = video.height = 32
            video.pix_fmt = "rgb24" if codec == "png" else "yuv420p"
            container.mux(video.encode(av.VideoFrame(32, 32, video.pix_fmt)))
            container.mux(video.encode(None))
        with pytest.raises(NoAudioStream):
            audio.load(tmp_path / name)


@pytest.mark.parametrize("head", [b"\x03ds2", b"\x07ds2", b"\x03enc"])
def test_a_recorder_for_dictation_is_named_with_the_way_to_a_wav(tmp_path, head):
    (tmp_path / "a.ds2").write_bytes(head + np.random.default_rng(0).bytes(20_000))
    with pytest.raises(AudioUnreadable, match="DSS Pro") as caught:
        audio.load(tmp_path / "a.ds2")
    assert "export it to WAV" in str(caught.value.hint)
