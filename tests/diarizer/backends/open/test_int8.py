"""CAM++ in whole numbers of eight bits: when it is taken, and that it hears the same voices."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import math

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soxr")
pytest.importorskip("onnxruntime")

from diarizer import audio
from diarizer.backends import open as backend
from diarizer.backends.open import engines, fbank
from diarizer.backends.open.engines import spreads
from diarizer.backends.shared import integer_products
from diarizer.backends.shared.embeddings import direction
from diarizer.errors import InvalidArgument
from diarizer.sample import sample

ready = backend.availability()
needs_weights = pytest.mark.skipif(not ready.ready, reason=ready.reason)
needs_products = pytest.mark.skipif(
    not integer_products.exact(), reason="this processor does not multiply bytes exactly"
)


@pytest.fixture(scope="module")
def features():
    return fbank.features(audio.load(sample()[0]).samples)


def heard(networks, features, first, last):
    some = features[first:last]
    return direction(networks.voice(some - some.mean(axis=0)))


@needs_weights
@needs_products
@pytest.mark.parametrize(("frames", "least"), [(48, 0.9), (104, 0.97), (304, 0.985)])
def test_a_voice_in_eight_bits_points_where_that_in_float32_does(features, frames, least):
    bytes_, float32 = engines.load("light"), engines.load("light-float32")
    assert (bytes_.engine, float32.engine) == ("light", "light-float32")
    starts = range(0, len(features) - frames, 200)
    cosines = [
        float(heard(bytes_, features, at, at + frames) @ heard(float32, features, at, at + frames))
        for at in starts
    ]
    assert len(cosines) > 8
    assert float(np.median(cosines)) > least
    assert max(cosines) < 1.0 - 1e-6, "it did not calculate in eight bits"


@needs_weights
@needs_products
def test_two_voices_stay_as_far_apart_as_they_were(features):
    pairs = []
    for engine in ("light", "light-float32"):
        networks = engines.load(engine)
        rows = np.array([heard(networks, features, at, at + 200) for at in range(0, 2200, 200)])
        pairs.append((rows @ rows.T)[np.triu_indices(len(rows), 1)])
    eight, whole = pairs
    assert float(np.abs(eight - whole).mean()) < 0.02
    assert abs(float((eight - whole).mean())) < 0.01, "rounding moved all of them one way"


@needs_weights
@needs_products
def test_a_voice_is_the_same_alone_and_among_others(features):
    voices = engines.load("light").voices
    edges = ((0, 40), (40, 48), (48, 344), (344, 752), (760, 800))  # the longest has three segments
    some = [features[first:last] - features[first:last].mean(axis=0) for first, last in edges]
    among = voices(some)
    assert among.shape == (len(some), 192)
    for one, other in zip(some, among, strict=True):
        assert float(direction(voices([one])[0]) @ direction(other)) > 0.998


@needs_weights
@needs_products
def test_who_speaks_in_eight_bits_is_who_speaks_in_float32():
    talk = audio.load(sample()[0]).samples
    begins = range(0, len(talk) - 160_000, 79_920)
    eight, float32 = (
        engines.load(name).segment(talk, begins, 160_000) for name in ("light", "light-float32")
    )
    assert (eight.argmax(axis=2) == float32.argmax(axis=2)).mean() > 0.985
    assert float(np.abs(eight - float32).mean()) < 0.005
    assert (eight != float32).any(), "it did not calculate in eight bits"


@needs_weights
def test_a_processor_that_cuts_products_off_gets_float32(features, monkeypatch):
    monkeypatch.setattr(integer_products, "exact", lambda: False)
    light, float32 = engines.load("light"), engines.load("light-float32")
    assert light.engine == "light-float32"
    np.testing.assert_array_equal(light.voice(features[:200]), float32.voice(features[:200]))


@needs_weights
def test_an_engine_that_there_is_not_is_refused_with_all_that_there_are():
    with pytest.raises(InvalidArgument) as caught:
        engines.load("int8")
    assert str(caught.value.told.context) == "Known: auto, light, torch, light-float32"


def test_that_products_are_exact_is_what_numpy_says_of_them():
    onnxruntime = pytest.importorskip("onnxruntime")
    options = onnxruntime.SessionOptions()
    loaded = onnxruntime.InferenceSession(integer_products.written(127), options)
    row = np.random.default_rng(0).integers(0, 256, (64, 64)).astype(np.float32)
    (found,) = loaded.run(None, {"x": row})
    right = bool((found == (127.0 * row.sum(axis=1))[:, None]).all())
    assert integer_products.exact() in {right, False}
    # Products that fit are right on every processor.
    small = onnxruntime.InferenceSession(integer_products.written(1), options)
    np.testing.assert_array_equal(
        small.run(None, {"x": row})[0], np.repeat(row.sum(axis=1), 64).reshape(64, 64)
    )


def test_what_a_relu_leaves_of_normal_numbers_has_the_mean_that_their_density_gives():
    drawn = np.random.default_rng(0).standard_normal((1_000_000, 1)) * 2.0 + 0.5
    spread = spreads.Spread(np.array([0.5], np.float32), np.array([2.0], np.float32))
    assert float(spread.rectified[0]) == pytest.approx(np.maximum(drawn, 0).mean(), abs=0.01)
    assert spread.highest.tolist() == [16.5]
    both = spread + spread
    assert both.mean.tolist() == [1.0]
    assert float(both.deviation[0]) == pytest.approx(2.0 * math.sqrt(2.0))
