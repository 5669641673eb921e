"""Programs of an environment that was moved: which Python is written into them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import find
from setup_doctor.machine import Machine
from setup_doctor.machine.interpreter import Interpreter
from setup_doctor.machine.launcher import stranger
from setup_doctor.machine.shell import spelled
from setup_doctor.messages.language import load

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="scripts of POSIX")


def there(environment: Path, script: str, platform: str = "linux") -> Machine:
    """An environment in that folder, whose program says what it starts."""
    folder = environment / "bin"
    folder.mkdir(parents=True)
    (folder / "python").touch()
    end = ".exe" if platform == "windows" else ""
    (folder / f"setup-doctor{end}").write_bytes(script.encode())
    here = replace(Interpreter.running(), executable=folder / "python", prefix=environment)
    return replace(Machine(), interpreter=here, platform=platform)


@pytest.mark.parametrize(
    "script",
    [
        "#!{}\nimport sys\n",
        "#!/bin/sh\n'''exec' {} \"$0\" \"$@\"\n' '''\n",
        "#!/bin/sh\n'''exec' \"{}\" \"$0\" \"$@\"\n' '''\n",
        "#!/bin/sh\n'''exec' '{}' \"$0\" \"$@\"\n' '''\n",
    ],
)
@POSIX
def test_a_program_that_starts_another_python_is_a_strangers(script, tmp_path):
    old = str(tmp_path / "old/bin/python")
    moved = there(tmp_path / "new", script.format(old))
    assert stranger(moved, "setup-doctor") == old
    own = str(tmp_path / "own/bin/python")
    assert stranger(there(tmp_path / "own", script.format(own)), "setup-doctor") == ""


def test_the_launcher_of_windows_is_read_to_its_archive(tmp_path):
    launcher = 'MZ\x00code\x00"#!%s"\x00#!"C:\\old place\\Scripts\\python.exe"\r\nPK\x03\x04rest'
    moved = there(tmp_path / "new", launcher, "windows")
    assert stranger(moved, "setup-doctor") == r"C:\old place\Scripts\python.exe"


@pytest.mark.parametrize("script", ["", "#!/usr/bin/env python3\n", "MZ\x00no archive"])
def test_a_program_that_does_not_say_is_nobodys(script, tmp_path):
    assert stranger(there(tmp_path / "new", script), "setup-doctor") == ""
    assert stranger(there(tmp_path / "other", script), "diarize") == ""


@POSIX
def test_what_is_pasted_starts_in_a_moved_environment_by_its_python(tmp_path):
    moved = there(tmp_path / "new", "#!/nowhere/bin/python\n")
    python = tmp_path / "new/bin/python"
    assert spelled(("setup-doctor", "fix"), moved) == f"{python} -m setup_doctor fix"
    assert spelled(("diarize", "a.wav"), moved) == f"{tmp_path}/new/bin/diarize a.wav"


@POSIX
def test_a_real_environment_that_is_renamed_is_told_and_starts_by_what_is_told(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", tmp_path / "old"], check=True, timeout=120
    )
    program = tmp_path / "old/bin/setup-doctor"
    program.write_text(f"#!{tmp_path}/old/bin/python\nprint('here')\n", encoding="utf-8")
    program.chmod(0o755)
    assert (
        subprocess.run([program], check=True, capture_output=True, timeout=60).stdout == b"here\n"
    )
    (tmp_path / "old").rename(tmp_path / "new")
    python = tmp_path / "new/bin/python"
    here = replace(Interpreter.running(), executable=python, prefix=tmp_path / "new")
    found = find("python.environment")(replace(Machine(), interpreter=here))
    assert (found.status.value, found.cause) == ("warning", "python.moved-environment")
    assert str(found.message) == (
        f"This environment was moved or copied: its programs start {tmp_path}/old/bin/python."
    )
    assert load("ru")(found.message) == (
        f"Это окружение перенесли или скопировали: его программы запускают {tmp_path}/old/bin/python."
    )
    assert str(found.remedies[0].title) == (
        f"Make it anew in its new place, or move it back. Until then: {python} -m setup_doctor"
    )
    assert subprocess.run([python, "-c", ""], check=False, timeout=60).returncode == 0
