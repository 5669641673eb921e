"""What is written can be read in every console: no traceback, and no sign that it lacks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

import pytest

from setup_doctor.render.marks import ASCII, UNICODE, signs
from tests.processes import into, run

# The code pages of Russian and of Western Windows, in a console and in a pipe.
CODE_PAGES = ["cp866", "cp1251", "cp1252", "cp437", "utf-8"]
DOCTOR, DIARIZE = "setup_doctor", "diarizer"
LOOK = [DOCTOR, "check", "--no-smoke", "--offline", "--verbose"]
COMMANDS = [
    [DOCTOR, "--help"],
    [DOCTOR, "setup", "--help"],
    [DOCTOR, "list"],
    [DOCTOR, "check", "--json", "--only", "python"],
    [DOCTOR, "fix", "--dry-run", "--offline", "--no-smoke", "--only", "python"],
    [DOCTOR, "install", "--dry-run"],
    [DOCTOR, "explain", "packages.webrtcvad"],
    [DOCTOR, "explain", "Microsoft Visual C++ 14.0 or greater is required"],
    [DOCTOR, "explain", "OSError: [WinError 126] Не найден указанный модуль."],
    [DOCTOR, "explain", "ошибка ✗"],
    [DOCTOR, "check", "--only", "проверка"],
    [DOCTOR, "token"],
    [DOCTOR, "compare", "--help"],
    [DOCTOR, "smoke", "нет такой записи ✗.wav"],
    [DIARIZE, "--help"],
    # It is nothing without numpy, which an environment of the doctor alone lacks.
    *([[DIARIZE, "нет такой записи ✗.wav"]] if find_spec("numpy") else []),
]
PROGRAMS = [each for each in (DOCTOR, DIARIZE) if each == DOCTOR or find_spec("numpy")]
in_each = pytest.mark.parametrize("code_page", CODE_PAGES)


def environ(code_page, folder):
    facts = {"PYTHONIOENCODING": code_page, "PYTHONUTF8": "0", "HF_HOME": str(folder)}
    return {**os.environ, **facts, "TERM": "xterm", "COLUMNS": "200"}


def into_pipes(arguments, code_page, folder):
    done = run(*arguments, env=environ(code_page, folder), encoding=None)
    return done.returncode, done.stdout, done.stderr


def into_files(arguments, code_page, folder):
    paths = [folder / "вывод.txt", folder / "ошибки.txt"]
    with paths[0].open("wb") as out, paths[1].open("wb") as err:
        streams = (os.open(os.devnull, os.O_RDONLY), out.fileno(), err.fileno())
        code = into(streams, *arguments, env=environ(code_page, folder))
        os.close(streams[0])
    return code, *(path.read_bytes() for path in paths)


def onto_a_terminal(arguments, code_page, folder):
    import pty

    ours, theirs = pty.openpty()
    nothing = os.open(os.devnull, os.O_RDONLY)
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(lambda: b"".join(iter(lambda: _piece(ours), b"")))
        code = into((nothing, theirs, theirs), *arguments, env=environ(code_page, folder))
        os.close(theirs)
        said = reading.result()
    os.close(ours)
    os.close(nothing)
    return code, re.sub(rb"\x1b\[[0-9;?]*[A-Za-z]", b"", said), b""


def _piece(descriptor):
    try:
        return os.read(descriptor, 65536)
    except OSError:  # the other end is closed, in the words of Linux
        return b""


def is_readable(ended, code_page):
    code, out, err = ended
    # Strictly: what the console cannot show must not have been sent there.
    words = out.decode(code_page) + err.decode(code_page)
    assert code in {0, 1, 2, 3}, words
    assert "Traceback" not in words
    assert "UnicodeEncodeError" not in words
    assert "\x1b" not in words  # no colours into a pipe or a file
    assert words.strip()
    if code_page != "utf-8":
        # A question mark in the place of a sign says nothing; the signs have ASCII twins.
        beyond = set(signs(UNICODE)) - set(signs(ASCII))
        assert not beyond & set(words)
        lines = words.splitlines()
        assert not any(line.lstrip().startswith("? ") for line in lines)
    return words


@in_each
def test_a_look_at_everything_can_be_read_in_every_code_page(code_page, tmp_path):
    is_readable(into_pipes(LOOK, code_page, tmp_path), code_page)


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
# One that has Cyrillic letters and one that has none; the others are walked below.
@pytest.mark.parametrize("code_page", ["cp866", "cp1252"])
def test_every_command_can_be_read_in_a_pipe(arguments, code_page, tmp_path):
    is_readable(into_pipes(arguments, code_page, tmp_path), code_page)


@pytest.mark.parametrize(
    "arguments", [each for each in COMMANDS if not " ".join(each).isascii()], ids=" ".join
)
@pytest.mark.parametrize("code_page", ["cp1251", "cp437", "utf-8"])
def test_what_the_user_has_typed_can_be_read_in_every_other_code_page(
    arguments, code_page, tmp_path
):
    is_readable(into_pipes(arguments, code_page, tmp_path), code_page)


@in_each
@pytest.mark.parametrize("arguments", [COMMANDS[8]], ids=" ".join)
def test_a_file_gets_what_a_pipe_gets(arguments, code_page, tmp_path):
    is_readable(into_files(arguments, code_page, tmp_path), code_page)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal of POSIX")
@in_each
@pytest.mark.parametrize("arguments", [COMMANDS[4], COMMANDS[-1]], ids=" ".join)
def test_a_console_of_an_old_code_page_gets_nothing_that_it_lacks(arguments, code_page, tmp_path):
    is_readable(onto_a_terminal(arguments, code_page, tmp_path), code_page)


@pytest.mark.parametrize(
    "code_page, there",
    [("cp866", True), ("cp1251", True), ("utf-8", True), ("cp1252", False), ("cp437", False)],
)
@pytest.mark.parametrize("program", PROGRAMS)
def test_russian_words_are_written_where_the_code_page_has_them(
    program, code_page, there, tmp_path
):
    arguments = ["smoke", "нет записи.wav"] if program == DOCTOR else ["нет записи.wav"]
    words = is_readable(into_pipes([program, *arguments], code_page, tmp_path), code_page)
    assert ("нет записи" in words) == there


@pytest.mark.parametrize("code_page", ["cp866", "cp1251", "cp1252", "cp437", "ascii"])
def test_the_ascii_signs_suit_every_code_page(code_page):
    assert signs(ASCII).encode(code_page)


def test_the_reader_of_a_pipe_may_leave_early():
    code = (
        "import subprocess, sys; child = subprocess.Popen([sys.executable, '-m', 'setup_doctor', "
        "'list'], stdout=subprocess.PIPE, stderr=subprocess.PIPE); child.stdout.close(); "
        "print(child.stderr.read().decode('utf-8', 'replace')); child.wait(60)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert "Traceback" not in done.stdout
    assert "itself failed" not in done.stdout
