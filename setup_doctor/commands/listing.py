"""`setup-doctor list` and `setup-doctor explain`: what is looked at, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from setup_doctor.checks import collect, find
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY, USAGE
from setup_doctor.render.console import Console
from setup_doctor.symptoms.glossary import look_up

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from setup_doctor.machine import Machine
    from setup_doctor.messages.language import Language
    from setup_doctor.model import Check
    from setup_doctor.render.output import Output


def show_list(output: Output) -> int:
    """Every check: its id, title, what it requires, where it applies, what kind of time it takes."""
    for check in collect():
        output.lines(_entry(check, output.language))
    return READY


def _entry(check: Check, say: Language) -> Iterator[Text]:
    yield Text(f"{check.id:<30}", style="bold").append(say(check.title), style="default")
    facts = [text("requires {ids}", ids=_ids(check.requires))] if check.requires else []
    facts += [text("prefers {ids}", ids=_ids(check.prefers))] if check.prefers else []
    platforms = ", ".join(sorted(check.platforms))
    facts += [text("only on {platforms}", platforms=platforms)] if check.platforms else []
    yield Text(" " * 30 + "; ".join([*map(say, facts), say(check.cost.value)]), style="dim")


def _ids(checks: Iterable[Check]) -> str:
    return ", ".join(each.id for each in checks)


def explain(subject: str, machine: Machine, output: Output) -> int:
    """Explain a check, a cause, an area or an error message; return the exit code."""
    lines = list(_answer(subject, machine, output))
    if not lines:
        output.say(
            text(
                "{subject!r} is neither the id of a check nor a message that is known here.",
                subject=subject,
            )
        )
        if near := [check.id for check in collect() if subject.lower() in check.id]:
            output.say(text("Did you mean {near}?", near=", ".join(near)))
        output.say(
            text("The ids: setup-doctor list. To look at everything: setup-doctor check --verbose")
        )
        return USAGE
    output.lines(lines)
    return READY


def _answer(subject: str, machine: Machine, output: Output) -> Iterator[Text]:
    check = find(subject)
    if check is not None:
        yield from _explanation(check, output.language)
        return
    entry = look_up(subject)
    if entry is not None:
        yield Text(output.language(entry.meaning))
        yield Text(output.language(text("cause {cause}", cause=entry.cause)), style="dim")
        console = Console.of(machine, output)
        for remedy in entry.remedies:
            yield from console.remedy(remedy, indent=2)
        return
    yield from _area(subject, output.language)


def _area(subject: str, say: Language) -> Iterator[Text]:
    checks = [check for check in collect() if check.area == subject.partition(".")[0]]
    if checks and "." in subject:
        told = text(
            "docs/checks.md tells what {subject} is. The checks of that area:", subject=subject
        )
        yield Text(say(told))
    for check in checks if " " not in subject else ():
        yield from _entry(check, say)


def _explanation(check: Check, say: Language) -> Iterator[Text]:
    yield Text(check.id, style="bold")
    yield Text(say(check.title))
    for paragraph in check.paragraphs:
        # The name of a paragraph stands before its colon: Why.
        name, colon, rest = say(paragraph).partition(": ")
        yield Text()
        yield Text(f"{name}{colon}", style="bold" if colon else "").append(rest, style="default")
    yield from _entry(check, say)
