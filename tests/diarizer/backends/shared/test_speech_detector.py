"""silero-vad's network hears speech, in pieces as in one go, and nobody where nobody speaks."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
onnxruntime = pytest.importorskip("onnxruntime")
pytest.importorskip("soxr")

from diarizer import audio, models
from diarizer.backends import open as backend
from diarizer.backends.shared import onnx_device, speech_detector
from diarizer.errors import ModelDamaged
from diarizer.sample import sample
from diarizer.types import Audio

ready = backend.availability()
pytestmark = pytest.mark.skipif(not ready.ready, reason=ready.reason)

RATE = 16_000


@pytest.fixture(scope="module")
def file():
    source = models.MODELS["open"].sources[-1]
    return models.source_folder(source) / source.files[0].path


@pytest.fixture(scope="module")
def detector(file):
    return speech_detector.SpeechDetector(file)


@pytest.fixture(scope="module")
def talk():
    return audio.load(sample()[0])


def chances(detector, recording, *lasts):
    listener = detector.listener(recording)
    for last in (*lasts, len(recording)):
        listener.listen(last)
    return listener.chances()


def test_a_talk_is_speech_for_most_of_its_time(detector, talk):
    found = chances(detector, talk)
    assert len(found) == -(-len(talk) // speech_detector.STEP)
    assert 0.6 < (found >= 0.5).mean() < 0.95


def test_it_hears_what_the_network_of_its_authors_hears(file, detector, talk):
    theirs = onnx_device.session(file.read_bytes(), onnx_device.one_thread(), "cpu")
    step, context = speech_detector.STEP, 64
    steps = len(talk) // step
    padded = np.concatenate([np.zeros(context, np.float32), talk.samples])
    pieces = np.stack([padded[at * step : (at + 1) * step + context] for at in range(steps)])
    state = np.zeros((2, 1, 1, 128), np.float32)
    given = {"input": pieces, "h": state[0], "c": state[1]}
    (expected, *_) = theirs.run(["speech_probs", "hn", "cn"], given)
    found = chances(detector, talk)[:steps]
    np.testing.assert_allclose(found, expected.reshape(-1), atol=1e-4)


def test_it_hears_the_same_where_networks_cannot_share_their_memory(
    file, detector, talk, monkeypatch
):
    assert onnx_device.memory_is_shared()
    monkeypatch.delattr(onnxruntime, "create_and_register_allocator")
    onnx_device.memory_is_shared.cache_clear()
    try:
        alone = speech_detector.SpeechDetector(file)
        assert not onnx_device.memory_is_shared()
    finally:
        onnx_device.memory_is_shared.cache_clear()
    np.testing.assert_array_equal(chances(alone, talk), chances(detector, talk))


def test_a_file_that_was_cut_is_damaged(file, tmp_path):
    cut = tmp_path / file.name
    cut.write_bytes(file.read_bytes()[:-1000])
    with pytest.raises(ModelDamaged) as caught:
        speech_detector.SpeechDetector(cut)
    assert str(cut) in str(caught.value.context)


def test_pieces_of_any_length_are_heard_as_the_whole_is(detector, talk):
    pieces = chances(detector, talk, 100, 511, 512, 5 * RATE + 7, 5 * RATE + 7, 29 * RATE)
    np.testing.assert_allclose(pieces, chances(detector, talk), atol=1e-5)


def test_the_first_recording_leaves_nothing_behind_for_the_second(detector, talk):
    before = chances(detector, talk)
    chances(detector, Audio(np.ones(RATE, np.float32), RATE))
    np.testing.assert_array_equal(chances(detector, talk), before)


@pytest.mark.parametrize("length", [0, 1, 511, 512, 513])
def test_a_recording_shorter_than_a_step_is_heard_whole(detector, length):
    found = chances(detector, Audio(np.zeros(length, np.float32), RATE))
    assert len(found) == -(-length // speech_detector.STEP)
    assert (found < 0.5).all()


def test_what_is_passed_over_has_no_chance_and_what_follows_is_heard_as_from_its_start(
    detector, talk
):
    listener = detector.listener(talk)
    listener.pass_over(100)
    listener.pass_over(50)  # lies behind
    listener.listen(len(talk))
    assert not listener.chances()[:100].any()
    assert len(listener.chances()) == -(-len(talk) // speech_detector.STEP)
    whole = chances(detector, talk)
    assert (np.abs(listener.chances()[131:] - whole[131:]) < 0.2).mean() > 0.95
    listener.pass_over(10_000)
    assert len(listener.chances()) == len(whole)
