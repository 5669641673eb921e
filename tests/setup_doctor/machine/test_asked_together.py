"""Probes that are asked in one process, and those that have to be asked alone after all."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from setup_doctor.diagnosis import import_failure
from setup_doctor.machine import Machine, asked_together

CODES = {
    "one": "import sys; answer = ['one', len(sys.argv)]",
    "two": "answer = {'two': None}",
    "raises": "import a_module_that_is_not_there",
    "dies": "import os; os._exit(3)",
    "hangs": "import time; time.sleep(60)",
    "talks": "print('Welcome!', end=''); answer = 'said'",
    "nothing": "answer = None",
    "is cut": "print('\\nsetup-doctor-probe:[0, [\"wh', end=''); answer = 1",
    "leaves": "raise SystemExit(0)",
}


@dataclass(frozen=True)
class Counting(Machine):
    """A machine that notes how often its Python is started."""

    started: list[str] = field(default_factory=list)

    def python(self, *arguments, environ=None):
        self.started.append(arguments[-1])
        return super().python(*arguments, environ=environ)


@pytest.fixture(autouse=True)
def _only_these(monkeypatch):
    monkeypatch.setattr(asked_together, "PROBES", CODES)


def asked(*names, limit=60.0):
    """The answers of these probes, and how many processes it took."""
    machine = asked_together.asking(Counting(limit=limit), names)
    answers = [
        import_failure.ask(replace(machine, limit=limit if name != "hangs" else 1), CODES[name])
        for name in names
    ]
    return answers, len(machine.started)


def test_several_probes_take_one_process():
    answers, started = asked("one", "two", "talks")
    assert [each.value for each in answers] == [["one", 1], {"two": None}, "said"]
    assert started == 1


def test_one_probe_has_no_use_for_company():
    assert asked_together.asking(Machine(), ["one", "a check without a probe"]).together is None


@pytest.mark.parametrize("name", ["raises", "leaves", "nothing"])
def test_one_that_does_not_answer_is_asked_alone_and_the_others_are_not(name):
    answers, started = asked("one", name, "two")
    assert [answers[0].value, answers[2].value] == [["one", 1], {"two": None}]
    assert answers[1].value is None
    assert started == 2


def test_what_lacks_is_said_in_the_words_of_its_own_process():
    answers, _ = asked("raises", "one")
    assert answers[0].error.endswith("No module named 'a_module_that_is_not_there'")


def test_all_behind_one_that_dies_are_asked_alone():
    answers, started = asked("one", "dies", "two")
    assert [answers[0].value, answers[2].value] == [["one", 1], {"two": None}]
    assert str(answers[1].error) == "the process died with code 3"
    assert started == 3


def test_an_answer_that_was_cut_is_none():
    answers, _ = asked("two", "is cut", "one")
    assert [each.value for each in answers] == [{"two": None}, 1, ["one", 1]]


def test_one_that_hangs_costs_a_quarter_of_the_time_and_no_answer():
    for limit in (8.0, 120.0):  # the second for a machine that is busy with other things
        answers, started = asked("one", "hangs", "two", limit=limit)
        if started == 3:
            break
    assert [answers[0].value, answers[2].value] == [["one", 1], {"two": None}]
    assert answers[1].timed_out
    assert started == 3


def test_what_was_begun_is_not_asked_again():
    machine = Counting(limit=120.0)
    begun = replace(machine, together=asked_together.begun(machine))
    asking = asked_together.asking(begun, ["one", "two"])
    answers = [import_failure.ask(asking, code).value for code in (CODES["one"], CODES["two"])]
    assert answers == [["one", 1], {"two": None}]
    assert len(machine.started) == 1


def test_what_was_begun_of_another_python_is_not_taken():
    machine = Counting()
    elsewhere = replace(machine.interpreter, executable=Path("another", "python"))
    begun = asked_together.begun(replace(machine, interpreter=elsewhere))
    asking = asked_together.asking(replace(machine, together=begun), ["one", "two"])
    assert import_failure.ask(asking, CODES["one"]).value == ["one", 1]


def test_a_second_run_asks_anew():
    first, second = (asked_together.asking(Counting(), ["one", "two"]) for _ in range(2))
    import_failure.ask(first, CODES["one"])
    import_failure.ask(second, CODES["one"])
    assert len(first.started) == len(second.started) == 1
