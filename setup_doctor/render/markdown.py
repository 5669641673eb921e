"""The report as Markdown, to paste into an issue: nothing private is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.machine.proof import sentence
from setup_doctor.messages.language import ENGLISH
from setup_doctor.messages.text import plural, text
from setup_doctor.model import Status
from setup_doctor.render.privacy import private

if TYPE_CHECKING:
    from collections.abc import Iterator

    from setup_doctor.machine import Machine
    from setup_doctor.messages.language import Language
    from setup_doctor.model import Report, Result

_SILENT = {Status.OK, Status.NOTE, Status.ABSENT, Status.SKIPPED}


def dumps(report: Report, machine: Machine, say: Language = ENGLISH) -> str:
    """What heads an issue: the verdicts, the environment, what is wrong with its evidence, the rest."""
    lines = [
        *_verdicts(report, say),
        "",
        *_environment(report, say),
        *_wrong(report, say),
        *_rest(report, say),
    ]
    return private("\n".join(lines), machine)


def _verdicts(report: Report, say: Language) -> Iterator[str]:
    yield f"### setup-doctor {report.environment.get('setup-doctor', '')}".rstrip()
    yield ""
    for verdict in report.verdicts:
        said = say(sentence(verdict.proof)) if verdict.proof else ""
        if verdict.blockers:
            said = say(verdict.blockers[0].finding.message)
        yield f"- **{verdict.backend}**: {say(verdict.state.value)}{': ' if said else ''}{_flat(said)}"


def _environment(report: Report, say: Language) -> Iterator[str]:
    yield _row(say(text("What")), say(text("Value")))
    yield "| --- | --- |"
    for name, value in report.environment.items():
        yield f"| {say(name)} | {_cell(value)} |"


def _wrong(report: Report, say: Language) -> Iterator[str]:
    for result in report.results:
        if result.status in _SILENT:
            continue
        yield ""
        yield f"#### {result.check.id}: {say(result.status.value)}, `{result.finding.cause}`"
        yield ""
        yield _flat(say(result.finding.message)) + _because(result, say)
        if result.finding.evidence:
            yield ""
            yield _row(say(text("Looked at")), say(text("Seen")))
            yield "| --- | --- |"
            for evidence in result.finding.evidence:
                yield f"| {_cell(say(evidence.looked_at))} | {_cell(say(evidence.seen))} |"


def _because(result: Result, say: Language) -> str:
    if not result.suppressed:
        return ""
    return " " + say(text("Suppressed: {reason}", reason=result.suppressed))


def _rest(report: Report, say: Language) -> Iterator[str]:
    rest = [result for result in report.results if result.status in _SILENT]
    if not rest:
        return
    yield ""
    summary = plural("{count} other check", "{count} other checks", count=len(rest))
    yield f"<details><summary>{say(summary)}</summary>"
    yield ""
    for result in rest:
        message = _flat(say(result.finding.message))
        yield f"- {result.check.id}: {say(result.status.value)}: {message}"
    yield ""
    yield "</details>"


def _row(one: str, other: str) -> str:
    return f"| {one} | {other} |"


def _flat(words: str) -> str:
    """One line in which nothing is taken for HTML: GitHub would swallow `<NA>`."""
    return " ".join(words.split()).replace("<", "&lt;")


def _cell(words: str) -> str:
    flat = _flat(words).replace("|", "\\|")
    return f"`{flat}`" if flat and "`" not in flat and "&lt;" not in flat else flat
