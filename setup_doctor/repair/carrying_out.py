"""Carrying out remedies: show, ask once, run, and let the same checks look again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from setup_doctor.examination import runner
from setup_doctor.install import downloads
from setup_doctor.machine import process
from setup_doctor.machine.shell import runnable
from setup_doctor.model import Needs, Remedy, Report, Result, Status, verdicts
from setup_doctor.repair.installer_exit_codes import NOT_STARTED, ending
from setup_doctor.repair.next_step import to_repair

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from setup_doctor.machine import Machine
    from setup_doctor.model import Check

# A repair uncovers what lay behind it: no webrtcvad hides no torch hides cut weights.
ROUNDS = 4
# Told to the commands of `fix --yes` and `setup --yes`: what they would ask was agreed to.
AGREED = "SETUP_DOCTOR_YES"
# Told to all of them: what is done was said already.
ANNOUNCED = "SETUP_DOCTOR_ANNOUNCED"
_NOT_FOUND = (2, 3)  # a file, a path: there is no winget before Windows 10 1809, nor on a server


@dataclass(frozen=True, slots=True)
class Repair:
    """One remedy, the checks that call for it, and the code with which its commands ended."""

    remedy: Remedy
    checks: tuple[Check, ...]
    code: int = 0

    @property
    def needs_restart(self) -> bool:
        """Whether what was done only works after a restart."""
        ended = ending(self.remedy, self.code)
        if ended is not None:
            return ended.restart
        return self.code == 0 and Needs.RESTART in self.remedy.needs


class Attendant(Protocol):
    """Whoever stands between the repairs and the user: the only one who asks and shows."""

    def confirm(self, plan: Sequence[Repair]) -> bool:
        """Show the plan; whether to go on."""
        ...

    def begin(self, repair: Repair) -> None:
        """A repair starts."""
        ...

    def show(self) -> Callable[[str], None] | None:
        """What takes the lines of a running command; None where it may use the terminal."""
        ...

    def end(self, repair: Repair, code: int) -> None:
        """A repair's commands have ended, the last with `code`."""
        ...

    def proved(self, report: Report) -> None:
        """One backend was seen to, and the others are still to come."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Attributes:
        report: with the second look in place of the first where there was one.
        done: the repairs that were run.
        declined: whether the user said no.
    """

    report: Report
    done: tuple[Repair, ...] = ()
    declined: bool = False

    @property
    def needs_restart(self) -> bool:
        """Whether something that was done only works after a restart."""
        repaired = {check for repair in self.done for check in repair.checks}
        pending = (r for r in self.report.results if r.check in repaired and _awaits_restart(r))
        return any(repair.needs_restart for repair in self.done) or any(pending)


def _awaits_restart(result: Result) -> bool:
    """Whether a restart is all that the second look has still asked for."""
    return any(r.needs == {Needs.RESTART} and not r.page for r in result.finding.remedies[:1])


def plan(report: Report, named: Sequence[str]) -> list[Repair]:
    """What would be done, in order; remedies that several checks call for stand there once."""
    repairs: list[Repair] = []
    for result, remedy in to_repair(report.results, named):
        for place, known in enumerate(repairs):
            if _same(known.remedy, remedy):
                repairs[place] = replace(known, checks=(*known.checks, result.check))
                break
        else:
            repairs.append(Repair(remedy, (result.check,)))
    return repairs


def _same(one: Remedy, other: Remedy) -> bool:
    return one.commands == other.commands and (bool(one.commands) or one.title == other.title)


