"""Two recordings of different kinds in one file: the second is said by its kind, and is no noise."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import io
import struct

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
pytest.importorskip("av")

from diarizer import audio
from diarizer.audio import foreign
from diarizer.sample import sample
from tests.diarizer.audio.test_recording import encode

RATE = 16_000
FIRST = {
    "a.ogg": "libopus",
    "a.flac": "flac",
    "a.mka": "aac",
    "a.mp4": "aac",
    "a.ts": "aac",
    "a.mpg": "mp2",
    "a.tta": "tta",
    "a.wv": "wavpack",
    "a.rm": "ac3",
    "a.adx": "adpcm_adx",
    "a.ast": "pcm_s16be_planar",
    "a.avi": "libmp3lame",
    "a.wma": "wmav2",
    "a.sox": "pcm_s32le",
}
NOISY = {"audio.damaged"}  # what FFmpeg tries before it gives up
PLAIN = [
    "WAV",
    "AIFF",
    "AU",
    "W64",
    "CAF",
    "NIST",
    "AVR",
    "SVX",
    "IRCAM",
    "PAF",
    "PVF",
    "MAT5",
    "WVE",
]


@pytest.fixture(scope="module")
def talk():
    """(n,) the first three seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 3 * RATE]


@pytest.fixture(scope="module")
def others(tmp_path_factory, talk):
    """What is joined on, by its name: with a mark at its beginning, or frames."""
    folder = tmp_path_factory.mktemp("others")
    made = {}
    for name, codec in (("WAV", ""), ("Matroska", "libopus"), ("MP3", "libmp3lame")):
        path = folder / {"WAV": "a.wav", "Matroska": "a.webm", "MP3": "a.mp3"}[name]
        if codec:
            encode(path, codec, np.repeat(talk, 3), 48_000)
        else:
            soundfile.write(path, talk, RATE)
        made[name] = path.read_bytes()
    return made


def taken(path, content):
    path.write_bytes(content)
    with audio.opened(path) as sound:
        return sound.read(0, len(sound)), sound.coverage


def check(path, one, others):
    alone, covers = taken(path, one)
    assert covers.warnings == ()
    for name, other in others.items():
        samples, covers = taken(path, one + other)
        said = str(covers.warnings[-1].said)
        assert len(samples) == pytest.approx(len(alone), abs=0.05 * RATE), name
        assert {each.reference for each in covers.warnings} - NOISY == {"audio.joined"}, name
        assert said.startswith(f"Another recording ({name}) was joined on after 3."), said


@pytest.mark.parametrize("name", FIRST)
def test_a_recording_of_another_kind_behind_frames_is_said_by_its_kind(
    tmp_path, talk, others, name
):
    rate = 44_100 if name in {"a.mpg", "a.rm"} else 48_000
    one = encode(tmp_path / name, FIRST[name], np.repeat(talk, 3)[: 3 * rate], rate).read_bytes()
    left_out = "Matroska" if name == "a.mka" else ""
    check(tmp_path / name, one, {each: others[each] for each in others if each != left_out})


@pytest.mark.parametrize("kind", PLAIN)
def test_a_recording_of_another_kind_behind_samples_is_said_and_no_noise(
    tmp_path, talk, others, kind
):
    path, subtype = tmp_path / "a", "ALAW" if kind == "WVE" else None
    few = talk[::2] if kind == "WVE" else talk
    soundfile.write(path, few, RATE * len(few) // len(talk), format=kind, subtype=subtype)
    one = path.read_bytes()
    check(path, one, {each: content for each, content in others.items() if each != kind})


def test_samples_that_look_like_the_name_of_a_part_are_none_behind_a_wav(tmp_path, talk, others):
    soundfile.write(tmp_path / "a", talk, RATE, format="WAV")
    note = struct.pack("<4sI", b"LIST", 4000) + b"INFO" + bytes(3996)
    whole = (tmp_path / "a").read_bytes() + note
    assert taken(tmp_path / "a", whole)[1].warnings == ()
    whole = whole[:4] + struct.pack("<I", len(whole) - 8) + whole[8:]
    covers = taken(tmp_path / "a", whole + others["Matroska"])[1]
    assert "(Matroska)" in str(covers.warnings[-1].said)


def test_tags_behind_a_recording_hide_none_that_was_joined_on(tmp_path, talk, others):
    one = encode(tmp_path / "a.tta", "tta", talk, RATE).read_bytes()
    size = 20_000
    tag = b"APETAGEX" + struct.pack("<IIII", 2000, size, 0, 0xA0000000) + bytes(8 + size)
    picture = bytearray(tag)
    picture[32:-32] = b"picture!" * ((size - 32) // 8)
    assert taken(tmp_path / "a.tta", one + bytes(picture))[1].warnings == ()
    frames = others["MP3"][45:]
    covers = taken(tmp_path / "a.tta", one + bytes(picture) + frames)[1]
    assert [remark.reference for remark in covers.warnings] in (["audio.unread"], ["audio.joined"])


def test_no_noise_is_taken_for_the_beginning_of_a_recording():
    noise = np.random.default_rng(0).bytes(4_000_000)
    assert foreign.search(io.BytesIO(noise), len(noise), 0) is None
