"""Resemblyzer's network without torch, held to the package as its authors ship it."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import copy
import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("soxr")

from diarizer import audio, backends, diarize
from diarizer.backends.base import Availability
from diarizer.backends.resemblyzer import embedding, engines
from diarizer.backends.resemblyzer.engines import light, onnx_lstm
from diarizer.backends.shared import torch_legacy_file
from diarizer.errors import BackendUnavailable, InvalidArgument, ModelDamaged, ModelMissing
from diarizer.sample import sample
from tests.diarizer.support import AUDIO, needs_audio

RECORDINGS = (
    "real/ami_EN2001a_0-30.wav",
    "real/pyaa_4spk_42s.wav",
    "real/speechmatics_callcenter_10s.wav",
    "orig/two_speakers_de_tts.opus",
    "noise/music_musan.wav",
)


@pytest.fixture(scope="module")
def reference():
    pytest.importorskip("torch")
    pytest.importorskip("resemblyzer")
    return engines.load("torch").encoder


@pytest.fixture(scope="module")
def encoder():
    try:
        return engines.load("light").encoder
    except ModelMissing:
        pytest.skip("the weights of Resemblyzer are not here")


def cosines(reference, encoder, path):
    sound = audio.load(path)
    numbers = np.arange(int(sound.duration / embedding.Options().hop))
    one, other = (
        embedding.embed_windows(run, sound, numbers).astype(float) for run in (reference, encoder)
    )
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    return (one * other).sum(axis=1) / lengths


def test_every_window_of_the_bundled_recording_has_the_same_embedding(reference, encoder):
    assert cosines(reference, encoder, sample()[0]).min() >= 0.9999


@needs_audio
@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDINGS)
def test_every_window_of_a_recording_has_the_same_embedding(reference, encoder, name):
    assert cosines(reference, encoder, AUDIO / name).min() >= 0.9999


def test_both_engines_find_the_same_turns(reference, encoder):
    one, other = (diarize(sample()[0], engine=name) for name in engines.ENGINES)
    assert one.turns == other.turns
    assert len(one.speakers) == 2


@needs_audio
@pytest.mark.slow
@pytest.mark.parametrize("name", RECORDINGS)
def test_both_engines_find_the_same_turns_in_a_recording(reference, encoder, name):
    one, other = (diarize(AUDIO / name, engine=engine) for engine in engines.ENGINES)
    assert one.turns == other.turns


def test_rows_have_unit_length_and_no_negative_component(encoder):
    rows = encoder(np.random.default_rng(0).random((3, 160, 40), np.float32))
    assert (rows.shape, rows.dtype) == ((3, 256), np.float32)
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-6)
    assert rows.min() >= 0.0


def test_a_window_does_not_depend_on_those_beside_it(encoder):
    mels = np.random.default_rng(0).random((9, 160, 40), np.float32)
    assert encoder(mels)[7] == pytest.approx(encoder(mels[7:8])[0], abs=1e-5)


def test_without_onnxruntime_numpy_gives_the_same_rows(encoder, monkeypatch):
    pytest.importorskip("onnxruntime")
    mels = np.random.default_rng(0).random((5, 90, 40), np.float32)
    monkeypatch.setattr(onnx_lstm, "find_spec", lambda name: None)
    by_numpy = light.LightEncoder()
    assert onnx_lstm.load({}) is None
    np.testing.assert_allclose(encoder(mels, (30, 90)), by_numpy(mels, (30, 90)), atol=1e-5)
    np.testing.assert_allclose(encoder(mels), by_numpy(mels), atol=1e-5)


def test_the_tensors_are_those_that_torch_reads(encoder):
    torch = pytest.importorskip("torch")
    theirs = torch.load(light.locate(), map_location="cpu", weights_only=True)["model_state"]
    ours = torch_legacy_file.read(light.locate(), "model_state")
    assert ours.keys() == theirs.keys()
    assert all(np.array_equal(ours[name], theirs[name].numpy()) for name in ours)


class Hostile:
    """What runs a command in whoever unpickles it."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.system, (f"\"{sys.executable}\" -c \"open('{self.folder}/run', 'w')\"",)


