"""`--python`: the whole program, with an environment that is not its own."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.processes import run

QUICK = ("--offline", "--no-smoke")
WITHOUT = {name: value for name, value in os.environ.items() if name != "SETUP_DOCTOR_PYTHON"}


def doctor(*words, env=None, **more):
    return run("setup_doctor", *words, env={**WITHOUT, **(env or {})}, **more)


def checked(*words, **more):
    done = doctor("check", "--json", *words, **more)
    return json.loads(done.stdout)


def test_the_answers_are_those_of_the_environment_that_was_named(patient):
    document = checked(*QUICK, "--python", patient.python)
    environment = document["environment"]
    assert Path(environment["executable"]) == patient.python
    assert environment["found by"] == f"--python {patient.python}"
    assert environment["packages"] == "torch 1.2.3"
    assert environment["the doctor's own Python"].endswith(f", {sys.executable}")
    found = {result["id"]: result["cause"] for result in document["results"]}
    assert found["python.pip"] == "python.pip"
    assert found["packages.webrtcvad"] == "packages.webrtcvad-missing"
    assert found["packages.plug-ins"] == ""  # by the doctor's own diarizer, not by the broken one


def test_a_look_leaves_the_environment_as_it_was(patient):
    before = patient.files()
    doctor("check", *QUICK, "--python", patient.root)
    assert patient.files() == before


def test_rerun_remembers_each_environment_by_itself(patient):
    checked("--only", "packages.webrtcvad", "--python", patient.root)
    done = doctor("rerun", "--python", patient.root, "--json")
    assert "packages.webrtcvad" in [each["id"] for each in json.loads(done.stdout)["results"]]


@pytest.mark.parametrize("before", [True, False], ids=["before the command", "behind it"])
def test_the_report_begins_with_whose_answers_it_brings(patient, before):
    option, command = ("--python", patient.root), ("check", "--only", "python.version")
    done = doctor(*option, *command) if before else doctor(*command, *option)
    version = ".".join(map(str, sys.version_info[:3]))
    head = f"Environment: {patient.root}, Python {version} (--python {patient.root})"
    assert done.stdout.splitlines()[0] == head
    assert done.returncode == 0


def test_the_project_s_folder_will_do_and_so_will_the_variable(patient):
    project = patient.root.parents[1]
    said = doctor("check", "--only", "python.version", env={"SETUP_DOCTOR_PYTHON": str(project)})
    assert "(SETUP_DOCTOR_PYTHON)" in said.stdout.splitlines()[0]
    option = doctor("check", "--only", "python.version", f"--python={project}")
    assert str(patient.root) in option.stdout.splitlines()[0]


@pytest.mark.skipif(os.name != "posix", reason="pasted into a POSIX shell")
def test_what_is_shown_to_be_pasted_works_from_any_shell(patient, tmp_path):
    document = checked(
        "--only", "python.pip", "--only", "packages.webrtcvad", "--python", patient.root
    )
    found = {result["id"]: result["remedies"] for result in document["results"]}
    [pip] = found["python.pip"][0]["commands"]
    assert shlex.split(pip) == [str(patient.python), "-m", "ensurepip", "--upgrade"]
    [install] = found["packages.webrtcvad"][0]["commands"]
    *program, option, python, command, backend = shlex.split(install)
    assert (option, python, command) == ("--python", str(patient.python), "install")
    words = [*program, option, python, command, backend, "--dry-run"]
    done = subprocess.run(words, cwd=tmp_path, env=WITHOUT, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    commands = [shlex.split(line) for line in done.stdout.splitlines()]
    assert {each[0] for each in commands} == {str(patient.python)}
    # The doctor's own modules are lent to a Python that lacks them.
    lent = next(each for each in commands if "setup_doctor.install.stand_in_wheels" in each)
    done = subprocess.run([*lent[:-1], str(tmp_path / "wheels")], env=WITHOUT, cwd=tmp_path)
    assert done.returncode == 0
    assert list((tmp_path / "wheels").glob("*.whl"))


def test_an_import_that_fails_is_tried_in_the_environment(patient):
    error = "ModuleNotFoundError: No module named 'soundfile'"
    there = doctor("explain", error, "--python", patient.root).stdout.splitlines()
    assert there[0] == f"In that environment the import of soundfile fails, too: {error}"
    patient_has = doctor("explain", error.replace("soundfile", "json"), "--python", patient.root)
    said = "In that environment json can be imported: another Python has raised this error."
    assert patient_has.stdout.splitlines()[0] == said
    assert " install " not in patient_has.stdout


def test_of_causes_that_look_alike_the_one_that_is_true_there_is_named(patient):
    error = "RuntimeError: PytorchStreamReader failed reading zip archive: failed finding central directory"
    told = doctor("explain", error, "--python", patient.root).stdout.splitlines()
    assert told[:2] == [
        "In that environment it is this:",
        "The weights of Resemblyzer are not here.",
    ]
    assert "What its words alone would mean:" in told
    assert "To tell it apart" not in "\n".join(told)


def test_help_needs_no_environment():
    assert doctor("check", "--help", "--python", "/nowhere/at/all").returncode == 0


@pytest.mark.parametrize("words", [("--python",), ("--python=", "list")], ids=" ".join)
def test_a_path_has_to_follow(words):
    done = doctor("list", *words)
    assert done.returncode == 2
    assert "--python wants a path" in done.stderr


def test_what_cannot_be_looked_after_is_said_in_two_lines(tmp_path):
    done = doctor("check", "--json", "--python", tmp_path / "gone")
    assert done.returncode == 2
    assert not done.stdout
    error, step = done.stderr.splitlines()
    assert error == f"Error: There is nothing at {tmp_path / 'gone'}."
    assert step.startswith("Next: Name a python")


def test_another_environment_that_is_active_is_named_where_nobody_can_be_asked(patient):
    done = doctor("check", "--only", "python.version", env={"VIRTUAL_ENV": str(patient.root)})
    [hint] = done.stderr.splitlines()
    said, _, command = hint.partition(" For it: ")
    assert said == f"Not looked at: {patient.root}, which holds torch."
    words = ["--python", str(patient.root), "check", "--only", "python.version"]
    assert os.name == "nt" or shlex.split(command)[1:] == words
    assert str(patient.root) not in done.stdout
