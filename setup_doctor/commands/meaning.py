"""What the words of a command that failed mean, and what to do next."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from setup_doctor.checks.python.pip import shown
from setup_doctor.machine.pip_settings import blamed
from setup_doctor.machine.shell import DOCTOR
from setup_doctor.messages.text import text
from setup_doctor.render.console import Console
from setup_doctor.repair import common_remedies
from setup_doctor.symptoms.symptom import Symptom
from setup_doctor.symptoms.table import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.model import Remedy
    from setup_doctor.render.output import Output


def of(said: Sequence[str], output: Output) -> Symptom | None:
    """What the lines `said` mean, up to where the doctor itself says that a command has ended."""
    ended = output.language(text("It ended with code {code}.", code="\0")).partition("\0")[0]
    words = takewhile(lambda line: not line.startswith(ended), said)
    return recognise("\n".join(words))


def step(symptom: Symptom) -> Remedy | None:
    """The first way out that is not the doctor's own command, which has failed just now."""
    ways = (each for each in symptom.remedies if all(c[0] != DOCTOR for c in each.commands))
    return next(ways, None)


def tell(said: Sequence[str], machine: Machine, output: Output) -> Symptom | None:
    """Say what the lines `said` mean, with one next step; None where they mean nothing known."""
    symptom = _of_a_setting("\n".join(said), machine) or recognise("\n".join(said))
    if symptom is None:
        return None
    output.say(symptom.meaning)
    if (way := step(symptom)) is not None:
        output.lines(Console.of(machine, output).remedy(way), console=output.err)
    return symptom


def _of_a_setting(said: str, machine: Machine) -> Symptom | None:
    """What pip stopped at, where a setting of its own says so: its words name the package that it asked for."""
    setting = blamed(machine, said)
    if setting is None:
        return None
    meaning = text("pip stops at a setting of its own: {setting}.", setting=shown(setting))
    return Symptom(
        "python.pip-settings", "", meaning, (common_remedies.without_setting(setting, machine),)
    )