def legacy(path, content):
    """A file in the form in which torch wrote before 1.6."""
    head = (0x1950A86A20F9469CFC6C, 1001, {"little_endian": True})
    path.write_bytes(b"".join(pickle.dumps(part, 2) for part in (*head, content, [])))
    return path


def test_a_file_that_wants_to_run_something_is_refused(tmp_path):
    hostile = Hostile(tmp_path.as_posix())
    pickle.loads(pickle.dumps(hostile))  # noqa: S301, that it runs is what is shown
    assert (tmp_path / "run").is_file()  # so it is hostile
    (tmp_path / "run").unlink()
    path = legacy(tmp_path / "weights.pt", {"model_state": {"linear.weight": hostile}})
    with pytest.raises(ModelDamaged, match="system, which no weights need"):
        torch_legacy_file.read(path, "model_state")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    "content, said",
    [
        ({"model_state": {"linear.weight": 1}}, "something else than tensors"),
        ({"other": {}}, "model_state"),
        ({"model_state": {"linear.weight": 1 + 2j}}, "builtin.*complex"),
    ],
)
def test_a_file_without_tensors_is_refused(tmp_path, content, said):
    with pytest.raises(ModelDamaged, match=said):
        torch_legacy_file.read(legacy(tmp_path / "weights.pt", content), "model_state")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"RIFF....WAVE", pickle.dumps(7, 2) * 5])
def test_what_is_no_such_file_is_refused(tmp_path, content):
    path = tmp_path / "weights.pt"
    path.write_bytes(content)
    with pytest.raises(ModelDamaged, match=r"weights\.pt"):
        torch_legacy_file.read(path, "model_state")


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.3])
def test_a_cut_file_is_refused_wherever_it_was_cut(encoder, tmp_path, share):
    whole = light.locate().read_bytes()
    path = tmp_path / "weights.pt"
    path.write_bytes(whole[: int(share * len(whole))])
    with pytest.raises(ModelDamaged):
        torch_legacy_file.read(path, "model_state")


