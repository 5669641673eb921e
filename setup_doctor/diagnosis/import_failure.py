"""Asking a module in a process of its own, and reading what its failure means.

A native crash, a hang or a DLL that will not load ends the probe, never the doctor; and a wheel
that was installed a moment ago is seen, since every probe is a new interpreter.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from setup_doctor.machine.guest import OLDEST
from setup_doctor.messages.text import Text, label, text
from setup_doctor.model.findings import failed, unknown
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.table import numbered, recognise

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Finding, Remedy
    from setup_doctor.symptoms.symptom import Symptom

_PLAIN = (
    0xFFFF  # above it Windows gives a status such as 0xC0000005, known by its hexadecimal digits
)
_MARK = "setup-doctor:"  # libraries print at import; only a marked line is the answer
_NUMBER = "setup-doctor-winerror:"
# What Windows says is in the user's language, so the number has to come out as well.
_TELL = f"""import sys
def _tell(kind, error, trace):
    sys.__excepthook__(kind, error, trace)
    from setup_doctor.windows_api.libraries import failure
    print('\\n{_NUMBER}', failure(error))
if sys.platform == 'win32':
    sys.excepthook = _tell"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a probe said: a value, or how it failed.

    Attributes:
        value: what it assigned to ``answer``.
        error: the last line that it wrote.
        full_error: all that it wrote.
        timed_out: it was stopped at the time limit.
        winerror: the number that Windows gave the error, taken from the exception.
    """

    value: Any = None
    error: Text | str = ""
    full_error: str = ""
    timed_out: bool = False
    winerror: int | None = None


def ask(machine: Machine, code: str) -> Answer:
    """Run `code` in a new interpreter and return what it assigned to ``answer``.

    In one interpreter with the other probes of this run, where they all answer.
    """
    if (
        machine.together is not None
        and (value := machine.together.answer(machine, code)) is not None
    ):
        return Answer(value)
    if machine.visit and machine.interpreter.version[:2] < OLDEST:
        return Answer(error=_too_old(machine.interpreter.version))
    answered = f"import json\nprint('\\n{_MARK}' + json.dumps(answer))"
    done = machine.python("-c", f"{_TELL}\n{code}\n{answered}")
    for line in reversed(done.stdout.splitlines()):
        if line.startswith(_MARK) and done.ok:
            return Answer(json.loads(line.removeprefix(_MARK)))
    if done.timed_out:
        return Answer(error=label("no answer within the time limit"), timed_out=True)
    if done.returncode in {None, 0, 1}:
        error = done.last_line or label("it said nothing")
        return Answer(error=error, full_error=done.stderr, winerror=_winerror(done.stdout))
    # A native crash: what stands on its last line is anything but the cause.
    # In hexadecimal where Windows has names for it: 0xC0000005 is what people search for.
    code = f"{done.returncode:#X}" if done.returncode > _PLAIN else str(done.returncode)
    died = text("the process died with code {code}", code=code)
    return Answer(error=died, full_error=f"{done.stderr}\n{died}")


def _too_old(version: tuple[int, ...]) -> Text:
    """What `guest.py` says there by itself, in the user's language."""
    found, oldest = (".".join(map(str, each[:2])) for each in (version, OLDEST))
    return text(
        "This is Python {version}; the doctor's modules need {oldest} or newer.",
        version=found,
        oldest=oldest,
    )


def _winerror(said: str) -> int | None:
    for line in reversed(said.splitlines()):
        number = line.removeprefix(_NUMBER).strip()
        if line.startswith(_NUMBER) and number.isdecimal():
            return int(number)
    return None


def diagnose(name: str, answer: Answer, *remedies: Remedy) -> Finding:
    """A finding about `name`, which did not answer; its cause by the number or the words of the error."""
    trail = [(f"python -c 'import {name}'", answer.error)]
    if answer.winerror is not None:
        trail.append(("the number of the error", f"WinError {answer.winerror}"))
    if answer.timed_out:
        message = text("{name} did not answer within the time limit.", name=name)
        return unknown("packages.timeout", message, trail)
    symptom = (
        numbered(answer.winerror) or recognise(str(answer.error)) or recognise(answer.full_error)
    )
    if symptom is None:
        message = text(
            "{name} is installed, but cannot be imported: {error}", name=name, error=answer.error
        )
        return failed("packages.import", message, trail, *remedies)
    if symptom.cause == "packages.cut":
        return failed(
            symptom.cause, _cut(name), trail, *(remedies or (common_remedies.reinstall(name),))
        )
    return failed(symptom.cause, symptom.meaning, trail, *_suited(symptom, remedies))


def _suited(symptom: Symptom, remedies: tuple[Remedy, ...]) -> tuple[Remedy, ...]:
    # A message does not say which backend it is about; whoever asked the module knows.
    anybodys = symptom.remedies == (common_remedies.install(common_remedies.DEFAULT_BACKEND),)
    return remedies if remedies and anybodys else symptom.remedies or remedies


def _cut(name: str) -> Text:
    return text(
        "A compiled file of {name} is cut: an interrupted installation, a full disk or a virus scanner.",
        name=name,
    )
