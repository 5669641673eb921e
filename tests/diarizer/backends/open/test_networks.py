"""The two networks and the features, held to numbers that their authors' own code gave."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pickle
import zipfile
from importlib import import_module

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soxr")

from diarizer import audio
from diarizer.backends import open as backend
from diarizer.backends.open import engines, fbank, powerset, weights
from diarizer.backends.open.networks import SIZE
from diarizer.backends.shared import torch_zip_file
from diarizer.errors import ModelDamaged
from diarizer.sample import sample

ready = backend.availability()
needs_weights = pytest.mark.skipif(not ready.ready, reason=ready.reason)


@pytest.fixture(scope="module")
def talk():
    return audio.load(sample()[0]).samples[:160_000]


@pytest.fixture(scope="module", params=["light-float32", "torch"])
def networks(request):
    pytest.importorskip({"light-float32": "onnxruntime", "torch": "torch"}[request.param])
    return engines.load(request.param)


def listened(talk, first, last):
    features = fbank.features(talk)[first:last]
    return features - features.mean(axis=0)


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
    np.testing.assert_array_equal(fbank.features(talk[1_600:]), whole[10:])
    assert fbank.features(talk[:399]).shape == (0, 80)


def test_the_features_stay_what_they_were(talk):
    found = fbank.features(talk)[100, ::20].tolist()
    assert found == pytest.approx([-5.9816, 0.1303, -2.6943, -6.3197], abs=2e-3)


@needs_weights
def test_segmentation_gives_what_the_original_gives(talk, networks):
    (found,) = networks.segment(talk, [0], len(talk))
    assert found.shape == (589, len(powerset.CLASSES))
    assert found[::60].argmax(axis=1).tolist() == [0, 2, 2, 2, 2, 2, 2, 0, 3, 3]
    assert found[0, :4].tolist() == pytest.approx([0.799, 0.001, 0.127, 0.070], abs=2e-3)
    assert found.sum(axis=1) == pytest.approx(1.0, abs=1e-5)


@needs_weights
def test_a_window_is_heard_the_same_alone_and_among_others(talk, networks):
    both = np.concatenate([talk, np.float32(0.1) * talk])
    length = 50_220
    # Some share what the first filters give, some touch, some lie apart.
    begins = [270, 20_520, 20_520 + length, 100_170, 110_700, 200_340, 269_730]
    among = networks.segment(both, begins, length)
    for window, begin in zip(among, begins, strict=True):
        (alone,) = networks.segment(both[begin : begin + length], [0], length)
        np.testing.assert_allclose(window, alone, atol=1e-3, rtol=0)


@needs_weights
def test_a_voice_gets_the_direction_that_the_original_gives(talk, networks):
    voice = networks.voice(listened(talk, 0, 300))
    assert voice.shape == (SIZE,)
    # Two of these are negative: no ReLU at the end.
    assert voice[:4].tolist() == pytest.approx([-1.0781, 0.5885, 1.2102, 0.2478], abs=2e-3)
    assert float(np.linalg.norm(voice)) == pytest.approx(9.110, abs=5e-3)


@needs_weights
def test_a_voice_is_told_from_a_few_frames(networks):
    noise = np.random.default_rng(0).standard_normal((40, 80)).astype(np.float32)
    assert np.isfinite(networks.voice(noise)).all()


@needs_weights
def test_both_engines_hear_the_same(talk):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("torch")
    light, torch = engines.load("light-float32"), engines.load("torch")
    both, begins = np.concatenate([talk, talk[::-1]]), [0, 40_500, len(talk) // 270 * 270]
    found = [engine.segment(both, begins, 150_000) for engine in (light, torch)]
    np.testing.assert_allclose(*found, atol=1e-4)
    for first, last in ((0, 40), (100, 301), (300, 600)):
        some = listened(talk, first, last)
        np.testing.assert_allclose(light.voice(some), torch.voice(some), atol=1e-4)


@needs_weights
def test_the_weights_are_read_as_torch_reads_them():
    torch = pytest.importorskip("torch")
    for path, ours in zip(weights.look()[:2], weights.load()[:2], strict=True):
        theirs = torch.load(path, weights_only=True)
        theirs = theirs.get("state_dict", theirs)
        assert theirs.keys() == ours.keys()
        assert all((theirs[name].numpy() == ours[name]).all() for name in ours)


def test_a_file_of_weights_that_would_run_something_is_refused(tmp_path):
    path = tmp_path / "weights.pt"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(print))
    with pytest.raises(ModelDamaged, match="cannot be read") as caught:
        torch_zip_file.read(path)
    assert "asks for builtins.print" in caught.value.context


def test_a_cut_file_of_weights_is_damaged_and_no_crash(tmp_path):
    path = tmp_path / "weights.pt"
    path.write_bytes(b"PK\3\4 and no more")
    with pytest.raises(ModelDamaged, match="cannot be read"):
        torch_zip_file.read(path)


@needs_weights
def test_all_that_torch_calculates_with_lies_on_the_device_until_the_numbers_are_taken(talk):
    pytest.importorskip("torch")
    segmentation, voice, _ = weights.load()
    # A device without memory: what lay elsewhere meanwhile would be refused for that.
    networks = import_module("diarizer.backends.open.engines.torch_").load(
        segmentation, voice, "meta"
    )
    assert networks.device == "meta"
    refused = pytest.raises(NotImplementedError, match="Cannot copy out of meta tensor")
    with refused:
        networks.segment(talk, [0], len(talk))
    with refused:
        networks.voice(listened(talk, 0, 200))
