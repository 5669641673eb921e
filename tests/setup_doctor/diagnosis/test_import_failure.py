"""A module that is asked in a process of its own: what is said where it does not answer."""

from __future__ import annotations

from dataclasses import replace

from setup_doctor.diagnosis.import_failure import ask
from setup_doctor.machine.process import Completed
from setup_doctor.machine.visit import Visit
from setup_doctor.messages.language import load
from tests.setup_doctor.fakes import LINUX_PYTHON, FakeMachine


def test_another_python_that_is_too_old_is_not_started_and_told_in_the_users_language():
    started = []
    old = replace(LINUX_PYTHON, version=(3, 8, 18))
    machine = FakeMachine(interpreter=old, visit=Visit("--python"), answers=started.append)
    error = ask(machine, "answer = 1").error
    assert started == []
    assert str(error) == "This is Python 3.8; the doctor's modules need 3.10 or newer."
    assert load("ru")(error) == "Это Python 3.8, а модулям доктора нужен 3.10 или новее."


def test_how_a_process_died_is_told_in_the_users_language():
    error = ask(FakeMachine(answers=lambda _: Completed(-11)), "answer = 1").error
    assert load("ru")(error) == "процесс аварийно завершился с кодом -11"
