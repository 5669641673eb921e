"""From a report to the one thing to do next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from setup_doctor.machine.shell import DOCTOR
from setup_doctor.messages.text import text
from setup_doctor.model import Remedy, State, Status
from setup_doctor.repair import common_remedies
from setup_doctor.repair.common_remedies import DEFAULT_BACKEND

if TYPE_CHECKING:
    from collections.abc import Sequence

    from setup_doctor.model import Report, Result, Verdict


def next_step(report: Report, tried: Sequence[Remedy] = ()) -> Remedy | None:
    """The one next step; None where a backend works or nobody knows a way.

    The doctor's own `fix` where it can do what is to be done first, else the step that a person
    has to take. Of what was `tried` already, the next best way; after the last one, a fresh start.
    """
    if report.ready or any(v.state is State.UNPROVEN for v in report.verdicts):
        return None
    backend, blockers = _nearest(report)
    for blocker in blockers:
        first, *others = blocker.finding.remedies or (None,)
        if first is not None and not _is_among(first, tried):
            # `fix` leaves alone what is optional, unless its backend is named.
            alone = not report.verdicts and blocker.status is Status.ABSENT
            by_doctor = first.automatic and not alone
            return (_unreachable(report) or _fix(backend)) if by_doctor else first
        for remedy in others:
            if not _is_among(remedy, tried):
                return remedy
    if tried and blockers:
        return common_remedies.fresh_start()
    return _without_a_way(report, blockers)


def _without_a_way(report: Report, blockers: Sequence[Result]) -> Remedy | None:
    """Where no check knows a way: what brings torch, where that was asked about; else who may help."""
    statuses = {blocker.status for blocker in blockers}
    if not report.verdicts and statuses == {Status.ABSENT}:
        return common_remedies.install(DEFAULT_BACKEND, full=True)
    if statuses & {Status.FAILED, Status.CRASHED}:
        return Remedy(text("Gather what somebody who helps will ask for"), ((DOCTOR, "support"),))
    return None


def after_failure(advice: Remedy | None) -> Remedy:
    """What to do where a command of a repair failed: `advice`, and what failed once more."""
    if advice is None:
        return common_remedies.by_hand(
            text(
                "Do what the red lines above say, or give what stands before them to `setup-doctor "
                "explain`; then run the same command again"
            )
        )
    return replace(advice, title=text("{step}; then run the same command again", step=advice.title))


def _is_among(remedy: Remedy, tried: Sequence[Remedy]) -> bool:
    # By what it does: the title and the megabytes say what was there at the time.
    done = [each.commands or each.title for each in tried]
    return (remedy.commands or remedy.title) in done


def _unreachable(report: Report) -> Remedy | None:
    """What has to be done before anything can be fetched."""
    causes = {"packages.index", "python.pip-settings"}
    silent = (r for r in report.results if r.finding.cause in causes)
    return next((remedy for result in silent for remedy in result.finding.remedies[:1]), None)


def advised(verdict: Verdict) -> Remedy | None:
    """The first remedy for what stands in the way of one backend: of what is told of it first."""
    if is_optional(verdict) and not verdict.blockers[0].finding.remedies:
        return common_remedies.install(verdict.backend)
    return next((r for blocker in verdict.blockers for r in blocker.finding.remedies), None)


def is_optional(verdict: Verdict) -> bool:
    """Whether all that stands in the way are parts that nobody has asked for."""
    return bool(verdict.blockers) and all(
        blocker.status is Status.ABSENT for blocker in verdict.blockers
    )


def to_repair(results: Sequence[Result], named: Sequence[str]) -> list[tuple[Result, Remedy]]:
    """What `fix` would do, in order: the first remedy of each check that calls for one.

    Args:
        results: what was found.
        named: backends and ids of checks that the user named. Only for them is an optional thing
            installed that is absent, and only for a named check one that is not needed at all.
    """
    wanted = {Status.FAILED, Status.WARNING}
    parts = set().union(*(r.check.foundation() for r in results if r.check.backend in named))
    pairs = []
    for result in results:
        if result.suppressed:
            continue
        its_own = result.check.id.rpartition(".")[2] in named  # --only leaves out the proof
        asked = result.status is Status.ABSENT and (its_own or result.check in parts)
        asked |= result.check.id in named and result.status in {Status.ABSENT, Status.NOTE}
        if (result.status in wanted or asked) and result.finding.remedies:
            pairs.append((result, result.finding.remedies[0]))
    return pairs


def _nearest(report: Report) -> tuple[str, Sequence[Result]]:
    """The backend to set up next, and its blockers, the first of its chain first.

    The default before any other: it asks for no account, and the others were not asked for.
    """
    if not report.verdicts:
        return DEFAULT_BACKEND, [r for r in report.results if r.blocks]
    nearest = min(report.verdicts, key=lambda v: (v.backend != DEFAULT_BACKEND, _optional(v)))
    return nearest.backend, nearest.blockers


def _optional(verdict: Verdict) -> bool:
    return any(blocker.status is Status.ABSENT for blocker in verdict.blockers)


def _fix(backend: str) -> Remedy:
    # What is optional is only repaired for whoever names it.
    named = () if backend == DEFAULT_BACKEND else ("--backend", backend)
    return Remedy(text("Let the doctor repair it"), ((DOCTOR, "fix", *named),))
