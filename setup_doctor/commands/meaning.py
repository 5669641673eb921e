"""What the words of a command that failed mean, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.machine.shell import DOCTOR
from setup_doctor.render.console import Console
from setup_doctor.symptoms.table import recognise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.render.output import Output
    from setup_doctor.symptoms.symptom import Symptom


def tell(said: Sequence[str], machine: Machine, output: Output) -> Symptom | None:
    """Say what the lines `said` mean, with one next step; None where they mean nothing known."""
    symptom = recognise("\n".join(said))
    if symptom is None:
        return None
    output.say(symptom.meaning)
    # The doctor's own commands are what has failed just now.
    steps = (each for each in symptom.remedies if all(c[0] != DOCTOR for c in each.commands))
    if (step := next(steps, None)) is not None:
        output.lines(Console.of(machine, output).remedy(step), console=output.err)
    return symptom
