"""Pauses within what the segmentation takes for speech."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.open import silence
from diarizer.backends.open.silence import Options, loudness, powers, silent

FRAME = 270


def sound(*levels):
    """A second of noise at each level."""
    rng = np.random.default_rng(0)
    pieces = [level * rng.standard_normal(16_000) for level in levels]
    return np.concatenate(pieces).astype(np.float32)


def found(samples):
    frames = (len(samples) - 721) // FRAME
    return silent(powers(samples, frames), np.ones(frames, bool), Options())


def test_a_pause_far_below_the_speech_is_silent():
    mask = found(sound(0.1, 0.0005, 0.1, 0.1))
    assert mask[62:116].all()
    assert not mask[:55].any()
    assert not mask[125:].any()


def test_soft_speech_and_steady_noise_are_not_silent():
    assert not found(sound(0.1, 0.005, 0.1, 0.1)).any()
    assert not found(sound(0.01, 0.01)).any()


def test_the_level_of_the_recording_does_not_matter():
    samples = sound(0.1, 0.0005, 0.1, 0.1)
    assert found(samples).tolist() == found(samples / 64).tolist()


def test_where_nobody_speaks_nothing_is_judged():
    samples = sound(0.1, 0.0005)
    assert not silent(powers(samples, 100), np.zeros(100, bool), Options()).any()


def test_a_few_frames_of_speech_do_not_say_how_loud_it_is():
    levels = powers(sound(0.1, 0.0005), 100)
    speech = np.zeros(100, bool)
    for spoken, judged in ((19, False), (20, True)):
        speech[:spoken] = True
        assert silent(levels, speech, Options()).any() == judged


def test_the_levels_of_a_recording_of_hours_are_those_of_its_pieces(monkeypatch):
    squares = np.random.default_rng(0).random(1000).astype(np.float32)
    whole = loudness(squares)
    expected = 10 * np.log10((squares[:-2] + squares[1:-1] + squares[2:]).astype(float) / 3)
    np.testing.assert_allclose(whole[1:-1], expected, atol=1e-5)
    for together in (1, 7, 999, 1000):
        monkeypatch.setattr(silence, "_TOGETHER", together)
        np.testing.assert_array_equal(loudness(squares), whole)


def test_one_frame_and_two_have_a_level_and_none_has_none():
    third = 10 * np.log10(1 / 3)
    np.testing.assert_allclose(loudness(np.float32([1.0])), [third], atol=1e-5)
    np.testing.assert_allclose(
        loudness(np.float32([1.0, 1.0])), [third + 10 * np.log10(2)] * 2, atol=1e-5
    )
    assert loudness(np.float32([])).tolist() == []
