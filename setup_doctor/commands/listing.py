"""`setup-doctor list`: what is looked at, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from setup_doctor.checks import collect
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
    yield Text(" " * 30 + _facts(check, say), style="dim")


def _facts(check: Check, say: Language) -> str:
    facts = [text("requires {ids}", ids=_ids(check.requires))] if check.requires else []
    facts += [text("prefers {ids}", ids=_ids(check.prefers))] if check.prefers else []
    platforms = ", ".join(sorted(check.platforms))
    facts += [text("only on {platforms}", platforms=platforms)] if check.platforms else []
    return "; ".join([*map(say, facts), say(check.cost.value)])


def _ids(checks: Iterable[Check]) -> str:
    return ", ".join(each.id for each in checks)


def area(subject: str, say: Language) -> Iterator[Text]:
    """The checks of the area that `subject` names, or that its id begins with."""
    checks = [check for check in collect() if check.area == subject.partition(".")[0]]
    if checks and "." in subject:
        told = text(
            "No check is called {subject}. If it is a cause, docs/checks.md tells what it is. The"
            " checks of that area:",
            subject=subject,
        )
        yield Text(say(told))
    for check in checks if " " not in subject else ():
        yield from _entry(check, say)


def explanation(check: Check, say: Language) -> Iterator[Text]:
    """What `check` looks at, and why."""
    yield Text(check.id, style="bold")
    yield Text(say(check.title))
    for paragraph in check.paragraphs:
        # The name of a paragraph stands before its colon: Why.
        name, colon, rest = say(paragraph).partition(": ")
        yield Text()
        yield Text(f"{name}{colon}", style="bold" if colon else "").append(rest, style="default")
    yield Text()
    yield Text(_facts(check, say), style="dim")
