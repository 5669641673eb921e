"""The report as lines for a terminal, a pipe or a log file."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rich.text import Text as Line

from setup_doctor.machine.proof import sentence
from setup_doctor.machine.shell import spelled
from setup_doctor.messages.language import ENGLISH
from setup_doctor.messages.redaction import redact
from setup_doctor.messages.text import label, text
from setup_doctor.model import Needs, State, Status
from setup_doctor.render.areas import heading
from setup_doctor.render.marks import ASCII, UNICODE, Marks, style
from setup_doctor.repair import next_step

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.messages.language import Language
    from setup_doctor.messages.text import Text
    from setup_doctor.model import Remedy, Report, Result, Verdict
    from setup_doctor.render.output import Output

_QUIET = {Status.OK, Status.NOTE}
# As wide as the longest backend's name and five spaces: "resemblyzer     ".
_NAME = 16
_RIGHTS = label("needs administrator rights")
_RESTART = label("needs a restart")


@dataclass(frozen=True, slots=True)
class Console:
    """How to write: with which signs, how much, and for whose shell.

    Attributes:
        machine: whose shell.
        unicode: whether the stream can show the Unicode signs.
        verbose: with the evidence and the seconds.
        options: also what rests on an option that is not set up.
        say: the reader's language.
        encoding: of the stream, so that a command can be pasted from it.
    """

    machine: Machine
    unicode: bool = True
    verbose: bool = False
    options: bool = False
    say: Language = ENGLISH
    encoding: str = "utf-8"

    @classmethod
    def of(
        cls, machine: Machine, output: Output, *, verbose: bool = False, options: bool = False
    ) -> Console:
        """For what `output` can show, in its language."""
        return cls(machine, output.unicode, verbose, options, output.language, output.encoding)

    @property
    def marks(self) -> Marks:
        """The signs that the stream can show."""
        return UNICODE if self.unicode else ASCII

    def report(self, report: Report) -> Iterator[Line]:
        """Everything: the results by area, then the verdicts."""
        yield from self.results(report.results)
        yield Line()
        yield from self.verdicts(report)

    def results(self, results: Sequence[Result]) -> Iterator[Line]:
        """The results under the headings of their areas."""
        for area, group in groupby(results, key=lambda result: result.check.area):
            if lines := [line for result in group for line in self.result(result)]:
                yield self.heading(area)
                yield from lines

    def heading(self, area: str) -> Line:
        """The name of an area."""
        return Line(self.say(heading(area)), style="bold")

    def result(self, result: Result) -> Iterator[Line]:
        """One check: its sentence, and what to do unless all is well."""
        if self._is_no_news(result):
            return
        mark = Line(f"  {self.marks.by_status[result.status]} ", style=style(result.status))
        prefix = f"{result.check.id}: " if result.status is Status.SKIPPED else ""
        dim = result.suppressed or result.status in {Status.SKIPPED, Status.ABSENT}
        message = prefix + self.say(result.finding.message)
        yield mark.append(redact(message), style="dim" if dim else "default")
        if result.suppressed:
            why = text("Suppressed in setup-doctor.toml: {reason}", reason=result.suppressed)
            yield self._indented(self.say(why), "dim")
            return
        if self.verbose and result.status is not Status.SKIPPED:
            yield from self._details(result)
        elif result.status not in {*_QUIET, Status.SKIPPED, Status.ABSENT}:
            yield self._indented(self.say(_named(result)), "dim")
        for number, remedy in enumerate(self._ways_out(result)):
            if number:
                yield self._indented(self.say(text("or else:")), "dim")
            yield from self.remedy(remedy)

    def _ways_out(self, result: Result) -> Sequence[Remedy]:
        """The best one, where something has to be done; all, for whoever wants to know more."""
        if result.status is Status.ABSENT or (result.status in _QUIET and not self.verbose):
            return ()
        return result.finding.remedies if self.verbose else result.finding.remedies[:1]

    def _is_no_news(self, result: Result) -> bool:
        told = self.options or self.verbose
        return not told and result.finding.cause == "skipped.optional"

    def _details(self, result: Result) -> Iterator[Line]:
        what = _named(result) if result.finding.cause else result.check.id
        took = text("{what}, {seconds:.2f} s", what=what, seconds=result.seconds)
        yield self._indented(self.say(took), "dim")
        for evidence in result.finding.evidence:
            seen = f"{self.say(evidence.looked_at)}: {self.say(evidence.seen)}"
            yield self._indented(seen, "dim")

    def remedy(self, remedy: Remedy, indent: int = 6) -> Iterator[Line]:
        """A way out, its commands ready to be pasted."""
        lead = " " * indent + self.marks.arrow + " "
        price = self._price(remedy)
        if not remedy.commands:
            yield Line(lead).append(self.say(remedy.title)).append(price, style="dim")
        for command in remedy.commands:
            # Never folded: a command is there to be copied in one piece.
            line = Line(lead, no_wrap=True).append(
                spelled(command, self.machine, self.encoding), style="bold"
            )
            yield line.append(price, style="dim")
        if remedy.page:
            yield Line(" " * (len(lead)) + remedy.page, style="underline", no_wrap=True)

    def _price(self, remedy: Remedy) -> str:
        megabytes = text("about {megabytes} MB", megabytes=remedy.megabytes)
        notes = [megabytes] if remedy.megabytes else []
        notes += [text(_RIGHTS)] if Needs.ADMINISTRATOR in remedy.needs else []
        notes += [text(_RESTART)] if Needs.RESTART in remedy.needs else []
        return f"   ({', '.join(map(self.say, notes))})" if notes else ""

    @staticmethod
    def _indented(words: str, how: str) -> Line:
        return Line("      " + redact(words), style=how)

    def verdicts(
        self, report: Report, tried: Sequence[Remedy] = (), instead: Remedy | None = None
    ) -> Iterator[Line]:
        """What works, last; before it, what does not, and the one next step, unless it was `tried`.

        Where one is called for, `instead` takes its place.
        """
        if suppressed := sum(bool(result.suppressed) for result in report.results):
            yield Line(self.say(text("Suppressed: {count}", count=suppressed)), style="dim")
        order = [State.NOT_READY, State.UNKNOWN, State.UNPROVEN, State.READY]
        step = next_step.next_step(report, tried)
        for verdict in sorted(report.verdicts, key=lambda v: order.index(v.state)):
            yield from self._verdict(
                verdict, offer=step is None and verdict.state is not State.READY
            )
        if step is not None:
            yield Line(self.say(text("Next:")), style="bold")
            yield from self.remedy(instead or step, indent=2)

    def _verdict(self, verdict: Verdict, *, offer: bool) -> Iterator[Line]:
        state, colour, words = self._said(verdict)
        line = Line(f"{self.say(state)}: ", style=colour)
        yield line.append(f"{verdict.backend:<{_NAME}}", style="bold").append(
            words, style="default"
        )
        remedy = next_step.advised(verdict)
        if offer and remedy is not None:
            yield from self.remedy(remedy)

    def _said(self, verdict: Verdict) -> tuple[Text, str, str]:
        if verdict.state is State.READY:
            return text("Ready"), "bold green", self.say(sentence(verdict.proof))
        if verdict.state is State.UNPROVEN:
            words = text("nothing stands in the way, and nothing was diarized")
            return text("Not proven"), "yellow", self.say(words)
        blockers = verdict.blockers
        said = redact(self.say(blockers[0].finding.message)) if blockers else ""
        if next_step.is_optional(verdict):
            return text("Not set up"), "dim", said
        if verdict.state is State.UNKNOWN:
            return text("Not checked"), "magenta", said
        return text("Not ready"), "yellow", said


def whose(machine: Machine) -> Text:
    """Whose answers the doctor brings, where it looks after another environment than its own."""
    return text(
        "Environment: {folder}, Python {version} ({found_by})",
        folder=str(machine.interpreter.prefix),
        version=machine.interpreter.dotted,
        found_by=machine.visit.found_by if machine.visit else "-",
    )


def _named(result: Result) -> Text:
    """What to search for: which check, which cause."""
    return text("{id}, cause {cause}", id=result.check.id, cause=result.finding.cause)
