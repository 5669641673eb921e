"""What is written can be read in every console: no traceback, and no sign that it lacks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from setup_doctor.render.marks import ASCII, UNICODE, signs

# The code pages of Russian and of Western Windows, in a console and in a pipe.
CODE_PAGES = ["cp866", "cp1251", "cp1252", "cp437", "utf-8"]
LOOK = ["check", "--no-smoke", "--offline", "--verbose"]
COMMANDS = [
    ["--help"],
    ["setup", "--help"],
    ["list"],
    ["check", "--json", "--only", "python"],
    ["fix", "--dry-run", "--offline", "--no-smoke", "--only", "python"],
    ["install", "--dry-run"],
    ["explain", "packages.webrtcvad"],
    ["explain", "Microsoft Visual C++ 14.0 or greater is required"],
    ["explain", "ошибка ✗"],
    ["check", "--only", "проверка"],
]


@pytest.mark.parametrize(
    "arguments, code_page",
    [
        *((LOOK, code_page) for code_page in CODE_PAGES),
        # One that has Cyrillic letters and one that has none.
        *((arguments, code_page) for arguments in COMMANDS for code_page in ("cp866", "cp1252")),
    ],
    ids=lambda value: value if isinstance(value, str) else " ".join(value),
)
def test_every_command_can_be_read_in_every_code_page(arguments, code_page):
    done = subprocess.run(
        [sys.executable, "-m", "setup_doctor", *arguments],
        capture_output=True,
        timeout=120,
        check=False,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONIOENCODING": code_page, "PYTHONUTF8": "0"},
    )
    # Strictly: what the console cannot show must not have been sent there.
    out, err = done.stdout.decode(code_page), done.stderr.decode(code_page)
    assert done.returncode in {0, 1, 2, 3}, err
    assert "Traceback" not in out + err
    assert "\x1b" not in out + err  # no colours into a pipe
    assert out.strip() or err.strip()
    if code_page != "utf-8":
        # A question mark in the place of a sign says nothing; the signs have ASCII twins.
        beyond = set(signs(UNICODE)) - set(signs(ASCII))
        assert not beyond & set(out + err)
        assert not any(line.lstrip().startswith("? ") for line in out.splitlines())


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
