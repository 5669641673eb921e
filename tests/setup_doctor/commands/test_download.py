"""What is said where the models of another environment are asked for, and cannot come."""

from __future__ import annotations

from dataclasses import replace

from setup_doctor.commands import download
from setup_doctor.machine.visit import Visit
from setup_doctor.model.verdicts import TO_FIX
from setup_doctor.render.output import Output
from setup_doctor.testing.fake_machine import LINUX_PYTHON
from tests.setup_doctor.fakes import FakeMachine


def said(capsys, version):
    there = replace(LINUX_PYTHON, version=version, path=("/nowhere",))
    machine = FakeMachine(interpreter=there, visit=Visit("--python", ("doctor",)))
    assert download.fetch("resemblyzer", machine, Output(), timeout=None) == TO_FIX
    return capsys.readouterr().err


def test_what_lacks_comes_with_the_packages(capsys):
    told = said(capsys, (3, 12, 1)).rstrip()
    assert told.startswith("Next: doctor --python ")
    assert told.endswith(" install resemblyzer")


def test_into_a_python_that_is_too_old_nothing_is_installed(capsys):
    told = said(capsys, (3, 8, 18))
    assert told.startswith("Python 3.8.18 is older than the oldest that has wheels, 3.10. Next: ")
    assert "install resemblyzer" not in told
