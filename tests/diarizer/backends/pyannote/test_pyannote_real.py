"""The real code of pyannote with tiny networks: token, access, download, load, diarize."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
sys.path.insert(0, str(ROOT))  # the fake Hub is shared by the tests of both packages

from tests.fakehub import FakeHub, from_folder  # noqa: E402
from tests.fakehub.client import python  # noqa: E402
from tests.fakehub.torch_overlay import overlay  # noqa: E402

installed = all(find_spec(name) for name in ("pyannote", "torchaudio")) and find_spec(
    "pyannote.audio"
)
pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not installed, reason="pyannote.audio is not installed"),
]
SCRIPT = str(ROOT / "scripts" / "download_diarization_model.py")

_DIARIZE = """
import json, os, sys, warnings
import numpy as np
warnings.simplefilter("error", UserWarning)
from diarizer import backends
from diarizer.types import Audio
found = [one for one in backends.available() if one.name == "pyannote"][0]
answers = []
for options in json.loads(sys.argv[1]):
    seconds = options.pop("seconds", 5.0)
    bounds = options.pop("bounds", {})
    engine = backends.load("pyannote", **options)
    random = np.random.default_rng(0)
    samples = random.normal(0, 0.1, int(seconds * 16000)).astype(np.float32)
    seen = []
    audio = Audio(samples, 16000, "noise")
    annotation = engine.diarize(audio, progress=lambda *at: seen.append(at), **bounds)
    answers.append({
        "ready": found.ready, "reason": found.reason, "progress": seen,
        "turns": [[t.span.start, t.span.end, t.speaker] for t in annotation.turns],
        "metrics": os.environ["PYANNOTE_METRICS_ENABLED"],
    })
print(json.dumps(answers))
"""
_VOICES = """
import json
import numpy as np
from diarizer import backends
from diarizer.types import Audio, Span
engine = backends.load("pyannote")
samples = np.random.default_rng(0).normal(0, 0.1, 80_000).astype(np.float32)
audio = Audio(samples, 16000, "noise")
spans = [None, [Span(0.0, 5.0)], [Span(1.0, 1.5)], [Span(1.0, 1.1)], []]
voices = [engine.voice(audio, each) for each in spans]
told = [(v.shape, str(v.dtype), round(float(np.linalg.norm(v)), 4)) for v in voices if v is not None]
print(json.dumps([len(told), sorted(set(told))]))
"""
_AVAILABLE = """
from diarizer import backends
print([one.reason for one in backends.available() if one.name == "pyannote"][0])
"""
_ERROR = """
import json, sys
from diarizer import backends, errors
try:
    backends.load("pyannote", **json.loads(sys.argv[1])[0])
except errors.DiarizerError as error:
    print(type(error).__name__, error.reference)
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return {"PYTHONPATH": f"{overlay(tmp_path_factory.mktemp('overlay'))}:{ROOT}"}


@pytest.fixture(scope="module")
def repositories(tmp_path_factory, path):
    root = tmp_path_factory.mktemp("hub")
    with FakeHub() as hub:
        made = python(hub, root / "home", "-m", "tests.fakehub.tiny_pyannote", str(root), **path)
    assert made.code == 0, made.err
    return from_folder(root)


@pytest.fixture(scope="module", params=["community-1", "3.1"])
def ready(request, repositories, path, tmp_path_factory):
    """A machine that has downloaded one pipeline, and a Hub that counts who still asks."""
    home = tmp_path_factory.mktemp("home")
    with FakeHub(repositories) as hub:
        done = python(hub, home, SCRIPT, "pyannote", "--pipeline", request.param, **path)
        assert done.code == 0, done.err
        hub.log.clear()
        yield hub, home, request.param


@pytest.fixture
def community(ready):
    if ready[2] != "community-1":
        pytest.skip("one pipeline is enough")
    return ready[:2]


def run(hub, home, path, *options, code=_DIARIZE):
    done = python(hub, home, "-c", code, json.dumps(options), limit=300, **path)
    assert done.code == 0, done.err
    return done


def test_it_loads_and_diarizes_without_asking_the_hub(ready, path):
    hub, home, pipeline = ready
    (answer,) = json.loads(run(hub, home, path, {}).out)
    assert hub.log == []
    assert answer["ready"], answer["reason"]
    assert pipeline in answer["reason"]
    assert answer["metrics"] == "0"
    ((start, end, speaker),) = answer["turns"]
    assert 0.0 <= start < 0.1
    assert 4.5 < end <= 5.0  # the network works on ten seconds; the recording has five
    assert speaker == "SPEAKER_00"
    steps = {step for step, _, _ in answer["progress"]}
    assert steps == {"segmentation", "speaker_counting", "embeddings", "discrete_diarization"}
    assert all(0 <= completed <= total for _, completed, total in answer["progress"])


def test_its_own_model_describes_voices(ready, path):
    hub, home, _ = ready
    number, kinds = json.loads(run(hub, home, path, code=_VOICES).out)
    assert number == 3  # what is shorter than 0.4 s tells nothing
    ((shape, dtype, length),) = kinds
    assert len(shape) == 1
    assert (dtype, length) == ("float32", 1.0)


def test_its_options_work(community, path):
    options = (
        {"exclusive": True, "device": "cpu"},
        {"bounds": {"num_speakers": 1}},
        {"bounds": {"min_speakers": 1, "max_speakers": 3}, "pipeline": "community-1"},
        {"seconds": 0.2},
    )
    answers = json.loads(run(*community, path, *options, {"seconds": 0.01}).out)
    assert answers.pop()["turns"] == []
    for option, answer in zip(options, answers, strict=True):
        assert {speaker for _, _, speaker in answer["turns"]} == {"SPEAKER_00"}
        assert all(end <= option.get("seconds", 5.0) for _, end, _ in answer["turns"])


def test_a_device_that_is_not_there_is_refused(community, path):
    done = run(*community, path, {"device": "tpu"}, code=_ERROR)
    assert done.out == "BackendUnavailable backend.no-device\n"


def test_weights_that_were_cut_are_refused_before_they_are_opened(community, path):
    weights = next((community[1] / "hub").glob("models--*/snapshots/*/embedding/*.bin"))
    whole = weights.read_bytes()
    try:
        weights.write_bytes(whole[:-1])
        done = run(*community, path, {}, code=_ERROR)
    finally:
        weights.write_bytes(whole)
    assert done.out == "ModelDamaged model.damaged\n"


def test_without_its_weights_it_says_so_at_once(repositories, path, tmp_path):
    with FakeHub(repositories) as hub:
        done = run(hub, tmp_path, path, code=_AVAILABLE)
        assert hub.log == []
    assert "not on this machine" in done.out


def test_what_is_really_installed_is_judged_by_what_really_happens(community):
    """The cheap look at torchaudio and the import agree, whichever torchaudio this is."""
    loads = subprocess.run(
        [sys.executable, "-c", "import torchaudio"], capture_output=True, check=False
    )
    reason = run(*community, {}, code=_AVAILABLE).out
    assert ("do not fit together" in reason) == (loads.returncode != 0)
