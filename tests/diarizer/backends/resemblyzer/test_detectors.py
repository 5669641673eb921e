"""silero-vad hears speech; where it cannot run webrtcvad does, and the result says so."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import sys

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("webrtcvad")
pytest.importorskip("soxr")

import diarizer
from diarizer import audio, formats, models
from diarizer.backends.resemblyzer import detectors, voicing
from diarizer.errors import BackendUnavailable
from diarizer.sample import sample
from diarizer.types import Audio

RATE = 16_000


@pytest.fixture(scope="module")
def trained():
    found = detectors.load()
    if found.passed_over:
        pytest.skip(str(found.passed_over))
    return found


def detected(detector, recording, progress=None):
    return detector.detect(recording, detectors.Options(), progress).spans


def seconds(spans):
    return sum(span.duration for span in spans)


@pytest.mark.parametrize("n", [0, 1, 511, 512, RATE, 3 * RATE])
def test_silence_of_any_length_holds_no_speech(trained, n):
    assert detected(trained, Audio(np.zeros(n, np.float32), RATE)) == ()


def test_speech_is_found_where_it_is(trained):
    truth = formats.get("rttm").loads(sample()[1].read_text(encoding="utf-8"))
    found, told = detected(trained, talk := audio.load(sample()[0])), []
    shared = sum((span & turn.span).duration for span in found for turn in truth.turns)
    assert shared > 0.95 * seconds([turn.span for turn in truth.turns])
    assert seconds(found) < shared + 1.5
    assert detected(trained, talk, lambda *step: told.append(step)) == found
    assert told[-1] == ("speech", talk.duration, talk.duration)


def test_silero_vad_leaves_nothing_to_be_said(trained):
    assert (trained.name, trained.remarks) == ("silero-vad", ())


def test_what_sounds_like_speech_without_a_voice_is_nobody_and_the_result_says_so(monkeypatch):
    monkeypatch.setattr(voicing, "likeness", lambda samples: np.zeros(len(samples) // 320))
    found = diarizer.diarize(sample()[0], backend="resemblyzer", engine="light")
    assert found.turns == ()
    assert [(each.reference, str(each.said)) for each in found.coverage.warnings] == [
        (
            "speech.voiceless",
            "22.2 s sound like speech in which nobody has a voice, as the murmur of a crowd does."
            " They were passed over. Was it whispered? Next step: --backend open",
        )
    ]


def test_without_onnxruntime_webrtcvad_hears_and_the_result_says_so(trained, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    found = diarizer.diarize(sample()[0], engine="light")
    assert len(found.speakers) == 2
    assert [(each.reference, str(each.said)) for each in found.coverage.warnings] == [
        (
            "speech.webrtcvad",
            "webrtcvad stands in for silero-vad, and takes noises for speech more often:"
            " ModuleNotFoundError: import of onnxruntime halted; None in sys.modules."
            " Next step: setup-doctor install resemblyzer",
        )
    ]


def test_without_its_network_webrtcvad_hears_and_the_place_is_named(monkeypatch, tmp_path):
    *_, source = models.MODELS["resemblyzer"].sources
    monkeypatch.setattr(sys, "prefix", str(tmp_path))  # nothing was unpacked there
    if models.source_folder(source):
        pytest.skip("silero-vad itself is installed")
    found = detectors.load()
    assert found.name == "webrtcvad"
    assert str(found.passed_over) == f"silero_vad/{source.files[0].path}: missing"


def test_where_neither_answers_both_reasons_are_told(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setitem(sys.modules, "webrtcvad", None)
    with pytest.raises(BackendUnavailable) as caught:
        detectors.load()
    assert "webrtcvad: ModuleNotFoundError" in str(caught.value.context)
    assert "silero-vad: " in str(caught.value.context)
    assert caught.value.hint == "setup-doctor setup"
