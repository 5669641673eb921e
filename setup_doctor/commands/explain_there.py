"""`explain --python`: of the causes that look alike, the one that is true in the environment.

What the words of an error leave open is asked of the Python that it came from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rich.text import Text

from setup_doctor.checks.python import OLDEST
from setup_doctor.commands.examination import examine
from setup_doctor.examination.selection import Request
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import text
from setup_doctor.model import Status
from setup_doctor.render.console import Console
from setup_doctor.symptoms.glossary import look_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.model import Result
    from setup_doctor.render.output import Output
    from setup_doctor.symptoms.glossary import Entry
    from setup_doctor.symptoms.symptom import Symptom

_WRONG = (Status.FAILED, Status.WARNING, Status.NOTE)
_TOO_OLD = "python.too-old"
_MISSING = "packages.missing"
_MODULE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*")


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen there.

    Attributes:
        results: of the checks that look at the symptom, and of what they require.
        true: the one that is the cause; None where nothing is wrong there now.
        imported: the last words of the import that fails in the message; "" where it goes well
            there, None where it was not tried.
    """

    results: tuple[Result, ...] = ()
    true: Result | None = None
    imported: str | None = None


def look(symptom: Symptom, machine: Machine, output: Output) -> Look | None:
    """Look in the environment that was named; None where nothing in it could tell."""
    if machine.visit is None:
        return None
    module = str(symptom.meaning.values.get("module", ""))
    if symptom.cause == _MISSING and _MODULE.fullmatch(module):
        # The effect itself: whether it is listed there says less.
        done = machine.python("-c", f"import {module}")
        return Look(imported="" if done.ok else done.last_line)
    if machine.interpreter.version[:2] < OLDEST:
        # Whatever the words mean: nothing that they call for can be installed there.
        too_old = examine(machine, Request(only=("python.version",)), output).results
        return Look(too_old, too_old[-1])
    if not symptom.looks:
        return None
    results = examine(machine, Request(only=symptom.looks), output).results
    return Look(results, _true(symptom, results))


def _true(symptom: Symptom, results: Sequence[Result]) -> Result | None:
    """The finding of the same cause, else the gravest of the checks that look at it."""
    wrong = [r for r in results if r.status in _WRONG]
    same = [r for r in wrong if r.finding.cause == symptom.cause]
    looked_at = [r for r in wrong if _is_named(r, symptom) and _tells(r)]
    return min(same or looked_at, key=lambda r: _WRONG.index(r.status), default=None)


def _tells(result: Result) -> bool:
    """Whether it is what an error could come from: notes say much that does no harm."""
    return result.status is Status.FAILED or look_up(result.finding.cause) is not None


def _is_named(result: Result, symptom: Symptom) -> bool:
    return any(f"{result.check.id}.".startswith(f"{name}.") for name in symptom.looks)


def answer(seen: Look, symptom: Symptom, machine: Machine, output: Output) -> Iterator[Text]:
    """The cause that is true there, with its way out; nothing where the words have to do."""
    say, true = output.language, seen.true
    if seen.imported is not None:
        yield from _imported(seen.imported, symptom, output)
    if true is None:
        return
    yield Text(say(text("In that environment it is this:")), style="bold")
    yield Text(redact(say(true.finding.message)))
    facts = {"id": true.check.id, "cause": true.finding.cause}
    yield Text(say(text("{id}, cause {cause}", **facts)), style="dim")
    console = Console.of(machine, output)
    for remedy in true.finding.remedies:
        yield from console.remedy(remedy, indent=2)
    if true.finding.cause != symptom.cause:
        yield Text()
        yield Text(say(text("What its words alone would mean:")), style="bold")


def _imported(said: str, symptom: Symptom, output: Output) -> Iterator[Text]:
    module = symptom.meaning.values["module"]
    words = text(
        "In that environment the import of {module} fails, too: {error}", error=said, module=module
    )
    if not said:
        words = text(
            "In that environment {module} can be imported: another Python has raised this error.",
            module=module,
        )
    yield Text(redact(output.language(words)), style="bold")
    if not said:
        yield Text(output.language(text("Ask it in the window in which your program runs:")))
        yield Text('  python -c "import sys; print(sys.executable)"', no_wrap=True)


def left_open(seen: Look | None, entry: Entry) -> Entry:
    """What the words still have to say, after the environment has had its say."""
    if seen is None or (seen.true is None and seen.imported is None):
        return entry
    found = seen.true.finding if seen.true else None
    told = found is not None and found.cause in {entry.cause, _TOO_OLD} and bool(found.remedies)
    if seen.imported == "" or told:
        entry = replace(entry, remedies=(), needs=())
    return replace(entry, apart=None)


def closing(seen: Look, output: Output) -> Iterator[Text]:
    """What was asked there, where nothing was found."""
    well = [result.check.id for result in seen.results if result.status is Status.OK]
    if seen.true is None and well:
        words = text("Looked at there, and found well: {ids}", ids=", ".join(well))
        yield Text(output.language(words))
