"""The report as one HTML page that asks nothing of any other place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from setup_doctor.machine.proof import sentence
from setup_doctor.machine.shell import spelled
from setup_doctor.messages.language import ENGLISH
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import text
from setup_doctor.model import Needs, State, Status
from setup_doctor.render.areas import heading
from setup_doctor.render.marks import UNICODE
from setup_doctor.repair import next_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    import jinja2

    from setup_doctor.machine import Machine
    from setup_doctor.messages.language import Language
    from setup_doctor.model import Remedy, Report, Result, Verdict

_OPEN = {Status.FAILED, Status.CRASHED, Status.WARNING, Status.UNKNOWN}


@dataclass(frozen=True, slots=True)
class ShownRemedy:
    """A remedy as the page shows it."""

    title: str
    commands: tuple[str, ...]
    page: str
    megabytes: int
    administrator: bool
    restart: bool


def dumps(report: Report, machine: Machine, say: Language = ENGLISH) -> str:
    """The page: the verdict, the next step, every check with its evidence, the environment."""
    step = next_step.next_step(report)
    template = _templates().get_template("report.html.j2")
    return template.render(
        _=say,
        lang=say.code,
        verdicts=[_verdict(verdict, say) for verdict in report.verdicts],
        step=step and _shown_remedy(step, machine, say),
        folder=redact(str(machine.here())),
        areas=list(_areas(report, machine, say)),
        environment={say(name): redact(value) for name, value in report.environment.items()},
        suppressed=sum(bool(result.suppressed) for result in report.results),
        seconds=sum(result.seconds for result in report.results),
    )


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    import jinja2  # noqa: PLC0415, a fifth of a second that only a page is worth

    # What the machine says (paths, errors of libraries) is text, whatever it looks like.
    return jinja2.Environment(
        loader=jinja2.PackageLoader("setup_doctor.render"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def _verdict(verdict: Verdict, say: Language) -> dict[str, Any]:
    said = say(sentence(verdict.proof)) if verdict.state is State.READY else ""
    if verdict.blockers:
        said = redact(say(verdict.blockers[0].finding.message))
    state = verdict.state.value
    return {
        "backend": verdict.backend,
        "state": state,
        "label": say(text("not set up")) if next_step.is_optional(verdict) else say(state),
        "optional": next_step.is_optional(verdict),
        "said": said,
    }


def _areas(report: Report, machine: Machine, say: Language) -> Iterator[dict[str, Any]]:
    for area, group in groupby(report.results, key=lambda result: result.check.area):
        results = [_result(result, machine, say) for result in group]
        yield {"heading": say(heading(area)), "results": results}


def _result(result: Result, machine: Machine, say: Language) -> dict[str, Any]:
    finding = result.finding
    return {
        "id": result.check.id,
        "title": say(result.check.title),
        "status": result.status.value,
        "label": say(result.status.value),
        "mark": UNICODE.by_status[result.status],
        "cause": finding.cause,
        "message": redact(say(finding.message)),
        "evidence": [(say(e.looked_at), redact(say(e.seen))) for e in finding.evidence],
        "ways": [_shown_remedy(remedy, machine, say) for remedy in finding.remedies],
        "seconds": result.seconds,
        "suppressed": result.suppressed,
        "open": result.status in _OPEN and not result.suppressed,
    }


def _shown_remedy(remedy: Remedy, machine: Machine, say: Language) -> ShownRemedy:
    return ShownRemedy(
        say(remedy.title),
        tuple(redact(spelled(command, machine)) for command in remedy.commands),
        remedy.page,
        remedy.megabytes,
        Needs.ADMINISTRATOR in remedy.needs,
        Needs.RESTART in remedy.needs,
    )
