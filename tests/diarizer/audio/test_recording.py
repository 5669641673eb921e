# ruff: noqa: E402, what may be missing is asked for before it is imported
"""Any file becomes 16 kHz mono, or a clear error."""

import os
import shutil
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
av = pytest.importorskip("av")

from diarizer import audio
from diarizer.audio import decoding
from diarizer.errors import AudioNotFound, AudioUnreadable, NoAudioStream
from diarizer.sample import sample
from diarizer.types import Audio
from tests.diarizer.support import AUDIO, audio_files, needs_audio

RATE = 16_000


def beeps(rate=RATE, seconds=3.0):
    """(n,) three short tones, so that a shift in time shows."""
    time = np.arange(round(rate * seconds)) / rate
    on = (time % 1.0 > 0.3) & (time % 1.0 < 0.5)
    return (0.3 * np.sin(2 * np.pi * 700 * time) * on).astype(np.float32)


def onset(samples):
    return int(np.argmax(np.abs(samples) > 0.05)) / RATE


def put_pictures(container):
    """Put two seconds of pictures into a container that is written."""
    video = container.add_stream("mpeg4", rate=10)
    video.width = video.height = 32
    for number in range(20):
        picture = av.VideoFrame(32, 32, "yuv420p")
        picture.pts = number
        container.mux(video.encode(picture))
    container.mux(video.encode(None))


def encode(path, codec, samples, rate, layout="mono", **options):
    """Write a file with FFmpeg."""
    with av.open(str(path), "w", **options) as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        stream.bit_rate = 96_000
        stream.codec_context.open()  # it knows its frame size only now
        resampler = av.AudioResampler(stream.format.name, layout, rate, stream.frame_size or 1024)
        frame = av.AudioFrame.from_ndarray(samples[None, :], "flt", "mono")
        frame.sample_rate = rate
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return path


@pytest.mark.parametrize("name", ["a.wav", "имя с пробелом.wav", "x" * 200 + ".wav", "a.flac"])
def test_a_wav_is_read_whatever_its_name(tmp_path, name):
    soundfile.write(tmp_path / name, beeps(), RATE)
    sound = audio.load(tmp_path / name)
    assert sound.samples.dtype == np.float32
    assert sound.samples == pytest.approx(beeps(), abs=1e-4)
    assert (sound.sample_rate, sound.uri) == (RATE, name.rsplit(".", 1)[0])


@pytest.mark.parametrize("ending", [".raw", ".mp3", ".txt", ""])
def test_the_content_decides_and_not_the_ending(tmp_path, ending):
    soundfile.write(tmp_path / "a.wav", beeps(), RATE)
    wrong = (tmp_path / "a.wav").rename(tmp_path / f"b{ending}")
    assert audio.load(wrong).duration == 3.0


def test_channels_are_averaged(tmp_path):
    stereo = np.stack([beeps(), np.zeros(3 * RATE)], axis=1)
    soundfile.write(tmp_path / "a.wav", stereo, RATE)
    assert audio.load(tmp_path / "a.wav").samples == pytest.approx(beeps() / 2, abs=1e-4)


@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_24", "FLOAT", "DOUBLE", "ULAW", "MS_ADPCM"])
def test_every_depth_is_understood(tmp_path, subtype):
    soundfile.write(tmp_path / "a.wav", beeps(), RATE, subtype=subtype)
    assert onset(audio.load(tmp_path / "a.wav").samples) == pytest.approx(0.3, abs=0.005)


@pytest.mark.parametrize("rate", [8_000, 11_025, 44_100, 48_000, 96_000])
def test_every_rate_becomes_16_khz(tmp_path, rate):
    soundfile.write(tmp_path / "a.wav", beeps(rate), rate)
    sound = audio.load(tmp_path / "a.wav")
    assert sound.duration == pytest.approx(3.0, abs=0.001)
    assert onset(sound.samples) == pytest.approx(0.3, abs=0.005)


