"""What has no pitch anywhere is nobody, however much it is taken for speech."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soxr")

from diarizer import audio
from diarizer.backends.resemblyzer import voicing
from diarizer.sample import sample
from diarizer.types import Audio, Span

RATE = 16_000


def noise(seconds):
    """Noise in the band of vowels, louder and softer as syllables are."""
    random = np.random.default_rng(0)
    spectrum = np.fft.rfft(random.standard_normal(int(seconds * RATE)))
    hertz = np.fft.rfftfreq(int(seconds * RATE), 1 / RATE)
    spectrum[(hertz < 100) | (hertz > 1_500)] = 0
    times = np.arange(int(seconds * RATE)) / RATE
    return (np.fft.irfft(spectrum, len(times)) * (1 + np.sin(8 * np.pi * times))).astype(np.float32)


def buzz(seconds, pitch):
    times = np.arange(int(seconds * RATE)) / RATE
    return sum(np.sin(2 * np.pi * pitch * k * times) / k for k in range(1, 9)).astype(np.float32)


@pytest.mark.parametrize("pitch", [80.0, 120.0, 220.0, 380.0])
def test_a_voice_is_like_itself_a_period_later(pitch):
    assert voicing.likeness(buzz(0.5, pitch)).min() > 0.95


def test_a_murmur_is_not():
    found = voicing.likeness(noise(5.0))
    assert len(found) == (5 * RATE - 960) // 320 + 1
    assert found.max() < 0.5


def test_silence_and_what_is_shorter_than_a_frame_are_like_nothing():
    assert not voicing.likeness(np.zeros(RATE, np.float32)).any()
    assert len(voicing.likeness(np.ones(959, np.float32))) == 0


def test_a_tenth_of_a_second_of_voice_is_enough_and_only_what_is_taken_for_speech_counts():
    samples = noise(30.0)
    samples[25 * RATE : 25 * RATE + RATE // 5] += 5 * buzz(0.2, 150.0)
    recording = Audio(samples, RATE)
    assert voicing.heard(recording, [Span(1.0, 2.0), Span(3.0, 30.0)])
    assert not voicing.heard(recording, [Span(1.0, 2.0), Span(3.0, 24.9)])
    assert not voicing.heard(recording, [])


def test_a_talk_has_a_voice():
    talk = audio.load(sample()[0])
    assert voicing.heard(talk, [Span(0.0, talk.duration)])
