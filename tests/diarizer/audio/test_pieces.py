"""Pieces at the end, or in the middle, of which only their own length tells that something is wrong."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")
pytest.importorskip("av")

from diarizer import audio
from diarizer.audio import endings
from diarizer.sample import sample
from tests.diarizer.audio.test_endings import covered, plain, references
from tests.diarizer.audio.test_recording import encode

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    """(n,) the first six seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 6 * RATE]


def gsm(path, talk):
    """GSM without any header: frames of 33 bytes."""
    with path.open("wb") as file:
        soundfile.write(file, talk[::2], RATE // 2, format="RAW", subtype="GSM610")
    return path.read_bytes()


def test_a_gsm_that_was_cut_inside_of_a_frame_says_so_and_a_whole_one_nothing(tmp_path, talk):
    whole, path = gsm(tmp_path / "a.gsm", talk), tmp_path / "b.gsm"
    assert len(whole) % 33 == 0
    covers = covered(path, whole)
    assert (covers.decoded, covers.warnings) == (pytest.approx(6.0, abs=0.05), ())
    for left in (1, 20, 32):
        covers = covered(path, whole[: 33 * 100 + left])
        assert covers.decoded == pytest.approx(2.0, abs=0.05)
        assert references(covers) == ["audio.short"]


def test_zeros_in_a_gsm_are_said_and_it_is_not_refused_for_them(tmp_path, talk):
    whole = bytearray(gsm(tmp_path / "a.gsm", talk))
    whole[33 * 60 : 33 * 90] = bytes(33 * 30)
    covers = covered(tmp_path / "a.gsm", bytes(whole))
    assert references(covers) == ["audio.damaged"]


@pytest.mark.parametrize(("name", "codec"), [("a.mp3", "libmp3lame"), ("a.aac", "aac")])
def test_zeros_of_one_page_of_a_disk_in_a_stream_of_frames_are_said(tmp_path, talk, name, codec):
    """Of a low bit rate that is seconds, which are wanting without a hole in any clock."""
    path = encode(tmp_path / name, codec, talk, RATE)
    whole = bytearray(path.read_bytes())
    alone = covered(path, bytes(whole))
    assert references(alone) == []
    whole[20_000:24_200] = bytes(4200)
    covers = covered(path, bytes(whole))
    assert covers.decoded < alone.decoded - 0.2
    assert "audio.damaged" in references(covers)


@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
def test_what_lies_behind_the_end_of_a_w64_is_said(tmp_path, talk, subtype):
    path = tmp_path / "a.w64"
    whole = plain(path, talk, "W64", subtype)
    assert references(covered(path, whole)) == []
    chance = np.random.default_rng(0).bytes(40_000)
    assert "audio.unclosed" in references(covered(path, whole + chance))
    covers = covered(path, whole + whole[: len(whole) // 2])
    assert references(covers) == ["audio.short"]
    assert covers.decoded == pytest.approx(9.0, abs=0.1)
    assert covers.container == pytest.approx(12.0, abs=0.1)


@pytest.mark.parametrize("kind", ["AIFF", "AU", "WAV"])
@pytest.mark.parametrize("behind", [b"TAG" + bytes(125), b"hello world\n" * 50])
def test_few_bytes_behind_samples_are_no_recording_of_another_kind(tmp_path, talk, kind, behind):
    loud = np.full(RATE, -15 / 32768, np.float32)  # its bytes look as the head of a frame does
    whole = plain(tmp_path / "a", np.concatenate([talk, loud]), kind)
    assert references(covered(tmp_path / "a", whole + behind)) == ["audio.unclosed"]


def test_a_fragment_whose_samples_are_not_there_is_a_cut(tmp_path, talk):
    options = {"movflags": "frag_keyframe+empty_moov", "frag_duration": "500000"}
    whole = encode(tmp_path / "a.mp4", "aac", talk, RATE, options=options).read_bytes()
    path = tmp_path / "b.mp4"
    last = whole.rindex(b"mdat") - 4
    assert references(covered(path, whole[:last])) == ["audio.short"]
    assert references(covered(path, whole[: whole.rindex(b"moof") - 4])) == []


@pytest.mark.parametrize("left", [1, 2, 3])
def test_a_program_stream_is_cut_inside_of_the_mark_of_a_piece(tmp_path, left):
    pack = b"\0\0\1\xba" + bytes.fromhex("440004000401000003f8")
    piece = b"\0\0\1\xc0\0\x10" + b"\xff" * 16
    path = tmp_path / "a.mpg"
    path.write_bytes(pack + piece + pack + piece + b"\0\0\1\xba"[:left])
    with path.open("rb") as file:
        assert endings.cut(file, path.stat().st_size)
    path.write_bytes(pack + piece + pack + piece)
    with path.open("rb") as file:
        assert not endings.cut(file, path.stat().st_size)
