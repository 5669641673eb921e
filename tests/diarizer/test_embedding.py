"""Voices as directions, held to Resemblyzer's own way."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("torch")
resemblyzer = pytest.importorskip("resemblyzer")
pytest.importorskip("soxr")

from diarizer import audio, embedding, engines, mel
from diarizer.sample import sample
from diarizer.types import Audio

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    return audio.load(sample()[0])


@pytest.fixture(scope="module")
def encoder():
    return engines.load("torch").encoder


def test_the_spectrogram_is_the_one_of_librosa(talk):
    theirs = pytest.importorskip("resemblyzer.audio").wav_to_mel_spectrogram(talk.samples)
    padded = np.pad(talk.samples, mel.FRAME // 2)
    ours = mel.spectrogram(padded[: mel.FRAME + mel.STEP * (len(theirs) - 1)])
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max() < 1e-5 * theirs.max()


def test_a_window_has_the_embedding_that_resemblyzer_gives_it(encoder, talk):
    start = 2 * RATE
    window = talk.samples[start : start + round(1.6 * RATE)]
    theirs = resemblyzer.VoiceEncoder("cpu", verbose=False).embed_utterance(window)
    (ours,) = embedding.embed_windows(encoder, talk, np.array([2.8]))
    # Its spectrogram ends in padding; ours hears what is really there.
    assert float(ours @ theirs) > 0.99


def test_rows_have_unit_length(encoder, talk):
    rows = embedding.embed_windows(encoder, talk, np.arange(0.0, 26.0, 0.1))
    assert rows.shape == (260, 256)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_a_batch_gives_what_single_windows_give(encoder, talk):
    centres = np.arange(0.0, 26.0, 0.35)
    rows = embedding.embed_windows(encoder, talk, centres)
    single = embedding.embed_windows(encoder, talk, centres[70:71])
    assert rows[70] == pytest.approx(single[0], abs=1e-4)


def test_a_voice_below_the_usual_level_is_the_same_at_every_level(encoder, talk):
    quiet, quieter = (Audio(talk.samples * np.float32(f), RATE) for f in (0.1, 0.001))
    one, other = (embedding.embed_windows(encoder, x, np.array([3.0]))[0] for x in (quiet, quieter))
    assert float(one @ other) > 0.999


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(10), np.zeros(5 * RATE)])
def test_windows_beyond_the_recording_are_finite(encoder, samples):
    sound = Audio(samples.astype(np.float32), RATE)
    assert np.isfinite(embedding.embed_windows(encoder, sound, np.array([-5.0, 0.0, 99.0]))).all()


def test_no_windows_are_no_rows(encoder, talk):
    assert embedding.embed_windows(encoder, talk, np.array([])).shape == (0, 256)


def test_progress_counts_windows(encoder, talk):
    told = []
    embedding.embed_windows(encoder, talk, np.arange(70.0) / 10, lambda *step: told.append(step))
    assert told == [("embedding", 64, 70), ("embedding", 70, 70)]


def test_loading_prints_nothing(capfd):
    engines.load("torch")
    assert capfd.readouterr() == ("", "")
