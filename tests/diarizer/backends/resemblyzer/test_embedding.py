"""Voices as directions, held to Resemblyzer's own way."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("torch")
resemblyzer = pytest.importorskip("resemblyzer")
pytest.importorskip("soxr")

from diarizer import audio
from diarizer.backends.resemblyzer import embedding, engines, mel_spectrogram
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
    padded = np.pad(talk.samples, mel_spectrogram.FRAME // 2)
    ours = mel_spectrogram.spectrogram(
        padded[: mel_spectrogram.FRAME + mel_spectrogram.STEP * (len(theirs) - 1)]
    )
    assert ours.shape == theirs.shape
    assert np.abs(ours - theirs).max() < 1e-5 * theirs.max()


def test_a_window_has_the_embedding_that_resemblyzer_gives_it(encoder, talk):
    usual = embedding.Options(hop=0.2, shares=1, shortest=1.6)
    (ours,) = embedding.embed_windows(encoder, talk, np.array([13]), usual)
    centre = round(2.7 * RATE)
    window = talk.samples[centre - round(0.8 * RATE) : centre + round(0.8 * RATE)]
    theirs = resemblyzer.VoiceEncoder("cpu", verbose=False).embed_utterance(window)
    # Its spectrogram ends in padding; ours hears what is really there.
    assert float(ours @ theirs) > 0.99


def test_windows_that_begin_together_are_what_each_is_alone(encoder, talk):
    mels = np.random.default_rng(0).random((3, 220, 40), np.float32) ** 8
    rows = encoder(mels, (100, 140, 180, 220))
    assert rows.shape == (12, embedding.SIZE)
    for share, end in enumerate((100, 140, 180, 220)):
        assert rows[share::4] == pytest.approx(encoder(mels[:, :end]), abs=1e-5)


def test_every_window_lies_around_its_own_centre():
    options = embedding.Options(hop=0.2, shares=4, shortest=1.0)
    assert options.ends == (100, 140, 180, 220)
    for number in range(20):
        run, share = divmod(number, options.shares)
        begin = options.starts(np.array([run]))[0] / 100
        assert begin + options.ends[share] / 200 == pytest.approx((number + 0.5) * 0.2)


def test_the_shortest_window_of_a_run_is_averaged_with_its_neighbours():
    rows = np.eye(6, dtype=np.float16)
    embedding.steady_shortest(rows, np.array([3, 4, 5, 8, 12, 13]))
    third, half = 3**-0.5, 2**-0.5
    assert rows[1] == pytest.approx([third, third, third, 0, 0, 0], abs=1e-3)
    assert rows[4] == pytest.approx([0, 0, 0, 0, half, half], abs=1e-3)
    others = np.array([0, 2, 3, 5])
    assert np.array_equal(rows[others], np.eye(6)[others])


def test_windows_of_one_length_stay_as_they_are():
    rows = np.eye(3, dtype=np.float16)
    embedding.steady_shortest(rows, np.arange(3), embedding.Options(shares=1, shortest=1.6))
    assert np.array_equal(rows, np.eye(3))


def test_rows_have_unit_length(encoder, talk):
    rows = embedding.embed_windows(encoder, talk, np.arange(130))
    assert (rows.shape, rows.dtype) == ((130, 256), np.float16)
    assert np.linalg.norm(rows.astype(float), axis=1) == pytest.approx(1.0, abs=1e-3)
    assert rows.min() >= 0.0


def test_a_window_does_not_depend_on_which_others_are_asked_for(encoder, talk):
    rows = embedding.embed_windows(encoder, talk, np.arange(130))
    some = np.array([0, 1, 2, 7, 60, 61, 99, 129])
    assert embedding.embed_windows(encoder, talk, some) == pytest.approx(rows[some], abs=2e-3)


def test_a_voice_below_the_usual_level_is_the_same_at_every_level(encoder, talk):
    quiet, quieter = (Audio(talk.samples * np.float32(f), RATE) for f in (0.1, 0.001))
    one, other = (embedding.embed_windows(encoder, x, np.array([15])) for x in (quiet, quieter))
    assert float(one[0].astype(float) @ other[0]) > 0.999


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(10), np.zeros(5 * RATE)])
def test_windows_beyond_the_recording_are_finite(encoder, samples):
    sound = Audio(samples.astype(np.float32), RATE)
    rows = embedding.embed_windows(encoder, sound, np.array([0, 1, 30, 500]))
    assert np.isfinite(rows).all()


def test_no_windows_are_no_rows(encoder, talk):
    assert embedding.embed_windows(encoder, talk, np.arange(0)).shape == (0, 256)


def test_progress_counts_windows(encoder, talk):
    told = []
    numbers = np.arange(258)
    embedding.embed_windows(encoder, talk, numbers, None, lambda *step: told.append(step))
    assert told == [("embedding", 256, 258), ("embedding", 258, 258)]


def test_loading_prints_nothing(capfd):
    engines.load("torch")
    assert capfd.readouterr() == ("", "")


def test_a_spectrum_of_128_bits_which_numpy_1_gives_makes_the_same_mels():
    samples = np.random.default_rng(5).normal(0, 0.1, 4000).astype(np.float32)
    twice = mel_spectrogram.spectrogram(samples.astype(np.float64))
    assert np.allclose(twice, mel_spectrogram.spectrogram(samples), rtol=1e-3, atol=1e-9)
