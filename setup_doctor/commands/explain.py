"""`setup-doctor explain`: what a check, a cause or a paste of an error means, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from setup_doctor.checks import collect, find
from setup_doctor.commands import explain_there, listing
from setup_doctor.machine.shell import DOCTOR, PYTHON, spelled
from setup_doctor.messages.text import text
from setup_doctor.model.verdicts import READY, USAGE
from setup_doctor.render.console import Console
from setup_doctor.symptoms import managers
from setup_doctor.symptoms.glossary import look_up, of_symptom
from setup_doctor.symptoms.judgement import judge
from setup_doctor.symptoms.likeness import closest
from setup_doctor.symptoms.table import SYMPTOMS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.machine import Machine
    from setup_doctor.messages.text import Text as Sentence
    from setup_doctor.render.output import Output
    from setup_doctor.symptoms.glossary import Entry
    from setup_doctor.symptoms.judgement import Judgement
    from setup_doctor.symptoms.symptom import Symptom

_LONGEST = 300
_BROKEN_OFF = text(
    "The text breaks off within a traceback, before its last line. "
    "That line says what went wrong: paste it as well."
)
_ONLY_WARNS = text(
    "There are only warnings in this text, and none that is known here. "
    "If something fails, paste the error that comes after them."
)


def explain(subject: str, machine: Machine, output: Output) -> int:
    """Explain a check, a cause, an area or a text with an error; return the exit code."""
    subject = subject.strip()
    lines = list(_named(subject, machine, output))
    judgement = judge(subject, SYMPTOMS) if not lines else None
    if judgement is not None and (judgement.lead or judgement.others):
        lines = list(_judged(judgement, machine, output))
    if not lines:
        lines = list(listing.area(subject, output.language))
    if lines:
        output.lines(lines)
        return READY
    _unknown(subject, judgement, output)
    return USAGE


def _named(subject: str, machine: Machine, output: Output) -> Iterator[Text]:
    check = find(subject)
    if check is not None:
        yield from listing.explanation(check, output.language)
    elif (entry := look_up(subject)) is not None:
        yield from _entry(entry, machine, output)


def _judged(judgement: Judgement, machine: Machine, output: Output) -> Iterator[Text]:
    say, lead, others = output.language, judgement.lead, list(judgement.others)
    if lead is None:
        # The last error decides, and it is a new one; what came before it may be its reason.
        lead = others.pop()
        yield from (Text(say(words)) for words in _before(judgement))
        yield Text()
    elif lead.harmless:
        yield Text(say(text("A warning that does no harm.")), style="bold")
    elif not judgement.sure:
        yield Text(say(text("This is likely, and not sure.")), style="bold")
    seen = explain_there.look(lead, machine, output)
    if seen is not None:
        yield from explain_there.answer(seen, lead, machine, output)
    entry = explain_there.left_open(seen, of_symptom(lead))
    yield from _entry(entry, machine, output)
    if seen is not None:
        yield from explain_there.closing(seen, output)
    if not judgement.sure:
        yield from _near(judgement, output)
    yield from _raised(judgement, output)
    if others:
        yield Text()
        yield Text(say(text("Also in this text, in its order:")), style="bold")
        yield from (_line(other, output) for other in others)
    if judgement.harmless:
        yield Text()
        yield Text(say(text("Harmless warnings in it:")), style="bold")
        yield from (_line(other, output) for other in judgement.harmless)


def _before(judgement: Judgement) -> tuple[Sentence, Sentence]:
    if judgement.broken_off:
        return _BROKEN_OFF, text("What is known in it until there:")
    new = text("The last error is not known here: {error}", error=_cut(judgement.error))
    return new, text("Before it stands one that is, and that may be its reason:")


def _entry(entry: Entry, machine: Machine, output: Output) -> Iterator[Text]:
    say, console = output.language, Console.of(machine, output)
    yield Text(say(entry.meaning))
    yield Text(say(text("cause {cause}", cause=entry.cause)), style="dim")
    for remedy in entry.remedies:
        yield from console.remedy(remedy, indent=2)
    if entry.needs:
        yield from _managers(entry.needs, machine, output)
    if entry.apart is not None:
        yield Text(say(text("To tell it apart: {how}", how=entry.apart)))
    if entry.looks and not machine.visit:
        only = (part for check in entry.looks for part in ("--only", check))
        command = spelled((DOCTOR, "check", *only), machine, output.encoding)
        yield Text(say(text("What looks at it here:"))).append(f" {command}", style="bold")
    if entry.others:
        yield Text(say(text("In other errors the same cause means:")))
        yield from (Text(f"- {say(other)}") for other in entry.others)
    if entry.sources:
        yield Text(say(text("Reported: {address}", address=entry.sources[0])), style="dim")


def _managers(needs: tuple[str, ...], machine: Machine, output: Output) -> Iterator[Text]:
    wanted = text("For an environment of your own, whoever keeps it:")
    yield Text(output.language(wanted))
    for name, command in managers.ways(needs):
        # Other environments are meant than the doctor's own: by the plain name.
        program = "" if command[0] == PYTHON else f"{command[0]} "
        rest = spelled(command[1:], machine, output.encoding) if program else ""
        line = (
            f"{program}{rest}"
            if program
            else f"python {spelled(command[1:], machine, output.encoding)}"
        )
        yield Text(f"  {name + ':':<8}{line}", no_wrap=True)


def _near(judgement: Judgement, output: Output) -> Iterator[Text]:
    """What else comes near, where only the kind of the error was known."""
    known = judgement.lead.cause if judgement.lead else ""
    like = [each for each in closest(judgement.error, SYMPTOMS) if each.symptom.cause != known]
    if like:
        said = text("What comes closest, with how much of its words it shares:")
        yield Text(output.language(said))
    yield from (Text(output.language(_likeness(each.share, each.symptom))) for each in like)


def _raised(judgement: Judgement, output: Output) -> Iterator[Text]:
    if not judgement.raised_in:
        return
    if judgement.caller:
        said = text(
            "Raised in {package}, called by {file}.",
            package=judgement.raised_in,
            file=judgement.caller,
        )
    else:
        said = text("Raised in {package}.", package=judgement.raised_in)
    yield Text(output.language(said), style="dim")


def _line(symptom: Symptom, output: Output) -> Text:
    return Text(f"- {symptom.cause}: {output.language(symptom.meaning)}")


def _unknown(subject: str, judgement: Judgement | None, output: Output) -> None:
    error = judgement.error if judgement is not None else ""
    shown = error or next(
        (line for line in reversed(subject.splitlines()) if line.strip()), subject
    )
    unfinished = _unfinished(judgement)
    unknown = text(
        "{subject!r} is neither the id of a check nor a message that is known here.",
        subject=_cut(shown.strip()),
    )
    output.say(unfinished or unknown)
    if near := [check.id for check in collect() if subject and subject.lower() in check.id]:
        output.say(text("Did you mean {near}?", near=", ".join(near)))
    elif unfinished is None and (like := closest(shown, SYMPTOMS)):
        output.say(text("What comes closest, with how much of its words it shares:"))
        for each in like:
            output.say(_likeness(each.share, each.symptom))
    if judgement is not None and judgement.harmless:
        output.say(text("The warnings in it do no harm."))
    output.say(
        text("The ids: setup-doctor list. To look at everything: setup-doctor check --verbose")
    )


def _unfinished(judgement: Judgement | None) -> Sentence | None:
    """What to say of a text that holds no error at all."""
    if judgement is None or not (judgement.broken_off or judgement.only_warns):
        return None
    return _BROKEN_OFF if judgement.broken_off else _ONLY_WARNS


def _likeness(share: float, symptom: Symptom) -> Sentence:
    facts = {"share": round(share * 100), "cause": symptom.cause, "meaning": symptom.meaning}
    return text("{share} % {cause}: {meaning}", **facts)


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}..."
