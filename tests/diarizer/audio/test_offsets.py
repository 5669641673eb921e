"""An offset is taken away wherever it is, and a recording that has none stays as it is."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")

from diarizer import audio
from diarizer.audio.offsets import Removal, Seen
from diarizer.sample import sample
from diarizer.types import Audio

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    """(n,) twenty seconds of that person of the bundled recording whose voice has no offset."""
    samples = audio.load(sample()[0]).samples
    return np.tile(
        np.concatenate([samples[7 * RATE : 10 * RATE], samples[16 * RATE : 18 * RATE]]), 4
    )


def heard(path, *channels):
    soundfile.write(path, np.stack(channels, axis=1), RATE, subtype="FLOAT")
    return audio.load(path).samples


def alike(samples, talk, offset):
    """Whether hardly anything of the offset is left, a moment around its edges apart."""
    off = np.abs(samples - talk).reshape(-1, RATE // 10).mean(axis=1)
    return float(np.quantile(off, 0.95)) < max(0.001, offset / 30)


@pytest.mark.parametrize("offset", [0.012, 0.3])
@pytest.mark.parametrize("part", ["whole", "from 7.35 s", "drifting"])
def test_an_offset_is_taken_away(tmp_path, talk, offset, part):
    time = np.arange(len(talk)) / RATE
    shape = {"whole": 1 + 0 * time, "from 7.35 s": time > 7.35, "drifting": 1 + 0.003 * time}[part]
    added = np.float32(offset) * shape.astype(np.float32)
    assert alike(heard(tmp_path / "a.wav", talk + added), talk, offset)


def test_an_offset_of_one_channel_is_taken_away_and_the_other_stays(tmp_path, talk):
    samples = heard(tmp_path / "a.wav", talk + np.float32(0.02), talk)
    assert np.abs(samples - talk).max() < 0.001


def test_a_recording_without_an_offset_is_the_same_bit_for_bit(tmp_path, talk):
    assert np.array_equal(heard(tmp_path / "a.wav", talk), talk)
    assert np.array_equal(audio.conformed(Audio(talk, RATE)).samples, talk)


def test_samples_from_elsewhere_lose_their_offset_too(talk):
    samples = audio.conformed(Audio(talk + np.float32(0.05), RATE)).samples
    assert np.abs(samples - talk).max() < 0.001


def test_a_step_is_found_within_its_second(talk):
    step = (np.arange(len(talk)) > 7.35 * RATE) * np.float32(0.2)
    pieces = (talk + step)[None].reshape(20, 1, RATE)
    seen = Seen()
    for piece in pieces:
        seen.add(piece, RATE)
    removal = Removal(seen.offsets())
    left = np.hstack([removal.centred(piece) for piece in pieces])[0] - talk
    wrong = np.flatnonzero(np.abs(left) > 0.05) / RATE
    assert len(wrong) < 0.02 * RATE


@pytest.mark.parametrize("begin", [3.0, 3.4])
def test_a_step_in_a_recording_of_six_seconds_is_taken_away(tmp_path, talk, begin):
    short = talk[: 6 * RATE]
    step = (np.arange(len(short)) > begin * RATE) * np.float32(0.3)
    assert alike(heard(tmp_path / "a.wav", short + step), short, 0.3)


def test_an_offset_that_comes_and_goes_is_not_made_worse(tmp_path, talk):
    short = talk[: 6 * RATE]
    added = (np.arange(len(short)) // RATE % 2) * np.float32(0.3)
    assert np.abs(heard(tmp_path / "a.wav", short + added) - short - added).max() < 0.1
