"""The two networks and the features, held to numbers that their authors' own code gave."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")
torch = pytest.importorskip("torch")
pytest.importorskip("soxr")

from diarizer import audio
from diarizer.backends import open as backend
from diarizer.backends.open import campplus, fbank, powerset, segmentation, weights
from diarizer.sample import sample

ready = backend.availability()
needs_weights = pytest.mark.skipif(not ready.ready, reason=ready.reason)


@pytest.fixture(scope="module")
def talk():
    return torch.from_numpy(audio.load(sample()[0]).samples[:160_000])


@pytest.fixture(scope="module")
def tensors():
    return weights.load()


def test_the_features_are_kaldis(talk):
    kaldi = pytest.importorskip("kaldi_native_fbank")
    options = kaldi.FbankOptions()
    options.frame_opts.dither = 0.0
    options.frame_opts.samp_freq = 16_000
    options.mel_opts.num_bins = 80
    options.mel_opts.high_freq = 8_000
    theirs = kaldi.OnlineFbank(options)
    theirs.accept_waveform(16_000, talk.tolist())
    theirs.input_finished()
    expected = np.array([theirs.get_frame(n) for n in range(theirs.num_frames_ready)])
    np.testing.assert_allclose(fbank.features(talk), expected, atol=2e-3)


def test_the_features_do_not_depend_on_where_the_recording_is_cut(talk):
    whole = fbank.features(talk)
    assert whole.shape == (998, 80)
    torch.testing.assert_close(fbank.features(talk[1_600:]), whole[10:])
    assert fbank.features(talk[:399]).shape == (0, 80)


def test_the_features_stay_what_they_were(talk):
    found = fbank.features(talk)[100, ::20].tolist()
    assert found == pytest.approx([-5.9816, 0.1303, -2.6943, -6.3197], abs=2e-3)


@needs_weights
def test_segmentation_gives_what_the_original_gives(talk, tensors):
    network = segmentation.Segmentation(tensors[0])
    (found,) = network(talk[None]).exp().numpy()
    assert found.shape == (589, len(powerset.CLASSES))
    assert found[::60].argmax(axis=1).tolist() == [0, 2, 2, 2, 2, 2, 2, 0, 3, 3]
    assert found[0, :4].tolist() == pytest.approx([0.799, 0.001, 0.127, 0.070], abs=2e-3)
    assert found.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


@needs_weights
def test_a_window_is_heard_the_same_alone_and_among_others(talk, tensors):
    network = segmentation.Segmentation(tensors[0])
    batch = torch.stack([talk, talk.flip(0), 0.1 * talk])
    torch.testing.assert_close(network(batch)[:1], network(talk[None]), atol=1e-3, rtol=0)


@needs_weights
def test_a_voice_gets_the_direction_that_the_original_gives(talk, tensors):
    features = fbank.features(talk)[:300]
    voice = campplus.Voice(tensors[1])(features - features.mean(dim=0))
    assert voice.shape == (campplus.SIZE,)
    # Two of these are negative: no ReLU at the end.
    assert voice[:4].tolist() == pytest.approx([-1.0781, 0.5885, 1.2102, 0.2478], abs=2e-3)
    assert float(voice.norm()) == pytest.approx(9.110, abs=5e-3)


@needs_weights
def test_a_voice_is_told_from_a_few_frames(tensors):
    voice = campplus.Voice(tensors[1])
    assert torch.isfinite(voice(torch.randn(40, 80))).all()
