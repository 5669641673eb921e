"""`setup-doctor list` and `setup-doctor explain`: what is looked at, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from setup_doctor.checks import collect, find
from setup_doctor.glossary import look_up
from setup_doctor.render.console import Console
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
    facts += [f"prefers {', '.join(r.id for r in check.prefers)}"] if check.prefers else []
    facts += [f"only on {', '.join(sorted(check.platforms))}"] if check.platforms else []
    facts += [check.cost.value]
    yield Text(" " * 30 + "; ".join(facts), style="dim")


def explain(subject: str, machine: Machine, output: Output) -> int:
    """Explain a check, a cause, an area or an error message; return the exit code."""
    lines = list(_answer(subject, machine, output))
    if not lines:
        output.say(f"{subject!r} is neither the id of a check nor a message that is known here.")
        output.say(
            "The ids: setup-doctor list. To look at everything: setup-doctor check --verbose"
        )
        return USAGE
    output.lines(lines)
    return READY


def _answer(subject: str, machine: Machine, output: Output) -> Iterator[Text]:
    check = find(subject)
    if check is not None:
        yield from _explanation(check)
        return
    entry = look_up(subject)
    if entry is not None:
        yield Text(str(entry.meaning))
        yield Text(f"cause {entry.cause}", style="dim")
        console = Console(machine, unicode=output.unicode, encoding=output.encoding)
        for remedy in entry.remedies:
            yield from console.remedy(remedy, indent=2)
        return
    yield from _area(subject)


def _area(subject: str) -> Iterator[Text]:
    checks = [check for check in collect() if check.area == subject.partition(".")[0]]
    if checks and "." in subject:
        yield Text(f"docs/checks.md tells what {subject} is. The checks of that area:")
    for check in checks if " " not in subject else ():
        yield from _entry(check)


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
