"""Running other programs: whatever they do, the doctor goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from setup_doctor.machine import process

CYRILLIC = "Евгений Тест"
BUSY = (4, 20, 90)
"""Seconds in which a program begins that is stopped then; the last ones on a machine that is busy."""


def python(code, *arguments, limit=60.0, environ=None, cwd=None):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return process.run(command, {**os.environ, **(environ or {})}, limit, cwd)


def attached(code, show, environ=None):
    return process.run_attached(
        [sys.executable, "-c", code], {**os.environ, **(environ or {})}, show
    )


def test_what_it_writes_comes_back_with_its_exit_code():
    done = python("import sys; print('out'); print('err', file=sys.stderr); sys.exit(7)")
    assert (done.returncode, done.stdout, done.stderr) == (7, "out\n", "err\n")
    assert not done.ok
    assert done.last_line == "err"


def test_a_program_that_is_not_there_is_an_answer_and_not_an_exception(tmp_path):
    done = process.run([str(tmp_path / "no-such-program")], os.environ, 10)
    assert done.returncode is None
    assert not done.ok
    assert done.problem
    assert not done.timed_out


def test_a_folder_that_is_not_there_is_an_answer_too(tmp_path):
    assert python("", cwd=tmp_path / "nowhere").problem


def test_a_program_that_hangs_is_stopped_at_its_limit():
    for limit in BUSY:
        done = python("import time; print('so far', flush=True); time.sleep(600)", limit=limit)
        if done.stdout:
            break
    assert done.timed_out
    assert done.returncode is None
    assert done.stdout == "so far\n"


def test_the_children_of_a_program_that_hangs_are_stopped_with_it(tmp_path):
    sign = tmp_path / "the grandchild was here"
    grandchild = "import pathlib, sys, time; time.sleep(float(sys.argv[2])); pathlib.Path(sys.argv[1]).touch()"
    child = (
        "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', *sys.argv[1:]]); "
        "print('started', flush=True); time.sleep(600)"
    )
    for limit in BUSY:
        started = time.monotonic()
        done = python(child, grandchild, sign, str(2 * limit), limit=limit)
        if done.stdout:
            break
    assert done.timed_out
    assert done.stdout == "started\n"
    # It would have been there by now, having begun before the limit.
    time.sleep(max(0.0, started + 3 * limit + 1 - time.monotonic()))
    assert not sign.exists()


def test_it_has_nothing_to_wait_for_on_stdin():
    assert python("import sys; print(repr(sys.stdin.read()))", limit=30).stdout == "''\n"


def test_bytes_that_are_no_utf8_do_no_harm():
    done = python("import sys; sys.stdout.buffer.write(b'\\xcf\\xf0\\xe8 ok\\n')")
    assert done.ok
    assert done.stdout.endswith(" ok\n")


@pytest.mark.parametrize("code_page", ["", "cp1252", "cp866"])
def test_a_python_speaks_utf8_whatever_the_code_page(code_page):
    environ = {"PYTHONIOENCODING": code_page, "PYTHONUTF8": "0"}
    said = []
    assert python(f"print('{CYRILLIC}')", environ=environ).stdout == f"{CYRILLIC}\n"
    assert attached(f"print('{CYRILLIC}')", said.append, environ) == 0
    assert said == [CYRILLIC]


def test_paths_and_arguments_may_be_cyrillic_and_hold_blanks(tmp_path):
    folder = tmp_path / CYRILLIC
    folder.mkdir()
    code = "import os, sys; print(os.getcwd()); print(sys.argv[1:])"
    quoted = ['a "b" c', "d\\", "", CYRILLIC]
    there, arguments = python(code, *quoted, cwd=folder).stdout.splitlines()
    assert os.path.samefile(there, folder)
    assert arguments == str(quoted)


def test_watched_lines_arrive_in_order_from_both_streams():
    said = []
    code = (
        "import sys\nfor n in range(3):\n"
        "    print(n, flush=True); print(-n, file=sys.stderr, flush=True)\nsys.exit(3)"
    )
    assert attached(code, said.append) == 3
    assert said == ["0", "0", "1", "-1", "2", "-2"]


def test_unwatched_nothing_gets_onto_stdout():
    code = (
        "import os, sys; from setup_doctor.machine import process; "
        "process.run_attached([sys.executable, '-c', 'print(1)'], os.environ, None)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    assert (done.stdout, done.stderr.strip()) == ("", "1")


@pytest.mark.parametrize("said", ['{"a": 1}', '[1, {"a": 1}]', '{\n  "a": 1\n}'])
def test_a_document_is_read_whatever_a_file_of_the_site_printed_around_it(said):
    value = process.Completed(0, said).document()
    noise = "hello from a .pth file\n{no: document}\n"
    assert process.Completed(0, f"{noise}{said}\nbye\n").document() == value


def test_what_wrote_no_document_is_told_as_that():
    with pytest.raises(ValueError, match="it broke"):
        process.Completed(1, "hello\n[half", "it broke\n").document()
