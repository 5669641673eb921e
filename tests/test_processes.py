"""A program in a process that was waiting says what it says in a new interpreter, to the byte."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests import processes

ROOT = Path(__file__).parents[1]
DOCTOR, DIARIZE = "setup_doctor", "diarizer"
TRUTH = "diarizer/sample/sample.rttm"
# Each command of both programs once, as far as two runs of it say the same.
COMMANDS = [
    [DOCTOR, "--help"],
    [DOCTOR, "list"],
    [DOCTOR, "check", "--only", "python", "--offline"],
    [DOCTOR, "check", "--only", "проверка ✗"],
    [DOCTOR, "fix", "--dry-run", "--offline", "--no-smoke", "--only", "python"],
    [DOCTOR, "setup", "--help"],
    [DOCTOR, "install", "--dry-run"],
    [DOCTOR, "download", "nothing"],
    [DOCTOR, "explain", "OSError: [WinError 126] Не найден указанный модуль."],
    [DOCTOR, "token"],
    [DOCTOR, "token", "set", "--help"],
    [DOCTOR, "compare", "--help"],
    [DOCTOR, "rerun", "--help"],
    [DOCTOR, "smoke", "нет такой записи ✗.wav"],
    [DOCTOR, "--lang", "ru", "chek"],
]
LIBRARY = [
    [DIARIZE, "--help"],
    [DIARIZE, "нет такой записи ✗.wav"],
    [DIARIZE, "convert", TRUTH, "--to", "srt"],
    [DIARIZE, "convert", TRUTH],
    [DIARIZE, "--lang", "ru", "-n", "two", "a.wav"],
    [DIARIZE, "diarizer/sample/sample.flac", "--backend", "resemblyzer"],
]
pytestmark = pytest.mark.skipif(not processes.FORKS, reason="nothing can fork here")


def environ(folder, **facts):
    given = {**os.environ, "HF_HOME": str(folder), "HF_TOKEN": "", "COLUMNS": "100", **facts}
    return {name: value for name, value in given.items() if value is not None}


def cold(command, env, **more):
    python = [sys.executable, "-m", *command]
    done = subprocess.run(python, capture_output=True, env=env, timeout=300, check=False, **more)
    return done.returncode, done.stdout, done.stderr


def warm(command, env, **more):
    done = processes.run(*command, env=env, encoding=None, **more)
    return done.returncode, done.stdout, done.stderr


def is_the_same(command, env):
    new = cold(command, env, cwd=ROOT, stdin=subprocess.DEVNULL)
    assert without_seconds(warm(command, env)) == without_seconds(new)


def without_seconds(ended):
    code, *said = ended
    return code, *(re.sub(rb"\d+\.\d\d s\b", b"0.00 s", each) for each in said)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_of_the_doctor_ends_and_speaks_alike(command, tmp_path):
    is_the_same(command, environ(tmp_path, PYTHONIOENCODING="cp866", PYTHONUTF8="0"))


@pytest.mark.skipif(find_spec("resemblyzer") is None, reason="Resemblyzer is not set up here")
@pytest.mark.parametrize("command", LIBRARY, ids=" ".join)
def test_every_command_of_the_library_ends_and_speaks_alike(command, tmp_path):
    is_the_same(command, environ(tmp_path, PYTHONIOENCODING="cp1251", PYTHONUTF8="0"))


@pytest.mark.parametrize(
    "code_page", ["cp866", "cp1251", "cp1252", "cp437", "utf-8", "ascii", None]
)
def test_every_code_page_gets_the_same_bytes(code_page, tmp_path):
    env = environ(tmp_path, PYTHONIOENCODING=code_page, LANG="ru_RU.UTF-8", SETUP_DOCTOR_LANG="")
    is_the_same([DOCTOR, "explain", "ошибка ✗ torch"], env)


@pytest.mark.skipif(find_spec("huggingface_hub") is None, reason="needs huggingface_hub")
def test_what_is_typed_arrives(tmp_path):
    command, env = [DOCTOR, "token", "set"], environ(tmp_path, PYTHONIOENCODING="utf-8")
    code, out, err = cold(command, env, cwd=ROOT, input=b"no token\n")
    assert (code, out, err) == warm(command, env, typed="no token\n")
    assert (code, out, err) != warm(command, env, typed="")


def test_the_streams_the_folder_and_the_variables_are_those_that_were_given(tmp_path):
    (tmp_path / "told.py").write_text(
        "import os, sys\n"
        "print(os.getcwd(), sys.path[0], os.environ['TOLD'], sys.argv[1:], __name__, flush=True)\n"
        "os.write(2, b'by its number')\n"
        "sys.exit(7)\n",
        encoding="utf-8",
    )
    out, err = tmp_path / "out", tmp_path / "err"
    with out.open("wb") as first, err.open("wb") as second:
        streams = (0, first.fileno(), second.fileno())
        waiting = processes.ready(DOCTOR)
        code = waiting.run(streams, ["told", "a b"], environ("", TOLD="ё"), str(tmp_path), 60)
    assert code == 7
    assert out.read_text(encoding="utf-8") == f"{tmp_path} {tmp_path} ё ['a b'] __main__\n"
    assert err.read_bytes() == b"by its number"


def test_what_takes_too_long_is_ended_and_the_next_one_runs(tmp_path):
    (tmp_path / "long.py").write_text("import time\ntime.sleep(60)", encoding="utf-8")
    streams, waiting = (0, 1, 2), processes.ready(DOCTOR)
    with pytest.raises(subprocess.TimeoutExpired):
        waiting.run(streams, ["long"], environ(""), str(tmp_path), 0.2)
    assert processes.run(DOCTOR, "list").returncode == 0


def test_huggingface_hub_is_not_imported_before_its_variables_are_set(tmp_path):
    code = "import sys\nsys.exit('huggingface_hub' in sys.modules)"
    (tmp_path / "look.py").write_text(code, encoding="utf-8")
    for package in (DOCTOR, DIARIZE):
        waiting = processes.ready(package)
        assert waiting.run((0, 1, 2), ["look"], environ(""), str(tmp_path), 120) == 0
