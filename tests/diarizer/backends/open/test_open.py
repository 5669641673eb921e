"""The backend as a whole: the bundled recording, bounds, threads, and damaged weights."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import math
import sys
from dataclasses import replace

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soxr")
threadpoolctl = pytest.importorskip("threadpoolctl")

from diarizer import api, audio, backends, errors, formats, models
from diarizer.audio.spool import Spool
from diarizer.backends import open as backend
from diarizer.backends.open import engines, segment_voices, segments_and_voices, windows
from diarizer.backends.shared import compiled_files
from diarizer.metrics import der
from diarizer.sample import sample
from diarizer.types import Audio
from tests.diarizer.support import audio_files, needs_audio
from tests.dist_info import write_down

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
def test_both_engines_give_the_same_turns(talk):
    pytest.importorskip("onnxruntime")
    pytest.importorskip("torch")
    names = ("light-float32", "torch", "light")
    float32, torch, light = (backends.load("open", engine=name).diarize(talk) for name in names)
    assert float32 == torch
    # Where light calculates in eight bits a turn may begin or end a frame or two elsewhere.
    pairs = list(zip(light.turns, torch.turns, strict=True))
    assert all(one.speaker == other.speaker for one, other in pairs)
    assert max(abs(one.span.start - other.span.start) for one, other in pairs) < 0.1
    assert max(abs(one.span.end - other.span.end) for one, other in pairs) < 0.1


@needs_weights
@pytest.mark.parametrize("name", ["light", "torch"])
def test_the_turns_do_not_depend_on_the_number_of_threads(name, talk):
    pytest.importorskip({"light": "onnxruntime", "torch": "torch"}[name])
    torch = pytest.importorskip("torch")
    engine = backends.load("open", engine=name)
    expected = engine.diarize(talk)
    before = torch.get_num_threads()
    try:
        for threads in (1, 2, 4):
            torch.set_num_threads(threads)
            with threadpoolctl.threadpool_limits(threads):
                found = engine.diarize(talk)
            assert found == expected
            assert [turn.confidence for turn in found.turns] == [
                turn.confidence for turn in expected.turns
            ]
            assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(before)


class InPieces:
    """A recording that keeps count of how much of it is asked for at once."""

    def __init__(self, audio):
        self._audio = audio
        self.uri, self.sample_rate, self.duration = audio.uri, audio.sample_rate, audio.duration
        self.most = 0

    def __len__(self):
        return len(self._audio)

    def read(self, first, last):
        self.most = max(self.most, last - first)
        return self._audio.read(first, last).copy()


@needs_weights
def test_no_more_than_a_minute_is_asked_for_at_once(engine, talk):
    recording = InPieces(Audio(np.tile(talk.samples, 5), talk.sample_rate, talk.uri))
    engine.diarize(recording)
    assert 0 < recording.most < 60 * 16_000


@needs_weights
def test_the_turns_do_not_depend_on_how_the_recording_is_decoded_and_kept(engine, tmp_path):
    path, _ = sample()
    expected = engine.diarize(audio.load(path))
    with audio.opened(path) as spool:
        assert engine.diarize(spool) == expected
    on_disk = Spool("sample", 16_000, in_memory=1)
    for piece in np.array_split(audio.load(path).samples, 37):
        on_disk.append(piece)
    assert engine.diarize(on_disk).turns == expected.turns
    on_disk.close()


@needs_weights
def test_a_recording_that_goes_on_does_not_change_what_was_heard_before(engine, talk):
    grid = windows.lay(len(talk), 5.0)
    batches = segments_and_voices.segment(engine._networks, talk, grid)
    whole = np.stack(list(batches))
    for window, begin in enumerate(grid.starts * windows.STEP):
        alone = engine._networks.segment(talk.samples, [int(begin)], grid.length)
        # In eight bits a range is that of all windows that are heard at once.
        assert (whole[window].argmax(axis=1) == alone[0].argmax(axis=1)).mean() > 0.99
        assert float(np.abs(whole[window] - alone[0]).mean()) < 2e-3


@needs_weights
def test_nobody_is_looked_for_in_a_window_in_which_it_is_known_that_nobody_speaks(engine, talk):
    asked = []

    class Counting:
        threads, second = 1, engine._networks.second

        @staticmethod
        def segment(samples, begins, length):
            asked.append(len(begins))
            return engine._networks.segment(samples, begins, length)

    pause = np.zeros(60 * 16_000, np.float32)
    recording = Audio(np.concatenate([talk.samples, pause, talk.samples]), 16_000, "pause")
    tell, options = segment_voices.by(engine._networks, 0.4), segments_and_voices.Options()
    args = Counting(), tell, recording
    some = segments_and_voices.segment_and_embed(*args, options)
    few, asked[:] = sum(asked), []
    every = segments_and_voices.segment_and_embed(*args, replace(options, unheard=0.0))
    windows_of_silence = 9  # of ten seconds, every five, in sixty
    assert sum(asked) - few >= windows_of_silence
    assert some.stretches.first.tolist() == every.stretches.first.tolist()
    assert some.stretches.last.tolist() == every.stretches.last.tolist()


@needs_weights
@pytest.mark.parametrize(("seconds", "apart"), [(299, 5.0), (301, 9.0)])
def test_windows_lie_farther_apart_in_a_recording_of_five_minutes(engine, talk, seconds, apart):
    begun = []

    class Deaf:
        threads, second = 1, None

        @staticmethod
        def segment(samples, begins, length):
            begun.append(len(begins))
            nobody = np.eye(7, dtype=np.float32)[0]
            return np.tile(nobody, (len(begins), (length - 991) // 270 + 1, 1))

    recording = Audio(np.resize(talk.samples, seconds * 16_000), 16_000, "long")
    tell, options = segment_voices.by(engine._networks, 0.4), segments_and_voices.Options()
    found = segments_and_voices.segment_and_embed(Deaf(), tell, recording, options)
    assert sum(begun) == math.ceil((seconds - 10) / apart) + 1
    assert len(found.powers) == windows.lay(len(recording), apart).total


@needs_weights
def test_every_turn_says_how_sure_it_is(engine, talk):
    found = engine.diarize(talk)
    assert all(0.0 < turn.confidence < 1.0 for turn in found.turns)


@needs_weights
@pytest.mark.parametrize("scale", [0.01, 1.0])
def test_a_quiet_recording_has_the_turns_of_a_loud_one(engine, talk, scale):
    quiet = Audio(talk.samples * np.float32(scale), talk.sample_rate, talk.uri)
    found, expected = engine.diarize(quiet), engine.diarize(talk)
    assert der.diarization_error(expected, found).rate < 0.03


@needs_weights
@pytest.mark.parametrize("seconds", [0.001, 0.05, 0.5, 1.0, 9.99, 10.0, 10.01, 15.3])
def test_a_recording_of_any_length_can_be_heard(engine, talk, seconds):
    some = Audio(talk.samples[: int(seconds * 16_000)], 16_000, "some")
    assert all(turn.span.end <= some.duration for turn in engine.diarize(some).turns)


@needs_weights
def test_progress_is_told_to_the_end(engine, talk):
    told = []
    engine.diarize(talk, progress=lambda *news: told.append(news))
    assert [stage for stage, done, whole in told if done == whole] == ["listening"]


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
    for source in models.MODELS["open"].sources:
        models.unpacked_folder(source.name).mkdir(parents=True, exist_ok=True)


def test_models_that_were_unpacked_are_found_before_a_package(unpacked):
    for source in models.MODELS["open"].sources:
        assert models.source_folder(source) == models.unpacked_folder(source.name)


def test_missing_models_say_what_to_do(unpacked):
    assert not backend.availability().ready
    with pytest.raises(errors.ModelMissing, match="not here") as caught:
        backend.load()
    assert caught.value.hint == "setup-doctor install open"


def test_changed_models_are_never_read(unpacked):
    for source in models.MODELS["open"].sources:
        for file in source.files:
            path = models.unpacked_folder(source.name) / file.path
            path.parent.mkdir(parents=True)
            with path.open("wb") as stream:
                stream.truncate(file.size)
    assert "not whole" in backend.availability().reason
    with pytest.raises(errors.ModelDamaged, match="not whole") as caught:
        backend.load()
    assert "wrong hash" in caught.value.context


def test_open_stands_between_pyannote_and_resemblyzer():
    assert backends.BACKENDS == ("nemotron", "pyannote", "open", "resemblyzer")


def test_an_engine_that_is_broken_is_passed_over_with_the_reason(monkeypatch):
    pytest.importorskip("torch")
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    told = []
    assert engines.find(tell=told.append) == "torch"
    assert "light: ModuleNotFoundError" in str(told[0])


def test_without_any_engine_it_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(errors.BackendUnavailable) as caught:
        engines.find()
    assert caught.value.hint == "setup-doctor install open"
    assert "light: " in caught.value.context
    assert "torch: " in caught.value.context


def test_an_unknown_engine_is_an_argument_that_is_wrong():
    with pytest.raises(errors.InvalidArgument, match="no engine named 'gpu'"):
        engines.find("gpu")


def test_an_engine_that_is_cut_is_passed_over_and_not_loaded(tmp_path, monkeypatch):
    # To load it would end the process.
    write_down(tmp_path, "onnxruntime", "1.0", "onnxruntime/state.so.1.0,sha256=x,400\n")
    (tmp_path / "onnxruntime").mkdir()
    (tmp_path / "onnxruntime" / "state.so.1.0").write_bytes(bytes(100))
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(errors.BackendUnavailable) as caught:
        engines.find("light")
    assert "state.so.1.0 is cut (100 bytes instead of 400)" in caught.value.context
    # Of two builds in one folder the file is that of the one which came last, and whole.
    write_down(tmp_path, "onnxruntime-gpu", "1.0", "onnxruntime/state.so.1.0,sha256=y,100\n")
    assert compiled_files.damage("onnxruntime") is None
