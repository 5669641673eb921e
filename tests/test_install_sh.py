"""install.sh: finds a Python, makes the environment, hands over; and says so when it cannot."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from setup_doctor.checks import backends

ROOT = Path(__file__).parents[1]
SCRIPT = ROOT / "install.sh"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="install.ps1 is for Windows")
TOOLS = ("sh", "dirname", "sed", "cat", "uname")


@pytest.fixture
def checkout(tmp_path):
    """The script in a folder of its own, with a blank and a Cyrillic letter in its name."""
    folder = tmp_path / "мой проект"
    folder.mkdir()
    shutil.copy2(SCRIPT, folder)
    (folder / "bin").mkdir()
    for tool in TOOLS:
        (folder / "bin" / tool).symlink_to(shutil.which(tool))
    return folder


def run(folder: Path, *arguments: str, **environ: str):
    return subprocess.run(
        ["./install.sh", *arguments],
        cwd=folder,
        env={**os.environ, "PATH": str(folder / "bin"), **environ},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def python(folder: Path, name: str, code: str | None = None) -> None:
    """A Python on the PATH under `name`: this one, or a script that pretends to be one."""
    path = folder / "bin" / name
    if code is None:
        path.symlink_to(sys.executable)
    else:
        path.write_text(f"#!/bin/sh\n{code}\n", encoding="utf-8")
        path.chmod(0o755)


def on_linux(folder: Path, system: str = "Linux") -> None:
    """Whatever runs the tests."""
    (folder / "bin" / "uname").unlink()
    python(folder, "uname", f"echo {system}")


def test_a_dry_run_prints_each_command_and_does_nothing(checkout):
    python(checkout, "python3.11")
    done = run(checkout, "--dry-run")
    assert done.returncode == 0, done.stderr
    venv, install, setup = done.stdout.splitlines()
    assert venv.startswith("python3.11 -m venv --clear ")
    assert "-m pip install" in install
    assert "constraints.txt" in install
    assert setup.endswith("-m setup_doctor setup --yes")  # there is no terminal to ask on
    assert not (checkout / ".venv").exists()


def test_a_dry_run_of_the_tests_ends_in_pytest(checkout):
    python(checkout, "python3.11")
    done = run(checkout, "--test", "--dry-run")
    assert "[test]" in done.stdout
    assert "-m pytest" in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("options", ["--light", "--full", "--full --cuda", "--cuda"])
def test_with_torch_or_without_is_handed_on(checkout, options):
    python(checkout, "python3.11")
    on_linux(checkout)
    done = run(checkout, "--dry-run", *options.split())
    assert done.stdout.splitlines()[-1].endswith(f"-m setup_doctor setup --yes {options}")


@pytest.mark.parametrize("options", ["--light --full", "--full --light", "--cuda --light"])
def test_with_torch_and_without_is_refused_before_anything_is_done(checkout, options):
    done = run(checkout, *options.split())
    assert done.returncode == 2
    said = "--light is without torch, --full and --cuda are with it: choose one.\n"
    assert done.stderr == said


def test_cuda_is_refused_where_there_is_none_before_anything_is_done(checkout):
    on_linux(checkout, "Darwin")
    done = run(checkout, "--full", "--cuda")
    assert done.returncode == 2
    assert done.stderr == (
        "--cuda is for Linux.\n"
        "Next: run this again without it; a torch that is there already stays.\n"
    )


def test_the_tests_bring_torch_which_is_what_the_engines_are_compared_with(checkout):
    python(checkout, "python3.11")
    lines = run(checkout, "--test", "--dry-run").stdout.splitlines()
    assert lines[-2].endswith("-m setup_doctor install resemblyzer --full")


def test_a_program_that_ends_well_whatever_it_is_asked_is_no_python(checkout):
    python(checkout, "python3.12", "exit 0")
    python(checkout, "python3.11")
    assert run(checkout, "--dry-run").stdout.startswith("python3.11 ")


def test_a_misspelt_backend_is_told_before_anything_is_done(checkout):
    python(checkout, "python3.11")
    done = run(checkout, "--backend", "resemblizer")
    assert done.returncode == 2
    assert (
        done.stderr
        == "There is no backend 'resemblizer'. Known: resemblyzer, open, pyannote, nemotron.\n"
    )
    assert not (checkout / ".venv").exists()


@pytest.mark.parametrize("name", backends())
def test_every_backend_is_known(checkout, name):
    python(checkout, "python3.11")
    assert run(checkout, "--dry-run", "--backend", name).returncode == 0


@pytest.mark.parametrize(
    "options", [["--light"], ["--full"], ["--cuda"], ["--backend", "open"]], ids=" ".join
)
def test_what_the_tests_have_no_use_for_is_not_passed_over_in_silence(checkout, options):
    python(checkout, "python3.11")
    done = run(checkout, "--test", *options)
    assert done.returncode == 2
    assert done.stderr == f"--test goes with none of: {' '.join(options)}\n"


def test_a_folder_that_ends_like_extras_is_handed_to_pip_as_a_folder(checkout):
    folder = checkout.rename(checkout.with_name("project[1]"))
    python(folder, "python3.11")
    plain = run(folder, "--dry-run").stdout.splitlines()[1]
    assert shlex.split(plain)[-1] == f"{folder}/"
    tests = run(folder, "--test", "--dry-run").stdout.splitlines()[1]
    assert shlex.split(tests)[-1] == f"{folder}/[test]"


def test_backends_are_handed_on(checkout):
    python(checkout, "python3.11")
    done = run(checkout, "--dry-run", "--backend", "resemblyzer", "--backend", "pyannote")
    assert done.stdout.rstrip().endswith("--backend resemblyzer --backend pyannote")


def test_without_a_python_it_says_where_it_looked_and_what_to_install(checkout):
    done = run(checkout)
    assert done.returncode == 1
    assert "python3.12" in done.stderr
    assert "Next: install Python 3.12" in done.stderr


def test_a_python_that_does_not_suit_is_passed_over(checkout):
    python(checkout, "python3.12", "exit 1")
    python(checkout, "python3.11")
    assert run(checkout, "--dry-run").stdout.startswith("python3.11 ")


@pytest.mark.parametrize("named", [False, True])
def test_a_variable_that_keeps_every_python_from_starting_is_named(checkout, named):
    python(checkout, "python3.12")
    gone = str(checkout / "gone")
    options = ("--python", str(checkout / "bin" / "python3.12")) if named else ()
    done = run(checkout, "--dry-run", *options, PYTHONHOME=gone, PYTHONUNBUFFERED="1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f"A Python is here, and does not start as PYTHONHOME is set to {gone}.",
        "Next: unset PYTHONHOME, then run this again.",
    ]


def test_a_variable_with_a_digit_in_its_name_is_named_as_well(checkout):
    python(checkout, "python3.12")
    done = run(checkout, "--dry-run", PYTHONUTF8="on")
    assert done.stderr.splitlines()[-1] == "Next: unset PYTHONUTF8, then run this again."


def test_a_python_that_was_named_and_does_not_suit_is_refused(checkout):
    python(checkout, "odd", "exit 1")
    done = run(checkout, "--python", str(checkout / "bin" / "odd"))
    assert done.returncode == 1
    assert "is not a 64-bit Python 3.10 to 3.14" in done.stderr


def test_a_python_that_is_not_there_or_is_a_folder_is_told_as_that(checkout):
    none = "Next: name one that is there, or none: ./install.sh looks for it.\n"
    gone = checkout / "gone"
    done = run(checkout, "--python", str(gone))
    assert (done.returncode, done.stderr) == (2, f"There is nothing at {gone}.\n{none}")
    folder = f"{checkout} is a folder; --python wants the python in it.\n"
    done = run(checkout, "--python", str(checkout))
    assert (done.returncode, done.stderr) == (2, folder + none)
    python(checkout, "python3")
    done = run(checkout, "--python", str(checkout))
    step = f'Next: ./install.sh --python "{checkout}/bin/python3"\n'
    assert (done.returncode, done.stderr) == (2, folder + step)


def test_a_python_is_found_by_its_way_from_where_the_user_stands(checkout):
    python(checkout, "python3.11")
    (checkout / "here").mkdir()
    done = subprocess.run(
        ["../install.sh", "--dry-run", "--python", "../bin/python3.11"],
        cwd=checkout / "here",
        env={**os.environ, "PATH": str(checkout / "bin")},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    first = shlex.split(done.stdout.splitlines()[0])
    assert Path(first[0]).is_absolute()
    assert Path(first[0]).samefile(checkout / "bin" / "python3.11")


@pytest.mark.parametrize("arguments", [["--nonsense"], ["--python"], ["--backend"]], ids=" ".join)
def test_wrong_usage_is_refused(checkout, arguments):
    python(checkout, "python3.11")
    assert run(checkout, *arguments).returncode == 2


def test_help_is_shown_and_nothing_is_looked_for(checkout):
    done = run(checkout, "--help")
    assert done.returncode == 0
    for option in ("--test", "--dry-run", "--backend", "--python"):
        assert option in done.stdout


def environment(folder: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", folder / ".venv"], check=True, timeout=120)


def test_an_environment_that_suits_is_kept(checkout):
    python(checkout, "python3.11")
    environment(checkout)
    assert "venv --clear" not in run(checkout, "--dry-run").stdout


def test_an_environment_of_another_python_than_the_one_that_was_named_is_made_anew(checkout):
    other = "(3, 12)" if sys.version_info[:2] == (3, 11) else "(3, 11)"
    python(checkout, "other", f'case "$2" in *print*) echo "{other}";; *) exit 86;; esac')
    environment(checkout)
    named = ("--python", str(checkout / "bin" / "other"))
    assert "venv --clear" in run(checkout, "--dry-run", *named).stdout


def test_an_environment_whose_pip_does_not_answer_is_made_anew(checkout):
    python(checkout, "python3.11")
    (checkout / ".venv" / "bin").mkdir(parents=True)  # what an interrupted run leaves
    assert "venv --clear" in run(checkout, "--dry-run").stdout


def test_a_dry_run_can_be_pasted_although_the_path_holds_blanks_and_quotes(checkout):
    folder = checkout.rename(checkout.with_name("it's мой проект"))
    python(folder, "python3.11")
    lines = run(folder, "--dry-run").stdout.splitlines()
    assert shlex.split(lines[0]) == ["python3.11", "-m", "venv", "--clear", f"{folder}/.venv"]
    assert shlex.split(lines[1])[-1] == f"{folder}/"


@pytest.mark.slow
def test_what_an_interrupted_run_left_is_repaired_by_the_second_and_kept_by_the_third(
    checkout, monkeypatch
):
    python(checkout, "python3.11")
    monkeypatch.setenv("PIP_NO_INDEX", "1")  # the installation itself is not what this is about
    own = checkout / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.symlink_to(sys.executable)  # the first thing that venv makes
    second = run(checkout)
    assert second.returncode == 1
    assert "Next: see that there is a network, and run this again." in second.stderr
    assert subprocess.run([own, "-m", "pip", "--version"], check=False, timeout=60).returncode == 0
    mark = checkout / ".venv" / "kept"
    mark.touch()
    assert run(checkout).returncode == 1
    assert mark.exists()
