# ruff: noqa: E402, what may be missing is asked for before it is imported
"""What is too quiet for every engine is heard louder, and that is said."""

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("soxr")

from diarizer import audio
from diarizer.sample import sample
from diarizer.types import Audio
from diarizer.types.coverage import Coverage

RATE = 16_000


@pytest.fixture(scope="module")
def talk():
    """(n,) ten seconds of the bundled recording."""
    return audio.load(sample()[0]).samples[: 10 * RATE]


def heard(path, parts=False):
    """Return the samples of what is heard, and of its parts, and the notes about it."""
    with audio.opened(path, choice=audio.Choice(parts=parts)) as sound:
        said = [note.reference for note in sound.coverage.notes]
        return [each.read(0, len(each)) for each in (sound, *sound.parts)], said


def level(samples):
    """Return the decibels of the loudest stretches of samples."""
    stretches = np.square(samples[: len(samples) // 1600 * 1600]).reshape(-1, 1600).mean(axis=1)
    return 10.0 * np.log10(np.quantile(stretches, 0.95))


@pytest.mark.parametrize("decibels", [0, -20])
def test_what_is_loud_enough_stays_as_it_is(tmp_path, talk, decibels):
    samples = talk * np.float32(10 ** (decibels / 20))
    soundfile.write(tmp_path / "a.wav", samples, RATE, subtype="FLOAT")
    (whole,), said = heard(tmp_path / "a.wav")
    assert np.array_equal(whole, samples)
    assert not said


@pytest.mark.parametrize("decibels", [-50, -60])
@pytest.mark.parametrize("subtype", ["FLOAT", "PCM_24"])
def test_a_recording_that_is_a_whisper_is_heard_louder_and_that_is_said(
    tmp_path, talk, decibels, subtype
):
    soundfile.write(tmp_path / "a.wav", talk * 10 ** (decibels / 20), RATE, subtype=subtype)
    (whole,), said = heard(tmp_path / "a.wav")
    assert level(whole) == pytest.approx(-35, abs=1)
    assert said == ["audio.quiet"]
    assert np.corrcoef(whole, talk)[0, 1] > 0.99


def test_one_microphone_among_silent_channels_is_heard(tmp_path, talk):
    channels = np.zeros((len(talk), 64), np.float32)
    channels[:, 5] = talk / 10
    soundfile.write(tmp_path / "a.wav", channels, RATE, subtype="PCM_24")
    (whole,), said = heard(tmp_path / "a.wav")
    assert level(whole) == pytest.approx(-35, abs=1)
    assert said == ["audio.quiet"]


def test_a_bump_does_not_hide_that_a_recording_is_quiet(tmp_path, talk):
    samples = talk * np.float32(1e-3)
    samples[RATE : RATE + 100] = 1.0
    soundfile.write(tmp_path / "a.wav", samples, RATE, subtype="FLOAT")
    (whole,), said = heard(tmp_path / "a.wav")
    assert level(whole) == pytest.approx(-35, abs=1)
    assert np.abs(whole).max() == 1.0
    assert said == ["audio.quiet"]


def test_the_only_word_in_a_silent_minute_is_not_cut_off(tmp_path, talk):
    samples = np.full(60 * RATE, 1e-4, np.float32)
    word = talk[2 * RATE : 2 * RATE + RATE // 2]
    word = word / np.abs(word).max() / 2
    samples[30 * RATE : 30 * RATE + len(word)] = word
    soundfile.write(tmp_path / "a.wav", samples, RATE, subtype="FLOAT")
    (whole,), said = heard(tmp_path / "a.wav")
    assert said == ["audio.quiet"]
    kept = whole[30 * RATE : 30 * RATE + len(word)]
    assert np.abs(kept).max() < 1.0
    assert np.corrcoef(kept, word)[0, 1] > 0.9
    assert np.array_equal(audio.conformed(Audio(samples, RATE, "a")).samples, whole)


def test_what_is_read_does_not_depend_on_where_it_begins(tmp_path, talk):
    samples = np.concatenate([talk * np.float32(1e-3), talk[:1600]])
    soundfile.write(tmp_path / "a.wav", samples, RATE, subtype="FLOAT")
    with audio.opened(tmp_path / "a.wav") as sound:
        whole = sound.read(0, len(sound))
        pieces = [sound.read(at, at + 777) for at in range(0, len(sound), 777)]
    assert np.array_equal(np.concatenate(pieces), whole)


def test_who_speaks_for_seconds_in_a_silent_hour_is_not_made_louder(tmp_path, talk):
    samples = np.full(600 * RATE, 1e-5, np.float32)
    samples[: len(talk)] = talk
    soundfile.write(tmp_path / "a.wav", samples, RATE, subtype="FLOAT")
    assert heard(tmp_path / "a.wav")[1] == []


def test_a_faint_side_of_a_call_is_heard_louder_and_the_other_is_not(tmp_path, talk):
    sides = np.stack([talk, np.zeros_like(talk)], axis=1)
    sides = np.concatenate([sides, sides[:, ::-1] * np.float32(10 ** (-50 / 20))])
    rng = np.random.default_rng(0)
    sides += (1e-5 * rng.standard_normal(sides.shape)).astype(np.float32)
    soundfile.write(tmp_path / "a.wav", sides, RATE, subtype="FLOAT")
    (whole, one, other), said = heard(tmp_path / "a.wav", parts=True)
    assert np.array_equal(whole, heard(tmp_path / "a.wav")[0][0])
    assert level(one[: len(talk)]) == pytest.approx(level(talk), abs=1)
    assert level(other[len(talk) :]) == pytest.approx(-35, abs=4)
    assert said == ["audio.channels", "audio.quiet"]


def test_silence_stays_silence(tmp_path):
    soundfile.write(tmp_path / "a.wav", np.zeros(2 * RATE), RATE)
    (whole,), said = heard(tmp_path / "a.wav")
    assert not whole.any()
    assert not said


def test_samples_in_memory_are_heard_louder_as_well(talk):
    quiet = audio.conformed(Audio(talk * np.float32(1e-3), RATE, "a"))
    assert level(quiet.samples) == pytest.approx(-35, abs=1)
    with audio.from_memory(audio_samples(talk * np.float32(1e-3))) as sound:
        assert isinstance(sound.coverage, Coverage)
        assert [note.reference for note in sound.coverage.notes] == ["audio.quiet"]


def audio_samples(samples):
    """Return samples as a user hands them over."""
    from diarizer.audio.samples import given

    return given(samples, RATE)