def apply(
    report: Report,
    machine: Machine,
    attendant: Attendant,
    named: Sequence[str] = (),
    look: Callable[[Sequence[Check]], list[Result]] | None = None,
) -> Outcome:
    """Carry out what `report` calls for, and report what a second look found.

    Args:
        report: from a run of the checks.
        machine: where to repair.
        attendant: asked once for each plan, and shown what goes on.
        named: backends whose optional parts are wanted too, and ids of checks.
        look: runs checks anew; `runner.run` by default.
    """
    look = look or (lambda checks: runner.run(checks, machine))
    done: list[Repair] = []
    for _ in range(ROUNDS):
        tried = [repair.remedy for repair in done]
        repairs = [r for r in plan(report, named) if _possible(r.remedy, machine)]
        repairs = [r for r in repairs if not any(_same(r.remedy, each) for each in tried)]
        if not repairs:
            break
        if not attendant.confirm(repairs):
            return Outcome(report, tuple(done), declined=True)
        first, rest = _stages(report, repairs)
        done += [_carry_out(repair, machine, attendant) for repair in first]
        if rest:
            report = _second_look(report, first, look, everywhere=False)
            attendant.proved(report)
            done += [_carry_out(repair, machine, attendant) for repair in rest]
        report = _second_look(report, rest or first, look)
    return Outcome(report, tuple(done))


def _stages(report: Report, repairs: list[Repair]) -> tuple[list[Repair], list[Repair]]:
    """What the first backend needs that can be brought to work; and the rest, for afterwards.

    A proof before the rest: a torch that does not load, a disk that fills up or an index that breaks
    off leaves one that works.
    """
    for verdict in report.verdicts:
        proof = next(r.check for r in report.results if r.check.backend == verdict.backend)
        needed = proof.foundation()
        first = [each for each in repairs if needed & {*each.checks} or _brings_pip(each)]
        repaired = {check for repair in first for check in repair.checks}
        if first and all(blocker.check in repaired for blocker in verdict.blockers):
            return first, [repair for repair in repairs if repair not in first]
    return repairs, []


def _brings_pip(repair: Repair) -> bool:
    """What every installation goes through, though no proof needs it."""
    return any(check.id == "python.pip" for check in repair.checks)


def _possible(remedy: Remedy, machine: Machine) -> bool:
    # Rights are not asked for behind the user's back: whoever has them, has opened such a window.
    return remedy.automatic or (bool(remedy.commands) and machine.elevated())


def _carry_out(repair: Repair, machine: Machine, attendant: Attendant) -> Repair:
    attendant.begin(repair)
    ended = replace(repair, code=_run(repair, machine, attendant))
    attendant.end(ended, ended.code)
    return ended


def _run(repair: Repair, machine: Machine, attendant: Attendant) -> int:
    environ = {**machine.environ, ANNOUNCED: "1"}
    for command in repair.remedy.commands:
        argv = runnable(command, machine)
        try:
            code = process.run_attached(argv, environ, attendant.show())
        except OSError as error:  # winerror 740: the program wants an administrator
            number = getattr(error, "winerror", None)
            code = NOT_STARTED if number in _NOT_FOUND else number or NOT_STARTED
        if code != 0:
            return code
    return 0


def _may_change(result: Result) -> bool:
    """Whether it did not pass, and is not left alone: an option that nobody has asked for."""
    optional = result.finding.cause == "skipped.optional"
    absent = result.status is Status.ABSENT and not result.finding.remedies
    return not (result.status.passes or optional or absent)


def fetched(repairs: Sequence[Repair]) -> int:
    """The megabytes of all of them; what several of them share comes once."""
    pieces = frozenset(piece for repair in repairs for piece in repair.remedy.pieces)
    return downloads.megabytes(pieces) + sum(
        repair.remedy.megabytes for repair in repairs if not repair.remedy.pieces
    )


def _second_look(
    report: Report,
    repairs: Sequence[Repair],
    look: Callable[[Sequence[Check]], list[Result]],
    *,
    everywhere: bool = True,
) -> Report:
    """Look again at what was repaired, at what did not pass unless told otherwise, and what rests on it."""
    repaired = {check for repair in repairs for check in repair.checks}
    # What was left out at the user's wish stays out.
    open_to_look = [r for r in report.results if r.finding.cause != "skipped.asked"]
    shaky = repaired | {r.check for r in open_to_look if everywhere and _may_change(r)}
    again = [
        r.check for r in open_to_look if (r.check.closure() & shaky or {*r.check.uses} & repaired)
    ]
    fresh = {result.check: result for result in look(again)}
    results = tuple(fresh.get(r.check, r) for r in report.results)
    return replace(report, results=results, verdicts=verdicts.verdicts(results))
