"""The proof that the doctor runs: one JSON document, whatever happens."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.diarizer.support import ROOT
from tests.processes import run

KEYS = {
    "schema_version",
    "backend",
    "versions",
    "audio",
    "duration",
    "speakers",
    "turns",
    "engine",
    "device",
    "passed_over",
    "load_seconds",
    "seconds",
    "real_time_factor",
    "peak_memory_mb",
    "der",
    "warnings",
    "told",
}


def smoke(*arguments, broken=None):
    """Run the module; broken is a folder whose modules hide the real ones."""
    if broken is None:
        done = run("diarizer.probes.smoke", *arguments)
        return done.returncode, json.loads(done.stdout), done.stderr
    code = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); sys.argv[0] = 'smoke'\n"
    code += "runpy.run_module('diarizer.probes.smoke', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code, str(broken), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
        cwd=ROOT,
    )
    return done.returncode, json.loads(done.stdout), done.stderr


def need_the_engine():
    for module in ("torch", "resemblyzer", "soundfile", "soxr", "webrtcvad", "scipy"):
        pytest.importorskip(module)


def test_the_bundled_recording_is_diarized_and_scored():
    need_the_engine()
    code, document, _ = smoke("--backend", "resemblyzer")
    assert code == 0
    assert document.keys() == KEYS
    assert document["schema_version"] == 1
    assert document["speakers"] == 2
    assert document["der"].keys() == {"rate", "missed", "false_alarm", "confusion", "total"}
    assert document["der"]["rate"] < 0.1
    assert document["turns"][0].keys() == {"start", "end", "speaker", "confidence"}
    assert document["engine"] == "torch"
    assert document["passed_over"] == ""
    assert document["versions"]["torch"]
    assert document["peak_memory_mb"] > 50
    assert document["real_time_factor"] == pytest.approx(
        document["duration"] / document["seconds"], rel=0.05
    )


def test_a_recording_without_a_reference_has_no_error_rate(tmp_path):
    need_the_engine()
    from diarizer.sample import sample

    path = shutil.copy(sample()[0], tmp_path / "моя запись.flac")
    code, document, _ = smoke("--backend", "resemblyzer", "--num-speakers", "1", path)
    assert (code, document["der"], document["speakers"]) == (0, None, 1)
    assert document["audio"] == "моя запись"


def test_a_recording_with_a_reference_is_scored(tmp_path):
    need_the_engine()
    from diarizer.sample import sample

    path = shutil.copy(sample()[0], tmp_path / "a.flac")
    code, document, _ = smoke("--backend", "resemblyzer", "--reference", sample()[1], path)
    assert code == 0
    assert document["der"]["rate"] < 0.1


@pytest.mark.parametrize("content", [None, b"\x80\x81\x82", b"not a line of RTTM\n"])
def test_a_reference_that_cannot_be_read_is_no_fault_of_a_package(tmp_path, content):
    pytest.importorskip("soxr")
    reference = tmp_path / "truth.rttm"
    if content is not None:
        reference.write_bytes(content)
    code, document, _ = smoke("--reference", reference, tmp_path / "talk.wav")
    assert code == 1
    assert document["error"]["reference"] in {"argument", "format"}
    assert "package" not in document["error"]["message"]


def test_a_missing_recording_is_an_error_in_json(tmp_path):
    need_the_engine()
    code, document, _ = smoke(tmp_path / "нет.wav")
    assert code == 1
    assert document["error"].keys() == {"reference", "message", "context", "hint", "told"}
    assert document["error"]["reference"] == "audio.not-found"


def test_an_unknown_backend_is_an_error_in_json():
    pytest.importorskip("soxr")
    code, document, _ = smoke("--backend", "kaldi")
    assert (code, document["error"]["reference"]) == (1, "backend.unknown")
    assert document["backend"] == "kaldi"


def test_without_torch_the_light_engine_diarizes_and_the_reason_is_told(tmp_path):
    need_the_engine()
    (tmp_path / "torch.py").write_text("raise OSError('[WinError 1114] c10.dll')", "utf-8")
    code, document, _ = smoke("--backend", "resemblyzer", broken=tmp_path)
    assert (code, document["engine"], document["speakers"]) == (0, "light", 2)
    assert document["passed_over"] == "OSError: [WinError 1114] c10.dll"
    assert document["der"]["rate"] < 0.1


@pytest.mark.parametrize("module", ["numpy", "torch", "webrtcvad", "soundfile", "resemblyzer"])
@pytest.mark.parametrize(
    "fault",
    [
        "raise ImportError('DLL load failed while importing _x: not found')",
        "raise OSError(22, 'WinError 1114', 'torch/lib/c10.dll')",
        "raise SystemError('initialization failed')",
    ],
)
def test_a_broken_package_is_an_error_in_json(tmp_path, module, fault):
    (tmp_path / f"{module}.py").write_text(fault, encoding="utf-8")
    # With the engine left open, the light one would do without two of them.
    options = ("--backend", "resemblyzer", "--engine", "torch")
    code, document, _ = smoke(*options, broken=tmp_path)
    assert code == 1
    assert document["error"]["reference"] == "backend.unavailable"
    assert document["error"]["hint"].startswith("setup-doctor ")


def test_what_a_library_prints_goes_to_stderr(tmp_path):
    need_the_engine()
    noisy = "import os\nprint('chatter')\nos.write(1, b'native chatter\\n')\nraise ImportError('x')"
    (tmp_path / "webrtcvad.py").write_text(noisy, encoding="utf-8")
    options = ("--backend", "resemblyzer", "--engine", "torch")  # whose package imports it
    code, _, stderr = smoke(*options, broken=tmp_path)
    assert code == 1
    assert "chatter" in stderr
    assert "native chatter" in stderr


@pytest.mark.parametrize("engine, package", [("light", "onnxruntime"), ("torch", "torch")])
def test_what_runs_the_networks_of_open_is_named_and_is_no_way_round(engine, package):
    pytest.importorskip(package)
    from diarizer.backends import available

    if not any(each.name == "open" and each.ready for each in available()):
        pytest.skip("open is not ready here")
    code, document, _ = smoke("--backend", "open", "--engine", engine)
    assert code == 0
    # Where the processor has no exact products of bytes, the light one calculates in float32.
    assert document["engine"].removesuffix("-float32") == engine
    assert "passed_over" not in document
