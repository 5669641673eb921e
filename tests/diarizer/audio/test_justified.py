"""Samples of 24 bits in places of 32, and one channel behind the other: what libraries take otherwise."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import struct

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soundfile")
pytest.importorskip("soxr")
pytest.importorskip("av")

from diarizer import audio
from diarizer.sample import sample

RATE = 16_000
PCM = bytes.fromhex("0100000000001000800000aa00389b71")


@pytest.fixture(scope="module")
def talk():
    """(n,) three seconds of the bundled recording as integers of 24 bits."""
    samples = audio.load(sample()[0]).samples[: 3 * RATE]
    return np.round(samples * (1 << 23)).astype("<i4")


def wav(samples, channels, extensible, unclosed=False, repeat=None):
    """A WAV of samples in places of 32 bits, as a recorder of Linux and one of Windows write it."""
    kind, bits = (0xFFFE, 32) if extensible else (1, 24)
    width = 4 * channels
    form = struct.pack("<HHIIHH", kind, channels, RATE, RATE * width, width, bits)
    form += struct.pack("<HHI", 22, 24, 0) + PCM if extensible else b""
    content = np.repeat(samples, repeat or channels).tobytes()
    length = 0x7FFFF000 if unclosed else len(content)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", length)
    whole = min(4 + len(chunks) + length, 0x7FFFFFFF)
    return b"RIFF" + struct.pack("<I", whole) + b"WAVE" + chunks + content


@pytest.mark.parametrize("unclosed", [False, True])
@pytest.mark.parametrize("extensible", [False, True])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("shift", [0, 8])
def test_24_bits_in_32_are_as_loud_in_the_lower_ones_as_in_the_upper_ones(
    tmp_path, talk, shift, channels, extensible, unclosed
):
    path = tmp_path / "a.wav"
    path.write_bytes(wav(talk << shift, channels, extensible, unclosed))
    assert audio.load(path).samples == pytest.approx(talk / (1 << 23), abs=1e-4)


@pytest.mark.parametrize("shift", [0, 8])
def test_a_silent_side_and_samples_of_16_bits_do_not_make_noise_of_24_bits_in_32(
    tmp_path, talk, shift
):
    path = tmp_path / "a.wav"
    for samples in (np.stack([talk, 0 * talk], axis=1), np.stack([talk, talk], axis=1) & ~0xFF):
        path.write_bytes(wav(samples.reshape(-1) << shift, 2, False, repeat=1))
        assert audio.load(path).samples == pytest.approx(samples.mean(axis=1) / (1 << 23), abs=1e-4)
    path.write_bytes(wav(0 * talk, 1, False))
    assert len(audio.load(path).samples) == len(talk)


def test_the_oldest_header_which_leaves_the_bits_out_says_how_long_the_recording_is(tmp_path, talk):
    form = struct.pack("<HHIIH", 7, 1, RATE, RATE, 1)
    chunks = b"fmt " + struct.pack("<I", 14) + form + b"data" + struct.pack("<I", 6 * RATE)
    path = tmp_path / "a.wav"
    path.write_bytes(
        b"RIFF" + struct.pack("<I", 6 * RATE + 34) + b"WAVE" + chunks + bytes(3 * RATE)
    )
    with audio.opened(path) as recording:
        assert [each.reference for each in recording.coverage.warnings] == ["audio.short"]


def test_an_8svx_with_two_channels_is_heard_as_it_was_recorded(tmp_path, talk):
    sound = (talk >> 16).astype(np.int8).tobytes()
    voice = struct.pack(">IIIHBBI", len(sound), 0, 0, RATE, 1, 0, 65536)
    chunks = [(b"VHDR", voice), (b"CHAN", struct.pack(">I", 6)), (b"BODY", sound + sound)]
    body = b"8SVX" + b"".join(k + struct.pack(">I", len(each)) + each for k, each in chunks)
    path = tmp_path / "a.8svx"
    path.write_bytes(b"FORM" + struct.pack(">I", len(body)) + body)
    assert audio.load(path).samples == pytest.approx(talk / (1 << 23), abs=0.01)
