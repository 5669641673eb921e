"""From results to a verdict per backend, and from verdicts to an exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from setup_doctor.model import Report, Result, State, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

READY, TO_FIX, USAGE, UNCHECKED, RESTART = 0, 1, 2, 3, 4

_TOLD = {Status.WARNING, Status.FAILED, Status.UNKNOWN, Status.CRASHED}
_BROKEN = {Status.FAILED, Status.CRASHED, Status.ABSENT}


def verdicts(results: Sequence[Result]) -> tuple[Verdict, ...]:
    """One verdict for each backend whose proving check is among `results`."""
    return tuple(_verdict(result, results) for result in results if result.check.backend)


def _verdict(proof: Result, results: Sequence[Result]) -> Verdict:
    foundation = proof.check.foundation()
    blockers = tuple(
        r
        for r in results
        if r.blocks
        and r.status is not Status.SKIPPED
        and (r.check in foundation or _was_not_done_without(r, proof))
    )
    backend = proof.check.backend
    if any(r.status in _BROKEN for r in blockers):
        return Verdict(backend, State.NOT_READY, blockers)
    if blockers:
        return Verdict(backend, State.UNKNOWN, blockers)
    if proof.status is Status.SKIPPED:
        return Verdict(backend, State.UNPROVEN)
    return Verdict(backend, State.READY, proof=proof.finding.data)


def _was_not_done_without(result: Result, proof: Result) -> bool:
    """Whether it is what the backend can do without, and the likeliest reason now that it did not.

    Not where it was never installed: what failed then is the way without it.
    """
    present = proof.status in _BROKEN and result.status is not Status.ABSENT
    return present and result.check in proof.check.closure()


def exit_code(report: Report, *, strict: bool = False) -> int:
    """0 ready, 1 something must be fixed, 3 could not be checked.

    One backend that works is enough, unless `strict`: then no check may have anything to say.
    """
    statuses = {r.status for r in report.results if not r.suppressed}
    if strict and statuses & {*_BROKEN, Status.WARNING, Status.UNKNOWN}:
        return UNCHECKED if not statuses & {*_BROKEN, Status.WARNING} else TO_FIX
    states = {v.state for v in report.verdicts}
    if states:
        return _worst_of_states(states)
    if statuses & _BROKEN:
        return TO_FIX
    return UNCHECKED if Status.UNKNOWN in statuses else READY


def wrong(report: Report, *, strict: bool = False) -> tuple[Result, ...]:
    """The results that are not as they should be; none where all is well.

    That an optional thing is absent is told only where nothing else explains the exit code.
    """
    counted = [r for r in report.results if not r.suppressed]
    told = tuple(r for r in counted if r.status in _TOLD)
    explained = bool(told) and bool(report.verdicts) and not strict
    if explained or exit_code(report, strict=strict) == READY:
        return told
    return tuple(r for r in counted if r.status in {*_TOLD, Status.ABSENT})


def _worst_of_states(states: Iterable[State]) -> int:
    present = set(states)
    if present & {State.READY, State.UNPROVEN}:
        return READY
    return TO_FIX if State.NOT_READY in present else UNCHECKED
