# ruff: noqa: E402, what may be missing is asked for before it is imported
"""WAVs whose header no decoder understands, and everybody else's player does."""

import io
import struct

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soundfile")
pytest.importorskip("soxr")
pytest.importorskip("av")

from diarizer import audio
from diarizer.audio import links
from diarizer.sample import sample

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    """(n,) two seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 2 * RATE]


def chunk(name, content, length=None, fill=True):
    length = len(content) if length is None else length
    return name + struct.pack("<I", length) + content + bytes(len(content) % 2 if fill else 0)


def form(kind, channels, bits):
    width = channels * bits // 8
    return struct.pack("<HHIIHH", kind, channels, RATE, RATE * width, width, bits)


def write(path, *chunks):
    content = b"WAVE" + b"".join(chunks)
    path.write_bytes(b"RIFF" + struct.pack("<I", len(content)) + content)
    return path


def remarks(path):
    with audio.opened(path) as sound:
        return [each.reference for each in sound.coverage.warnings]


ODD = chunk(b"LIST", b"INFOISFT\x03\x00\x00\x00abc", fill=False)


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("bits", [8, 16, 32])
@pytest.mark.parametrize("said", [14, 16])
def test_the_bits_of_a_sample_follow_from_its_bytes_where_the_header_leaves_them_out(
    tmp_path, talk, said, bits, channels
):
    kind = 3 if bits == 32 else 1
    samples = {8: np.round(talk * 127 + 128).astype("u1"), 16: np.round(talk * 32767).astype("<i2")}
    content = np.repeat(samples.get(bits, talk), channels).tobytes()
    left_out = (form(kind, channels, bits)[:14] + bytes(2))[:said]
    path = write(tmp_path / "a.wav", chunk(b"fmt ", left_out), chunk(b"data", content))
    assert audio.load(path).samples == pytest.approx(talk, abs=0.01)
    assert remarks(path) == []


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_part_of_odd_length_that_is_not_filled_up_hides_no_sound(tmp_path, talk, place):
    content = np.round(talk * 32767).astype("<i2").tobytes()
    parts = [chunk(b"fmt ", form(1, 1, 16)), chunk(b"data", content)]
    for number, odd in enumerate(([ODD], [ODD, ODD])):
        path = write(tmp_path / f"{number}.wav", *parts[:place], *odd, *parts[place:])
        assert audio.load(path).samples == pytest.approx(talk, abs=1e-3)
        assert remarks(path) == []


def test_what_such_a_header_says_of_its_length_is_believed_as_any_other(tmp_path, talk):
    content = np.round(talk * 32767).astype("<i2").tobytes()
    head = chunk(b"fmt ", form(1, 1, 16)[:14])
    cut = write(tmp_path / "a.wav", head, chunk(b"data", content, 2 * len(content)))
    unclosed = write(tmp_path / "b.wav", head, chunk(b"data", content, 0))
    joined = write(tmp_path / "c.wav", head, chunk(b"data", content))
    joined.write_bytes(joined.read_bytes() * 2)
    assert [remarks(path) for path in (cut, unclosed, joined)] == [
        ["audio.short"],
        ["audio.unclosed"],
        ["audio.joined"],
    ]
    assert audio.load(joined).samples == pytest.approx(talk, abs=1e-3)


def test_a_length_of_two_billions_stands_for_unknown(tmp_path, talk):
    content = np.round(talk * 32767).astype("<i2").tobytes()
    parts = chunk(b"fmt ", form(1, 1, 16)), chunk(b"data", content, 2_000_000_000)
    assert remarks(write(tmp_path / "a.wav", *parts)) == ["audio.unclosed"]


def test_samples_behind_another_header_are_read_from_anywhere(tmp_path):
    (tmp_path / "a").write_bytes(b"0123456789")
    with (tmp_path / "a").open("rb") as file:
        headed = links.Headed(file, b"abc", 4, 9)
        assert headed.read() == b"abc45678"
        assert [headed.seek(2), headed.read(3), headed.tell()] == [2, b"c45", 5]
        assert [headed.seek(-3, io.SEEK_CUR), headed.read(1), headed.tell()] == [2, b"c", 3]
        assert [headed.seek(-2, io.SEEK_END), headed.read(9)] == [6, b"78"]
        assert headed.seek(-1) == -1
        assert [headed.seek(0), headed.readinto(room := bytearray(5)), bytes(room)] == [
            0,
            5,
            b"abc45",
        ]
