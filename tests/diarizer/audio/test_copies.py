"""Two channels that hold the same a little later are heard as one, and nobody is lost by it."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")

from diarizer import audio
from diarizer.sample import sample

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    """(n,) the first six seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 6 * RATE]


def late(samples, count, gain=1.0):
    return gain * np.concatenate([np.zeros(count, np.float32), samples[: len(samples) - count]])


def mixed(path, *channels):
    soundfile.write(path, np.stack(channels, axis=1), RATE, subtype="FLOAT")
    return audio.load(path).samples


def alike(one, other):
    return float(np.corrcoef(one, other)[0, 1])


@pytest.mark.parametrize("count", [2, 8, 40, 600])
@pytest.mark.parametrize("gain", [1.0, -0.5, 0.1])
def test_a_copy_some_samples_later_takes_no_bands_out_of_a_voice(tmp_path, talk, count, gain):
    assert alike(mixed(tmp_path / "a.wav", talk, late(talk, count, gain)), talk) > 0.999


def test_a_copy_that_is_not_late_is_averaged_as_before(tmp_path, talk):
    hiss = 0.01 * np.random.default_rng(0).standard_normal((2, len(talk))).astype(np.float32)
    assert alike(mixed(tmp_path / "a.wav", *(talk + hiss)), talk + hiss.mean(axis=0)) > 0.9999


@pytest.mark.parametrize("gain", [0.05, 0.3])
def test_who_speaks_on_a_channel_with_the_crosstalk_of_the_other_is_heard(tmp_path, talk, gain):
    first = (np.arange(len(talk)) // RATE) % 2 == 0
    one, other = talk * first, talk * ~first
    both = one + late(other, 20, gain), other + late(one, 20, gain)
    heard = mixed(tmp_path / "a.wav", *both)
    assert alike(heard[~first], other[~first]) > 0.9
    word = np.zeros_like(talk)
    word[2 * RATE : 2 * RATE + 4000] = talk[RATE : RATE + 4000]
    heard = mixed(tmp_path / "b.wav", talk * first, late(talk * first, 20, 0.1) + word)
    assert np.abs(heard - mixed(tmp_path / "c.wav", talk * first, talk * first)).max() > 0.01


def test_a_voice_beside_a_hum_that_is_on_both_channels_is_heard(tmp_path, talk):
    hum = 0.5 * np.sin(2 * np.pi * 50 * np.arange(len(talk)) / RATE).astype(np.float32)
    heard = mixed(tmp_path / "a.wav", hum, np.roll(hum, 80) + 0.1 * talk)
    assert alike(np.diff(heard, 2), np.diff(talk, 2)) > 0.9


def test_one_channel_twice_is_that_channel_also_after_a_part_in_opposite_phase(tmp_path):
    noise = 0.1 * np.random.default_rng(0).standard_normal(6 * RATE).astype(np.float32)
    assert np.array_equal(mixed(tmp_path / "a.wav", noise, noise), noise)
    long, turned = np.tile(noise, 4), np.concatenate([-noise, -noise, noise, noise])
    heard = np.abs(mixed(tmp_path / "b.wav", long, turned))
    faded = RATE // 100
    assert np.allclose(heard[faded : len(noise)], np.abs(noise[faded:]), atol=1e-6)
    assert np.allclose(heard[-len(noise) :], np.abs(noise), atol=1e-6)
