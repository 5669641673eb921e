"""Commands as they are pasted: into PowerShell on Windows, into a POSIX shell elsewhere."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.machine import Machine
from setup_doctor.machine.shell import runnable, spelled
from tests.setup_doctor.fakes import FakeMachine

LINUX = FakeMachine()
WINDOWS = FakeMachine(platform="windows")


@pytest.mark.parametrize(
    "word, there",
    [
        ("--only-binary=:all:", "--only-binary=:all:"),
        ("torch==2.13.0", "torch==2.13.0"),
        (r"C:\venv\python.exe", r"C:\venv\python.exe"),
        ("resemblyzer>=0.1.4", "'resemblyzer>=0.1.4'"),  # else a redirection
        ("a b", "'a b'"),
        (r"C:\Users\Евгений", r"'C:\Users\Евгений'"),
        ("$env:TEMP", "'$env:TEMP'"),
        ("it's", "'it''s'"),
        ("O\u2019Brien", "'O\u2019\u2019Brien'"),  # PowerShell takes it for an apostrophe
        ("project[test]", "'project[test]'"),
        ("-x.y", "'-x.y'"),  # else two words
        ("", "''"),
        ("@splat", "'@splat'"),
        ("a;b", "'a;b'"),
    ],
)
def test_a_word_for_powershell(word, there):
    assert spelled(("pip", word), WINDOWS) == f"pip {there}"


def test_powershell_is_told_to_run_a_program_whose_path_is_quoted():
    command = spelled((r"C:\Program Files\Python\python.exe", "-m", "pip"), WINDOWS)
    assert command == r"& 'C:\Program Files\Python\python.exe' -m pip"


HOME = "C:\\Users\\Евгений"
SHORT = {"D:\\проект\\python.exe": "D:\\40E7~1\\python.exe"}


@pytest.mark.parametrize(
    "program, encoding, there",
    [
        (HOME + "\\app\\python.exe", "cp1251", f"& '{HOME}\\app\\python.exe'"),
        (HOME + "\\app\\python.exe", "utf-8", f"& '{HOME}\\app\\python.exe'"),
        (HOME + "\\app\\python.exe", "cp1252", '& "$env:USERPROFILE\\app\\python.exe"'),
        (HOME + "\\my app\\python.exe", "cp437", '& "$env:USERPROFILE\\my app\\python.exe"'),
        (HOME + "\\$a\\python.exe", "cp1252", f"& '{HOME}\\$a\\python.exe'"),
        (HOME + " II\\python.exe", "cp1252", f"& '{HOME} II\\python.exe'"),
        ("D:\\проект\\python.exe", "cp1252", "& 'D:\\40E7~1\\python.exe'"),
        ("D:\\проект\\python.exe", "cp866", "& 'D:\\проект\\python.exe'"),
    ],
)
def test_a_path_is_spelled_in_letters_that_the_stream_has(program, encoding, there):
    machine = replace(WINDOWS, environ={"USERPROFILE": HOME}, short_paths=SHORT)
    assert spelled((program, "-V"), machine, encoding) == f"{there} -V"


@pytest.mark.parametrize("word", ["a b", "it's", "$HOME", "Евгений", "", "a>=1", "\\", "`x`", "*"])
def test_a_word_for_a_posix_shell_survives_it(word):
    line = spelled(("printf", word), LINUX)
    assert shlex.split(line) == ["printf", word]


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
def test_a_pasted_command_does_what_was_meant():
    line = spelled((sys.executable, "-c", "import sys; print(sys.argv[1:])", "a b", "$HOME"), LINUX)
    done = subprocess.run(
        ["sh", "-c", line], capture_output=True, encoding="utf-8", timeout=60, check=True
    )
    assert done.stdout == "['a b', '$HOME']\n"


def at(folder, machine, **paths):
    interpreter = replace(machine.interpreter, executable=Path(folder) / "python")
    return replace(machine, interpreter=interpreter, paths=paths)


def test_the_plain_name_is_enough_where_path_leads_to_this_environment():
    folder = Path("/srv/.venv/bin")
    machine = at(folder, LINUX, **{"setup-doctor": folder / "setup-doctor"})
    assert spelled(("setup-doctor", "fix"), machine) == "setup-doctor fix"


def test_another_environments_doctor_on_path_is_not_meant():
    machine = at("/srv/.venv/bin", LINUX, **{"setup-doctor": Path("/usr/bin/setup-doctor")})
    assert spelled(("setup-doctor", "fix"), machine) == "/srv/.venv/bin/setup-doctor fix"


def test_below_the_current_folder_the_path_is_short(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert spelled(("python", "-V"), at(tmp_path / ".venv" / "bin", LINUX)) == ".venv/bin/python -V"
    there = spelled(("python", "-V"), at(tmp_path / ".venv" / "bin", WINDOWS))
    assert there == f".{os.sep}.venv{os.sep}bin{os.sep}python -V"


def test_what_is_run_is_run_by_this_very_interpreter():
    machine = Machine()
    assert runnable(("setup-doctor", "fix"), machine)[:3] == (sys.executable, "-m", "setup_doctor")
    assert runnable(("python", "-V"), machine) == (sys.executable, "-V")
    assert runnable(("winget", "install"), machine) == ("winget", "install")
