"""What the Tab key offers, in each shell as it is documented."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAMS = {"setup-doctor": "setup_doctor", "diarize": "diarizer"}
ASKED = [
    ("setup-doctor", ["che"], "check"),
    ("setup-doctor", ["check", "--for"], "--format"),
    ("setup-doctor", ["--lang", "r"], "ru"),
    ("setup-doctor", ["check", "--backend", "res"], "resemblyzer"),
    ("setup-doctor", ["check", "--only", "packages.tor"], "packages.torch"),
    ("setup-doctor", ["explain", "packages.tor"], "packages.torch"),
    ("diarize", ["--num"], "--num-speakers"),
    ("diarize", ["conv"], "convert"),
    ("diarize", ["--lang", "r"], "ru"),
    ("diarize", ["--lang", "ru", "conv"], "convert"),
    ("diarize", ["convert", "--t"], "--to"),
    ("diarize", ["--format", "textg"], "textgrid"),
]


@functools.cache  # the same for every question
def script(program: str, shell: str) -> str:
    """The lines that `--show-completion` prints for ``shell``."""
    environ = {**os.environ, "_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    done = subprocess.run(
        [str(Path(sys.executable).with_name(program)), "--show-completion", shell],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env=environ,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def asked(shell: str, lines: str, tmp_path) -> str:
    """What ``shell`` prints when it runs ``lines``, with the programs on its PATH."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} here")
    path = tmp_path / "script"
    path.write_text(lines, encoding="utf-8")
    bin_ = str(Path(sys.executable).parent)
    environ = {**os.environ, "PATH": bin_ + os.pathsep + os.environ["PATH"], "HOME": str(tmp_path)}
    done = subprocess.run(
        [shell, str(path)], capture_output=True, encoding="utf-8", timeout=120, env=environ
    )
    return done.stdout


@pytest.fixture(autouse=True)
def _installed():
    if not Path(sys.executable).with_name("setup-doctor").exists():
        pytest.skip("the programs are not installed beside this Python")


@pytest.mark.parametrize("program, words, offered", ASKED, ids=str)
def test_bash_completes(program, words, offered, tmp_path):
    function = f"_{program.replace('-', '_')}_completion"
    line = " ".join([program, *words])
    lines = f"{script(program, 'bash')}\nCOMP_WORDS=({line}); COMP_CWORD={len(words)}\n"
    printed = asked(
        "bash", f'{lines}{function} {program}; printf "%s\\n" "${{COMPREPLY[@]}}"', tmp_path
    )
    assert offered in printed.splitlines()


@pytest.mark.parametrize("program, words, offered", ASKED, ids=str)
def test_fish_completes(program, words, offered, tmp_path):
    line = " ".join([program, *words])
    printed = asked("fish", f'{script(program, "fish")}\ncomplete -C "{line}"', tmp_path)
    assert offered in {each.partition("\t")[0] for each in printed.splitlines()}


@pytest.mark.parametrize("program, words, offered", ASKED, ids=str)
@pytest.mark.parametrize("shell", ["zsh", "powershell"])
def test_the_program_answers_the_shells_question(program, words, offered, shell):
    """zsh asks within a terminal, and PowerShell is on Windows: their question is asked here."""
    line = " ".join([program, *words])
    question = {
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "powershell": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1]},
    }[shell]
    assert f"complete_{shell}" in script(program, shell)
    name = f"_{program.replace('-', '_').upper()}_COMPLETE"
    done = subprocess.run(
        [str(Path(sys.executable).with_name(program))],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        env={**os.environ, **question, name: f"complete_{shell}"},
    )
    assert offered in done.stdout


@pytest.mark.parametrize("module", ["setup_doctor", "diarizer"])
def test_each_program_is_a_module_too(module):
    done = subprocess.run(
        [sys.executable, "-m", module, "--help"], capture_output=True, encoding="utf-8", timeout=60
    )
    assert done.returncode == 0
    assert "Usage: " in done.stdout