@pytest.mark.parametrize(
    ("name", "codec", "rate"),
    [
        ("a.m4a", "aac", 44_100),
        ("a.aac", "aac", 44_100),
        ("a.mp4", "aac", 16_000),
        ("a.webm", "libopus", 48_000),
        ("a.mka", "pcm_s16le", 48_000),
        ("a.wma", "wmav2", 44_100),
        ("a.mov", "pcm_s16le", 48_000),
        ("a.mp3", "libmp3lame", 44_100),
        ("a.ogg", "libvorbis", 44_100),
    ],
)
def test_compressed_speech_stays_where_it_was_in_time(tmp_path, name, codec, rate):
    if codec not in av.codecs_available:
        pytest.skip(f"this FFmpeg has no encoder {codec}")
    path = encode(tmp_path / name, codec, beeps(rate), rate)
    sound = audio.load(path)
    # These files do not say how long their encoder's delay is: one frame of the codec.
    allowed = 0.01 + {"aac": 1024, "wmav2": 2048}.get(codec, 0) / rate
    assert onset(sound.samples) == pytest.approx(0.3, abs=allowed)


def test_sound_that_begins_late_in_a_video_begins_late(tmp_path):
    with av.open(str(tmp_path / "a.mkv"), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        put_pictures(container)
        frame = av.AudioFrame.from_ndarray((beeps()[None] * 32767).astype(np.int16), "s16", "mono")
        frame.sample_rate, frame.pts = RATE, round(1.5 * RATE)
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert onset(audio.load(tmp_path / "a.mkv").samples) == pytest.approx(1.8, abs=0.01)


def test_what_is_not_a_number_is_silence(tmp_path):
    samples = beeps()
    samples[100:200] = np.nan
    samples[300] = np.inf
    soundfile.write(tmp_path / "a.wav", samples, RATE, subtype="FLOAT")
    assert np.isfinite(audio.load(tmp_path / "a.wav").samples).all()


def test_a_recording_beyond_full_scale_is_scaled_down(tmp_path):
    soundfile.write(tmp_path / "a.wav", beeps() * 32768, RATE, subtype="FLOAT")
    assert np.abs(audio.load(tmp_path / "a.wav").samples).max() == pytest.approx(1.0)


def test_a_recording_that_was_cut_gives_what_is_there(tmp_path):
    soundfile.write(tmp_path / "a.wav", beeps(), RATE)
    whole = (tmp_path / "a.wav").read_bytes()
    (tmp_path / "b.wav").write_bytes(whole[: len(whole) // 2])
    assert audio.load(tmp_path / "b.wav").duration == pytest.approx(1.5, abs=0.01)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS pointer"),
        (b"This is no audio.\n", "not a recording that can be decoded"),
        (bytes(range(256)) * 40, "not a recording that can be decoded"),
        (
            b"RIFF$\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80>\0\0\0}\0\0\x02\0\x10\0data\0\0\0\0",
            "no sound",
        ),
    ],
)
def test_what_is_not_a_recording_is_refused_with_its_reason(tmp_path, content, said):
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(AudioUnreadable, match=said) as caught:
        audio.load(tmp_path / "a.wav")
    assert caught.value.hint
    assert "a.wav" in caught.value.context


@pytest.mark.parametrize("ending", ["ul", "al", "sw", "ub", "sb", "aptx", "dfpwm"])
def test_samples_whose_rate_only_an_ending_could_tell_are_refused_with_the_way_to_a_header(
    tmp_path, ending
):
    path = tmp_path / f"call.{ending}"
    path.write_bytes(bytes(range(256)) * 400)
    with pytest.raises(AudioUnreadable, match="samples without a header") as caught:
        audio.load(path)
    assert f'call.{ending}" OTHER.wav' in caught.value.hint
    shutil.copyfile(sample()[0], path)
    assert len(audio.load(path).samples) > 0, "what it holds counts, and not how it is called"


def test_a_folder_is_called_a_folder(tmp_path):
    with pytest.raises(AudioUnreadable, match="folder"):
        audio.load(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    for path in (tmp_path / "pipe.wav", Path(os.devnull)):
        with pytest.raises(AudioUnreadable) as caught:
            audio.load(path)
        assert str(caught.value) == (
            "This is a pipe or a device, and a recording is read from a file, more than once.\n"
            f"Path: {path}\n"
            "Hint: Save what comes through it to a file first, or give it to the command:"
            " ... | diarize -"
        )


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(AudioNotFound, match="no such file"):
        audio.load(tmp_path / "нет.wav")


def test_a_file_can_be_replaced_after_it_was_read(tmp_path):
    soundfile.write(tmp_path / "a.wav", beeps(), RATE)
    audio.load(tmp_path / "a.wav")
    encode(tmp_path / "b.m4a", "aac", beeps(), RATE)
    audio.load(tmp_path / "b.m4a")
    shutil.move(tmp_path / "b.m4a", tmp_path / "a.wav")  # Windows refuses while it is open
    assert audio.load(tmp_path / "a.wav").duration == pytest.approx(3.0, abs=0.1)


def test_samples_from_elsewhere_are_brought_to_16_khz():
    sound = audio.conformed(Audio(beeps(48_000), 48_000, "x"))
    assert sound.duration == pytest.approx(3.0, abs=0.001)


@pytest.mark.parametrize(
    ("samples", "rate"),
    [(np.zeros((2, 100), np.float32), RATE), (np.zeros(100, np.int16), RATE), (np.zeros(9), 0)],
)
def test_samples_of_another_kind_are_refused(samples, rate):
    with pytest.raises(AudioUnreadable, match="one channel"):
        audio.conformed(Audio(samples, rate))


@pytest.mark.parametrize("seconds", [0.01, 0.37, 10])
@pytest.mark.parametrize("rate", [8_000, 16_000, 44_100])
def test_an_opened_file_has_the_samples_of_a_loaded_one(tmp_path, monkeypatch, rate, seconds):
    soundfile.write(tmp_path / "a.wav", np.stack([beeps(rate), -0.3 * beeps(rate)], 1), rate)
    whole = audio.load(tmp_path / "a.wav")
    monkeypatch.setattr(decoding, "BLOCK_SECONDS", seconds)
    with audio.opened(tmp_path / "a.wav") as recording:
        assert (recording.uri, recording.sample_rate) == (whole.uri, whole.sample_rate)
        assert np.array_equal(recording.read(0, len(recording)), whole.samples)


def test_a_loud_opened_file_is_scaled_like_a_loaded_one(tmp_path):
    soundfile.write(tmp_path / "a.wav", beeps() * 32768, RATE, subtype="FLOAT")
    with audio.opened(tmp_path / "a.wav") as recording:
        whole = audio.load(tmp_path / "a.wav").samples
        assert np.array_equal(recording.read(100, 20_000), whole[100:20_000])


def test_an_opened_file_tells_how_much_of_it_is_decoded(tmp_path):
    told = []
    path = encode(tmp_path / "a.m4a", "aac", beeps(seconds=20.0), RATE)
    with audio.opened(path, lambda *step: told.append(step)):
        pass
    size = path.stat().st_size
    assert {(stage, total) for stage, _, total in told} == {("decoding", size)}
    assert told[-1][1] == size
    assert len(told) < 110


def test_a_file_that_cannot_be_opened_says_why(tmp_path):
    with pytest.raises(AudioNotFound), audio.opened(tmp_path / "a.wav"):
        pass
    (tmp_path / "a.wav").write_bytes(b"")
    with pytest.raises(AudioUnreadable, match="empty"), audio.opened(tmp_path / "a.wav"):
        pass


@needs_audio
@pytest.mark.parametrize("path", audio_files("orig", "bad_*"), ids=lambda path: path.name)
def test_every_bad_file_gives_a_clear_error(path):
    with pytest.raises(AudioUnreadable) as caught:
        audio.load(path)
    assert caught.value.hint


@needs_audio
def test_a_video_without_sound_is_called_that():
    with pytest.raises(NoAudioStream, match="holds no sound"):
        audio.load(AUDIO / "orig" / "video_no_audio.mp4")


@needs_audio
@pytest.mark.parametrize(
    "path",
    [path for path in audio_files("orig", "*") if not path.name.startswith(("bad_", "video_no"))],
    ids=lambda path: path.name,
)
def test_every_other_file_is_decoded(path):
    sound = audio.load(path)
    assert sound.duration > 0.9
    assert np.isfinite(sound.samples).all()
    assert np.abs(sound.samples).max() > 0.001


@needs_audio
@pytest.mark.parametrize("path", audio_files("orig", "parity_*"), ids=lambda path: path.name)
def test_every_container_keeps_the_time_of_its_sound(path):
    signal = pytest.importorskip("scipy.signal")
    whole = audio.load(AUDIO / "real" / "pyannote_sample_30s.wav").samples
    other = audio.load(path).samples
    same = whole[: len(other)]
    match = signal.fftconvolve(other, same[::-1])
    assert abs(int(match.argmax()) - len(same) + 1) <= 0.04 * RATE