def run(code, folder=None):
    """What a new interpreter prints that finds the packages in `folder` first."""
    first = f"import sys; sys.path.insert(0, {str(folder)!r})\n" if folder else ""
    done = subprocess.run(
        [sys.executable, "-c", first + code], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


CHOOSE = """
from diarizer import backends
said = []
print(backends.choose("resemblyzer", tell=said.append).engine.name, *said)
"""


def test_a_torch_that_does_not_load_is_passed_over_and_the_reason_is_told(encoder, tmp_path):
    pytest.importorskip("resemblyzer")
    (tmp_path / "torch.py").write_text("raise OSError('[WinError 1114] c10.dll')")
    assert run(CHOOSE, tmp_path) == (
        "light resemblyzer runs on its light engine, without torch: "
        "OSError: [WinError 1114] c10.dll"
    )


def test_a_torch_that_is_not_there_is_passed_over_and_the_reason_is_told(encoder):
    said = run("import sys; sys.modules['torch'] = None\n" + CHOOSE)
    assert said == (
        "light resemblyzer runs on its light engine, without torch: torch is not installed"
    )


def test_of_a_torch_that_is_asked_for_and_lacks_the_hint_brings_it(encoder):
    said = run(
        "import sys; sys.modules['torch'] = None\n"
        "from diarizer import backends, errors\n"
        "try: backends.choose('resemblyzer', 'torch')\n"
        "except errors.BackendUnavailable as error: print(error.hint)"
    )
    assert said == "setup-doctor setup --full"


def test_the_light_engine_loads_none_of_the_large_packages(encoder):
    code = (
        "import sys; from diarizer import diarize; from diarizer.sample import sample\n"
        "print(len(diarize(sample()[0], engine='light').speakers), "
        "*({'torch', 'librosa', 'numba', 'sklearn', 'resemblyzer'} & sys.modules.keys()))"
    )
    assert run(code) == "2"


def test_torch_is_preferred_where_it_answers(reference):
    assert engines.load("auto", tell=pytest.fail).name == "torch"


def test_an_engine_that_was_asked_for_is_not_replaced_by_another(encoder, tmp_path):
    pytest.importorskip("resemblyzer")
    (tmp_path / "torch.py").write_text("raise OSError('[WinError 1114] c10.dll')")
    code = (
        "from diarizer import backends, errors\n"
        "try: backends.choose('resemblyzer', 'torch')\n"
        "except errors.BackendUnavailable as error: print(error.context)"
    )
    assert run(code, tmp_path) == "OSError: [WinError 1114] c10.dll"


def test_an_engine_that_nobody_knows_is_refused():
    with pytest.raises(InvalidArgument, match="no engine named 'tpu'"):
        backends.choose("resemblyzer", "tpu")


def test_an_engine_of_open_is_refused_with_the_way_to_it():
    with pytest.raises(InvalidArgument, match="no engine named 'light-float32'") as caught:
        backends.choose("resemblyzer", "light-float32")
    assert caught.value.hint == "The backend open has it: add --backend open."


def test_a_backend_without_engines_is_not_asked_for_one():
    with pytest.raises(InvalidArgument, match="'pyannote' has no engines"):
        backends.choose("pyannote", "light")


def test_an_engine_is_that_of_resemblyzer_where_open_does_not_have_it(encoder, monkeypatch):
    from diarizer.backends import open as open_backend

    lacking = Availability("open", ready=False, reason="No weights.")
    monkeypatch.setattr(open_backend, "availability", lambda _engine: lacking)
    assert backends.choose("auto", "light").engine.name == "light"


def test_weights_are_looked_for_in_the_package_and_beside_it(encoder, tmp_path, monkeypatch):
    content = light.locate().read_bytes()
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    beside = tmp_path / "share" / "setup-doctor" / "resemblyzer" / "pretrained.pt"
    beside.parent.mkdir(parents=True)
    beside.write_bytes(content)
    assert light.locate() == beside
    beside.write_bytes(content[:1000])
    package = pytest.importorskip("resemblyzer").__file__
    assert light.locate() == Path(package).parent / "pretrained.pt"


def test_weights_of_the_right_size_and_another_content_are_refused(encoder, tmp_path, monkeypatch):
    content = bytearray(light.locate().read_bytes())
    content[9_000_000] ^= 1
    monkeypatch.setattr("sys.prefix", str(tmp_path))
    beside = tmp_path / "share" / "setup-doctor" / "resemblyzer" / "pretrained.pt"
    beside.parent.mkdir(parents=True)
    beside.write_bytes(content)
    with pytest.raises(ModelDamaged, match="wrong hash"):
        engines.load("light")


def test_without_any_engine_both_reasons_are_given(encoder):
    code = (
        "import sys; sys.modules['torch'] = sys.modules['threadpoolctl'] = None\n"
        "from diarizer import errors; from diarizer.backends.resemblyzer import engines\n"
        "try: engines.load()\n"
        "except errors.BackendUnavailable as error: print(error.context)"
    )
    said = run(code).splitlines()
    assert said == ["torch: torch is not installed", "light: threadpoolctl is not installed"]


def test_the_light_engine_has_no_card_and_names_the_one_that_may():
    with pytest.raises(BackendUnavailable) as caught:
        engines.load("light", device="cuda")
    assert caught.value.message == "The light engine of resemblyzer does not calculate on cuda."
    assert caught.value.hint in {
        "Take the other one: --engine torch",
        "setup-doctor install resemblyzer --full",
    }


def test_all_that_torch_calculates_with_lies_on_the_device_until_the_numbers_are_taken(reference):
    moved = copy.deepcopy(reference)
    moved.device = "meta"  # without memory: what lay elsewhere meanwhile would be refused for that
    moved._network.to("meta")
    with pytest.raises(NotImplementedError, match="Cannot copy out of meta tensor"):
        moved(np.zeros((1, 160, 40), np.float32))
