"""Runs checks in dependency order, side by side where they do not depend on each other."""

from __future__ import annotations

import queue
import threading
import time
import traceback
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from diarizer.errors import DownloadFailed, NetworkFailed
from setup_doctor.messages.text import lines, text
from setup_doctor.model import Check, Evidence, Finding, Remedy, Result, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from setup_doctor.machine import Machine

WORKERS = 8
_FINE = {Status.OK, Status.NOTE, Status.SKIPPED}  # nothing there that could be suppressed
# What a check may take beyond its limit to tidy up after a program that it had to stop.
GRACE = 15.0


def ordered(checks: Iterable[Check]) -> list[Check]:
    """`checks`, each behind what it requires; equals keep their order."""
    wanted = list(checks)
    graph = {check: [r for r in wanted if r in check.closure() - {check}] for check in wanted}
    return list(TopologicalSorter(graph).static_order())


def run(
    checks: Iterable[Check],
    machine: Machine,
    *,
    asked_to_skip: Mapping[Check, str] | None = None,
    suppressed: Mapping[Check, str] | None = None,
    limit: float | None = None,
    on_start: Callable[[Check], None] = lambda _: None,
    on_result: Callable[[Result], None] = lambda _: None,
) -> list[Result]:
    """Run `checks` and return a result for each, in dependency order.

    Args:
        checks: what to run; requirements that are not among them count as met.
        machine: handed to each check.
        asked_to_skip: checks to leave out, with the reason; they do not hold up their dependants.
        suppressed: checks that hold up nobody whatever they find, with the reason.
        limit: seconds for each check, in place of the limit of its kind.
        on_start: called in this thread when a check starts.
        on_result: called in this thread when one has ended.
    """
    here = [check for check in ordered(checks) if check.applies(machine.platform)]
    context = _RunContext(machine, limit, on_start, on_result)
    return _Run(here, context, asked_to_skip or {}, suppressed or {}).all()


@dataclass(frozen=True)
class _RunContext:
    """What each check is handed, and who wants to know of it."""

    machine: Machine
    limit: float | None
    on_start: Callable[[Check], None]
    on_result: Callable[[Result], None]


class _Run:
    """The state of one run: what waits, what is under way until when, what has ended."""

    def __init__(
        self,
        checks: list[Check],
        context: _RunContext,
        left_out: Mapping[Check, str],
        suppressed: Mapping[Check, str],
    ) -> None:
        self.checks = checks
        self.context = context
        self.suppressed = suppressed
        self.waiting = list(checks)
        self.deadlines: dict[Check, float] = {}
        self.results: dict[Check, Result] = {}
        self.answers: queue.SimpleQueue[Result] = queue.SimpleQueue()
        for check in checks:
            if check in left_out:
                self._settle(Result(check, _left_out(left_out[check])))

    def all(self) -> list[Result]:
        while self.waiting or self.deadlines:
            self._start_what_can_start()
            if self.deadlines:
                self._await_one()
        return [self.results[check] for check in self.checks]

    def _start_what_can_start(self) -> None:
        for check in list(self.waiting):
            if len(self.deadlines) >= WORKERS:
                return
            closure = check.closure() - {check}
            if any(r in closure and r not in self.results for r in self.checks):
                continue
            # In the order of the checks, so that it is the first obstacle that is named.
            needed = check.foundation() - {check}
            before = [r for r in self.checks if r in needed]
            blocker = next((r for r in before if _blocks(self.results[r])), None)
            if blocker:
                self._settle(Result(check, _blocked(self.results[blocker])))
            else:
                self._start(check)

    def _start(self, check: Check) -> None:
        asked = self.context.limit
        limit = check.cost.limit if asked is None else asked
        machine = replace(self.context.machine, limit=limit)
        self.waiting.remove(check)
        self.deadlines[check] = time.monotonic() + limit + GRACE
        self.context.on_start(check)
        # A thread of our own that nobody waits for: one that hangs must not hold up the exit.
        target = threading.Thread(target=self._examine, args=(check, machine), daemon=True)
        target.start()

    def _examine(self, check: Check, machine: Machine) -> None:
        started = time.monotonic()
        try:
            finding = _readable(check(machine).redacted())
        except (
            DownloadFailed
        ) as error:  # where the Hub's client does not load, whatever is asked of it
            finding = _told(error).redacted()
        except BaseException as error:  # noqa: BLE001 - a crash is an answer, and must not hide the others
            finding = crashed(error).redacted()
        self.answers.put(Result(check, finding, time.monotonic() - started))

    def _await_one(self) -> None:
        check, deadline = min(self.deadlines.items(), key=lambda item: item[1])
        try:
            result = self.answers.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            asked = self.context.limit
            limit = check.cost.limit if asked is None else asked
            result = Result(check, _too_slow(), limit + GRACE)
        if self.deadlines.pop(result.check, None) is not None:  # else it came after its time
            self._settle(result)

    def _settle(self, result: Result) -> None:
        if result.check in self.waiting:
            self.waiting.remove(result.check)
        if result.status not in _FINE:
            result = replace(result, suppressed=self.suppressed.get(result.check, ""))
        self.results[result.check] = result
        self.context.on_result(result)


def _readable(finding: Finding) -> Finding:
    """The same finding: a sentence that lacks one of its values shall break here, not when shown."""
    said = (
        finding.message,
        *(e.seen for e in finding.evidence),
        *(r.title for r in finding.remedies),
    )
    for each in said:
        str(each)
    return finding


def _told(error: DownloadFailed) -> Finding:
    """What the library says of a failure, with its way out: it is no defect of the doctor's."""
    status = Status.UNKNOWN if isinstance(error, NetworkFailed) else Status.FAILED
    said = (Evidence("said", line) for line in lines(error.told.context))
    way_out = Remedy(text("{hint}", hint=error.told.hint), page=error.page)
    message = text("{message}", message=error.told.message)
    return Finding(status, message, error.reference, tuple(said), (way_out,))


def crashed(error: BaseException) -> Finding:
    """A finding about a defect of the doctor's own: where it happened, for whoever mends it."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "unknown"
    message = text(
        "This check itself failed ({kind}: {error}). Please report it.",
        kind=type(error).__name__,
        error=str(error),
    )
    return Finding(Status.CRASHED, message, "doctor.crash", (Evidence("raised at", where),))


def _blocks(result: Result) -> bool:
    return result.blocks and result.finding.cause != "skipped.asked"


def _blocked(blocker: Result) -> Finding:
    message = text("Not looked at: {id} comes first.", id=blocker.check.id)
    # What rests on an option that nobody asked for is no news to anybody else.
    if blocker.status is Status.ABSENT or blocker.finding.cause == "skipped.optional":
        return Finding(Status.SKIPPED, message, "skipped.optional")
    return Finding(Status.SKIPPED, message, "skipped.blocked")


def _left_out(reason: str) -> Finding:
    return Finding(
        Status.SKIPPED, text("Left out, as {reason} asks.", reason=reason), "skipped.asked"
    )


def _too_slow() -> Finding:
    message = text("No answer within the time limit; try again with a longer --timeout.")
    return Finding(Status.UNKNOWN, message, "doctor.timeout")
