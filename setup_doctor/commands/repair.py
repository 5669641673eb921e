"""`setup-doctor fix` and `setup-doctor setup`: repair what can be repaired, and look again."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rich.text import Text

from setup_doctor.commands import consent, last_repair, meaning
from setup_doctor.commands.examination import examine, look_again
from setup_doctor.install import downloads, light_engine, torch_build
from setup_doctor.machine.shell import DIARIZE, DOCTOR, spelled
from setup_doctor.messages.text import joined, text
from setup_doctor.model import verdicts
from setup_doctor.repair import carrying_out, next_step
from setup_doctor.repair.carrying_out import AGREED
from setup_doctor.repair.common_remedies import DEFAULT_BACKEND, DEFAULT_BACKENDS
from setup_doctor.repair.installer_exit_codes import NOT_STARTED, ending

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from setup_doctor.examination.selection import Request
    from setup_doctor.machine import Machine
    from setup_doctor.model import Remedy, Report
    from setup_doctor.render.console import Console
    from setup_doctor.render.output import Output
    from setup_doctor.repair.carrying_out import Outcome, Repair
    from setup_doctor.symptoms.symptom import Symptom


@dataclass
class Attendant:
    """Shows the plan, asks once for each, and lets the user watch."""

    output: Output
    console: Console
    yes: bool = False
    dry_run: bool = False
    said: list[str] = field(default_factory=list)
    advice: Remedy | None = None  # the step that the words of a command that failed call for

    def confirm(self, plan: Sequence[Repair]) -> bool:
        """Show `plan` and ask, unless the answer was given beforehand."""
        self.output.say(text("To be done:"), "bold")
        for number, repair in enumerate(plan, 1):
            self._tell(number, repair)
        total = carrying_out.fetched(plan)
        fetched = text("About {megabytes} MB are fetched.", megabytes=total)
        self.output.say(fetched if total else text("Nothing is fetched."))
        if self.dry_run:
            self.output.say(text("This was a dry run: nothing was changed."))
            return False
        return self.yes or consent.agreed(text("Go on?"), self.output)

    def _tell(self, number: int, repair: Repair) -> None:
        ids = ", ".join(check.id for check in repair.checks)
        title = Text(f"  {number}. {self.output.language(repair.remedy.title)} ")
        plan = [title.append(f"({ids})", "dim"), *self.console.remedy(repair.remedy)]
        self.output.lines(plan, console=self.output.err)

    def begin(self, repair: Repair) -> None:
        """Say what starts."""
        self.said.clear()
        self.output.say(f"\n{self.output.language(repair.remedy.title)}", "bold")

    def show(self) -> Callable[[str], None] | None:
        """The terminal itself where there is one, so that pip can draw its progress bar."""
        return None if sys.stderr.isatty() else self._heard

    def _heard(self, line: str) -> None:
        self.said.append(line)
        self.output.say(line)

    def proved(self, report: Report) -> None:
        """Say what works already, before the rest is begun."""
        if report.ready:
            ready = replace(report, verdicts=report.ready)
            self.output.lines([Text(), *self.console.verdicts(ready)], console=self.output.err)

    def offer(self, machine: Machine) -> bool:
        """Whether torch shall come, too: asked where somebody can answer, for what comes anyway."""
        if self.yes or self.dry_run or not consent.has_terminal():
            return False
        light = [downloads.to_come(machine, n, downloads.LIGHT) for n in DEFAULT_BACKENDS]
        without = frozenset[tuple[str, int]]().union(*light)
        more = downloads.to_come(machine, DEFAULT_BACKEND, torch_build.kind(machine)) - without
        self.output.say(
            text(
                "Two backends need no account and no torch: about {megabytes} MB.",
                megabytes=downloads.megabytes(without),
            )
        )
        self.output.say(
            text(
                "With torch, about {megabytes} MB more, `import resemblyzer` works in your own code, too.",
                megabytes=downloads.megabytes(more),
            )
        )
        return consent.asked(text("With torch?"), self.output, default=False)

    def end(self, repair: Repair, code: int) -> None:
        """Say when a command failed; whether it helped is for the second look to say."""
        if code != 0:
            ended = ending(repair.remedy, code)
            said = text("{title}: ended with code {code}.", title=repair.remedy.title, code=code)
            if ended:
                said = text("{said} {meaning}", said=said, meaning=ended.meaning)
            self.output.say(said, "red")
            # What the doctor itself runs has told it.
            told = any(command[0] == DOCTOR for command in repair.remedy.commands)
            symptom = meaning.of(self.said, self.output) if told else self._meant()
            if self.advice is None and symptom is not None:
                self.advice = meaning.step(symptom)
            if code == NOT_STARTED and repair.remedy.page:
                self.output.say(text("Another way: {page}", page=repair.remedy.page))

    def _meant(self) -> Symptom | None:
        return meaning.tell(self.said, self.console.machine, self.output)


def fix(
    machine: Machine, request: Request, output: Output, attendant: Attendant, limit: float | None
) -> int:
    """Repair what the checks call for; return the exit code."""
    first = examine(machine, request, output, limit=limit)
    outcome = _apply(first, machine, request, output, attendant, limit, named=request.named)
    if not outcome.done:
        return _nothing_done(outcome, request, output, attendant)
    looked_again = {check for repair in outcome.done for check in repair.checks}
    output.lines([_headline(output)])
    results = [r for r in outcome.report.results if r.check in looked_again or not r.status.passes]
    output.lines([*attendant.console.results(results), Text()])
    return _conclude(outcome, output, attendant)


def setup(
    machine: Machine, request: Request, output: Output, attendant: Attendant, limit: float | None
) -> int:
    """Go the whole way, to a recording that was diarized; return the exit code."""
    if _is_first_run(machine, request) and attendant.offer(machine):
        request = replace(request, full=True)
    output.say(text("Looking at this machine ..."))
    first = examine(machine, request, output, show=attendant.console, limit=limit)
    named = request.named or DEFAULT_BACKENDS
    outcome = _apply(first, machine, request, output, attendant, limit, named=named)
    if outcome.done:
        output.lines([Text(), _headline(output)])
        before = {r.check: r.status for r in first.results}
        changed = [r for r in outcome.report.results if before[r.check] is not r.status]
        output.lines(attendant.console.results(changed))
    output.lines([Text()])
    return _conclude(outcome, output, attendant)


def _is_first_run(machine: Machine, request: Request) -> bool:
    """Whether nobody has said yet with or without torch, and nothing tells it."""
    said = request.backends or request.light or request.full
    return not (said or machine.distribution("torch") or light_engine.has_weights(machine))


def _headline(output: Output) -> Text:
    return Text(output.language(text("After the repair")), style="bold")


def _apply(
    report: Report,
    machine: Machine,
    request: Request,
    output: Output,
    attendant: Attendant,
    limit: float | None,
    *,
    named: Sequence[str],
) -> Outcome:
    if attendant.yes:
        machine = replace(machine, environ={**machine.environ, AGREED: "1"})
    return carrying_out.apply(
        report,
        machine,
        attendant,
        named,
        look=lambda checks: look_again(checks, machine, request, output, limit),
    )


def _nothing_done(outcome: Outcome, request: Request, output: Output, attendant: Attendant) -> int:
    report = outcome.report
    if not outcome.declined:
        to_repair = next_step.to_repair(report.results, request.named)
        steps = [remedy for _, remedy in to_repair if not remedy.automatic]
        by_hand = [step for number, step in enumerate(steps) if step not in steps[:number]]
        if by_hand:
            output.say(text("Nothing that the doctor could do by itself. By hand:"))
            for remedy in by_hand:
                output.lines(attendant.console.remedy(remedy), console=output.err)
        else:
            output.say(text("Nothing to repair."))
        output.lines(attendant.console.verdicts(report))
    return verdicts.exit_code(report)


def _conclude(outcome: Outcome, output: Output, attendant: Attendant) -> int:
    console = attendant.console
    failed = [repair.remedy.title for repair in outcome.done if repair.code != 0]
    if outcome.report.ready and failed:
        output.say(
            text("Not all of it was brought: {titles}.", titles=joined(*failed, between=", ")),
            "red",
        )
        output.say(text("What is ready below works. The same command goes on from here."))
    if outcome.report.ready:
        # Another environment may have no `diarize`: the doctor brings its own there.
        program = (DOCTOR, "smoke") if console.machine.visit else (DIARIZE,)
        command = spelled((*program, "RECORDING"), console.machine, output.encoding)
        output.say(text("It works. With a recording of yours: {command}", command=command))
    if outcome.done and not outcome.needs_restart:
        last_repair.keep(outcome.report, console.machine)
    # After a restart the same way may well lead on.
    ran = [repair.remedy for repair in outcome.done if repair.code == 0]
    tried = () if outcome.needs_restart else ran
    # The same command would end as it did, until what stopped it is out of the way.
    instead = next_step.after_failure(attendant.advice) if failed else None
    output.lines(console.verdicts(outcome.report, tried, instead))
    if outcome.needs_restart:
        output.say(text("Restart the computer, then run the same command again."))
        return verdicts.RESTART
    return verdicts.exit_code(outcome.report)
