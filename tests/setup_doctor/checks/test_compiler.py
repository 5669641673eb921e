"""Compiling for real: what a compiler that is there, missing or broken comes to."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import collect, compiler
from setup_doctor.examination.selection import Request, select
from setup_doctor.machine import Machine
from setup_doctor.machine.process import Completed
from setup_doctor.model import Cost, Status
from tests.setup_doctor.fakes import FakeMachine
from tests.setup_doctor.states.making import alone

posix = pytest.mark.skipif(os.name != "posix", reason="by the variable CC, which Windows ignores")
compiling = pytest.mark.skipif(shutil.which("cc") is None, reason="no C compiler")
windows = pytest.mark.skipif(sys.platform != "win32", reason="a fact of Windows")


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """This machine, whose temporary folder is one that can be looked into."""
    pytest.importorskip("setuptools")
    folder = tmp_path / "Евгений Тест"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return Machine()


def left_behind(tmp_path):
    return list((tmp_path / "Евгений Тест").iterdir())


@posix
@compiling
def test_an_extension_is_compiled_and_asked_and_nothing_is_left_of_it(machine, tmp_path):
    finding = compiler.extension(machine)
    assert finding.status is Status.OK, finding
    assert left_behind(tmp_path) == []


@posix
def test_a_compiler_that_fails_is_a_note_with_its_last_words(machine, tmp_path):
    environ = {**machine.environ, "CC": "/bin/false"}
    finding = compiler.extension(replace(machine, environ=environ))
    assert (finding.status, finding.cause) == (Status.NOTE, "compiler.trial-failed")
    assert "/bin/false" in str(finding.message)
    assert left_behind(tmp_path) == []


@posix
@compiling
def test_a_compiler_that_hangs_is_stopped_at_the_limit(machine, tmp_path):
    slow = tmp_path / "slow"
    slow.write_text("#!/bin/sh\nsleep 60\n", encoding="ascii")
    slow.chmod(0o755)
    environ = {**machine.environ, "CC": str(slow)}
    finding = compiler.extension(replace(machine, environ=environ, limit=4.0))
    assert (finding.status, finding.cause) == (Status.UNKNOWN, "compiler.not-tried")
    assert left_behind(tmp_path) == []


@windows
def test_where_windows_has_no_compiler_the_genuine_error_is_the_evidence(machine, tmp_path):
    with alone():
        finding = compiler.extension(machine)
    assert (finding.status, finding.cause) == (Status.NOTE, "compiler.trial-failed")
    assert "Microsoft Visual C++ 14.0 or greater is required" in str(finding.message)
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize(
    "words, cause",
    [
        (r"pyconfig.h(59): fatal error C1083: Cannot open include file: 'io.h'", "compiler.no-sdk"),
        ("one_line.c(1): fatal error C1083: 'Python.h'", "compiler.no-headers"),
        ("one_line.c:1:10: fatal error: Python.h: No such file", "compiler.no-headers"),
        ("LINK : error LNK1112: module machine type 'x86' conflicts", "compiler.architecture"),
        ("error: something new", "compiler.trial-failed"),
    ],
)
def test_the_words_of_a_compiler_tell_what_is_missing(words, cause):
    machine = FakeMachine(answers=lambda _: Completed(1, stdout=f"building\n{words}\nCompileError"))
    finding = compiler.extension(machine)
    assert (finding.status, finding.cause) == (Status.NOTE, cause)
    assert words in str(finding.message)


def test_without_setuptools_it_was_not_tried():
    words = "setuptools is not installed: No module named 'setuptools'"
    machine = FakeMachine(answers=lambda _: Completed(1, stdout=words))
    assert compiler.extension(machine).cause == "compiler.not-tried"


def test_nothing_is_compiled_unless_it_is_asked_for():
    def chosen(**request):
        return {check.id for check in select(collect(), Request(**request)).checks}

    deep = {check.id for check in collect() if check.cost is Cost.DEEP}
    assert "compiler.extension" in deep
    assert not deep & chosen()
    assert not deep & chosen(only=("compiler",))
    assert deep <= chosen(deep=True)
    assert "compiler.extension" in chosen(only=("compiler.extension",))


def test_where_the_trial_lies_is_known():
    assert Path(compiler.c_extension.__file__).is_file()
