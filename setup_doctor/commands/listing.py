"""`setup-doctor list` and `setup-doctor explain`: what is looked at, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from setup_doctor.checks import collect, find
from setup_doctor.render.console import Console
from setup_doctor.symptoms import recognise
from setup_doctor.verdicts import READY, USAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.machine import Machine
    from setup_doctor.model import Check
    from setup_doctor.output import Output


def show_list(output: Output) -> int:
    """Every check: its id, title, what it requires, where it applies, what kind of time it takes."""
    for check in collect():
        output.lines(_entry(check))
    return READY


def _entry(check: Check) -> Iterator[Text]:
    yield Text(f"{check.id:<30}", style="bold").append(check.title, style="default")
    facts = [f"requires {', '.join(r.id for r in check.requires)}"] if check.requires else []
    facts += [f"only on {', '.join(sorted(check.platforms))}"] if check.platforms else []
    facts += [check.cost.value]
    yield Text(" " * 30 + "; ".join(facts), style="dim")


def explain(subject: str, machine: Machine, output: Output) -> int:
    """Explain a check by its id, or an error message by what it says; return the exit code."""
    check = find(subject)
    if check is not None:
        output.lines(_explanation(check))
        return READY
    symptom = recognise(subject)
    if symptom is None:
        output.say(f"{subject!r} is neither the id of a check nor a message that is known here.")
        output.say(
            "The ids: setup-doctor list. To look at everything: setup-doctor check --verbose"
        )
        return USAGE
    console = Console(machine, unicode=output.unicode)
    output.lines([Text(str(symptom.meaning)), Text(f"cause {symptom.cause}", style="dim")])
    for remedy in symptom.remedies:
        output.lines(console.remedy(remedy, indent=2))
    return READY


def _explanation(check: Check) -> Iterator[Text]:
    yield Text(check.id, style="bold")
    yield Text(check.title)
    for line in check.explanation.splitlines():
        label, colon, rest = line.partition(": ")
        labelled = (
            bool(colon)
            and label[:1].isupper()
            and " " * 2 not in label
            and len(label) < len(_WIDEST)
        )
        if labelled:
            yield Text()
            yield Text(f"{label}: ", style="bold").append(rest, style="default")
        else:
            yield Text(line)
    yield from _entry(check)


_WIDEST = "Usual causes of a failure:"
