"""Zeros that are no pause, and recordings of one kind behind the other that were taken for one."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
av = pytest.importorskip("av")

from diarizer import audio
from diarizer.sample import sample
from tests.diarizer.audio.test_recording import encode

RATE = 16_000
SAID = "kB of the recording hold nothing but zeros, as after a copy that broke off"


@pytest.fixture(scope="module")
def talk():
    """(n,) the first six seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 6 * RATE]


def taken(path):
    with audio.opened(path) as sound:
        return sound.read(0, len(sound)), sound.coverage


def references(covers):
    return [remark.reference for remark in covers.warnings]


def emptied(path, first, last):
    content = bytearray(path.read_bytes())
    content[first:last] = bytes(last - first)
    path.write_bytes(content)


@pytest.mark.parametrize(
    "subtype",
    ["PCM_16", "PCM_24", "FLOAT", "PCM_U8", "ULAW", "ALAW", "IMA_ADPCM", "MS_ADPCM", "GSM610"],
)
def test_zeros_of_a_copy_that_broke_off_are_said_and_a_pause_is_not(tmp_path, talk, subtype):
    path = tmp_path / "a.wav"
    muted = talk.copy()
    muted[2 * RATE : 4 * RATE] = 0
    soundfile.write(path, muted, RATE, subtype=subtype)
    assert taken(path)[1].warnings == ()
    soundfile.write(path, talk, RATE, subtype=subtype)
    assert taken(path)[1].warnings == ()
    size = path.stat().st_size
    emptied(path, size // 3 // 512 * 512, size * 2 // 3 // 512 * 512)
    (remark,) = taken(path)[1].warnings
    assert (remark.reference, SAID in str(remark.said)) == ("audio.damaged", True)


def test_zeros_at_the_end_of_a_wav_are_room_that_was_never_used(tmp_path, talk):
    path = tmp_path / "a.wav"
    soundfile.write(path, talk, RATE, subtype="ULAW")
    size = path.stat().st_size
    emptied(path, size // 2, size)
    assert taken(path)[1].warnings == ()


def test_a_damaged_piece_of_a_tta_is_left_out_and_no_noise(tmp_path, talk):
    path = encode(tmp_path / "a.tta", "tta", talk, RATE)
    whole, covers = taken(path)
    assert covers.warnings == ()
    size = path.stat().st_size
    emptied(path, size // 2, size * 2 // 3)
    samples, covers = taken(path)
    assert len(samples) == pytest.approx(len(whole), abs=RATE // 20)
    assert np.abs(samples).max() <= np.abs(whole).max()
    assert references(covers) == ["audio.damaged", "audio.holes"]


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "ULAW"])
def test_joined_spheres_are_heard_whole_and_their_headers_are_not(tmp_path, talk, subtype):
    path = tmp_path / "a"
    soundfile.write(path, talk, RATE, format="NIST", subtype=subtype)
    path.write_bytes(path.read_bytes() * 2)
    samples, covers = taken(path)
    assert (len(samples), covers.warnings) == (2 * len(talk), ())
    assert np.corrcoef(samples, np.append(talk, talk))[0, 1] > 0.99


def test_joined_real_media_are_heard_whole_and_their_headers_are_not(tmp_path, talk):
    path = encode(tmp_path / "a.rm", "ac3", np.repeat(talk, 3)[::2].copy(), 44_100)
    alone = taken(path)[0]
    path.write_bytes(path.read_bytes() * 2)
    samples, covers = taken(path)
    assert (len(samples), covers.warnings) == (pytest.approx(2 * len(alone), abs=4), ())
    assert np.corrcoef(samples[-len(alone) :], alone)[0, 1] > 0.99


def test_joined_flac_of_other_rates_and_channels_are_heard_whole(tmp_path, talk):
    one, other = tmp_path / "a.flac", tmp_path / "b.flac"
    soundfile.write(one, talk, RATE)
    soundfile.write(other, np.stack([np.repeat(talk, 3)] * 2, axis=1), 3 * RATE)
    one.write_bytes(one.read_bytes() + other.read_bytes())
    samples, covers = taken(one)
    assert (len(samples) / RATE, covers.warnings) == (pytest.approx(12.0, abs=0.01), ())
    assert np.corrcoef(samples[6 * RATE : 11 * RATE], talk[: 5 * RATE])[0, 1] > 0.9


@pytest.mark.parametrize("name", ["a.wav", "a.mka"])
def test_samples_of_64_bits_are_heard(tmp_path, talk, name):
    path = encode(tmp_path / name, "pcm_s64le", talk, RATE)
    samples, covers = taken(path)
    assert covers.warnings == ()
    assert samples == pytest.approx(talk, abs=1e-3)


def test_a_matroska_that_begins_late_is_not_said_to_be_cut(tmp_path, talk):
    path = tmp_path / "a.mka"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=RATE, layout="mono")
        whole = (talk[None] * 32767).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(whole, "s16", "mono")
        frame.sample_rate, frame.pts = RATE, 5 * RATE
        container.mux([*stream.encode(frame), *stream.encode(None)])
    covers = taken(path)[1]
    assert (covers.decoded, covers.container) == (6.0, pytest.approx(6.0, abs=0.01))
    assert covers.warnings == ()


@pytest.mark.parametrize("name", ["a.amr", "a.3gp"])
def test_pauses_that_a_phone_did_not_send_are_silence_and_no_damage(tmp_path, talk, name):
    """FFmpeg cannot decode the frames that describe the noise of a pause, which it writes itself."""
    if "libopencore_amrnb" not in av.codecs_available:
        pytest.skip("this FFmpeg has no encoder of AMR")
    few = talk[::2].copy()
    few[8000:32_000] = 0
    path = tmp_path / name
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libopencore_amrnb", rate=8000, layout="mono")
        stream.bit_rate = 12_200
        stream.options = {"dtx": "1"}
        frame = av.AudioFrame.from_ndarray((few[None] * 32767).astype(np.int16), "s16", "mono")
        frame.sample_rate = 8000
        container.mux([*stream.encode(frame), *stream.encode(None)])
    samples, covers = taken(path)
    assert covers.warnings == ()
    assert len(samples) / RATE == pytest.approx(6.0, abs=0.1)
    assert np.abs(samples[2 * RATE : 3 * RATE]).max() < 0.01 < np.abs(samples[4 * RATE :]).max()
