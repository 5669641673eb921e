"""Many recordings: what is done already is skipped, what fails is listed, the rest is done."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from diarizer.batch import job, pool
from diarizer.batch.job import Outcome
from diarizer.cli import stderr
from diarizer.cli.output import (
    former,
    picture_and_list,
    remarks,
    result_files,
    stdout_data,
    writable_places,
)
from diarizer.cli.output.summary_table import Row, summary
from diarizer.cli.progress import bar
from diarizer.cli.progress.overall import WEIGHTS, OverallProgress
from diarizer.errors import DiarizerError
from diarizer.files.looks import is_file
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from diarizer.backends import Backend
    from diarizer.batch.job import Order
    from diarizer.cli.linked_names import Failures, LinkedNames
    from diarizer.cli.output.planned_files import PlannedFiles
    from diarizer.cli.request import Request
    from diarizer.messages.text import Text
    from diarizer.types import Progress as Tell


def run(
    tasks: Sequence[PlannedFiles],
    order: Order,
    request: Request,
    backend: Backend | None,
    linked: LinkedNames | None = None,
) -> int:
    """Diarize every recording, whatever happens to the others; return the exit code.

    Args:
        tasks: one for each recording.
        order: what to do with each; only the file differs.
        request: how many at once, and what to skip.
        backend: that is loaded already, for what is done in this process.
        linked: gives strangers their names, once all of them were heard.

    Raises:
        InvalidArgument: the voices cannot be compared.
        SchedulerUnavailable: no Dask scheduler answers.

    """
    todo = [task for task in tasks if request.overwrite or not _kept(task, linked)]
    ended = _refused(todo)
    places = {task.item.file.absolute(): place for place, task in enumerate(todo)}
    orders = [replace(order, file=file) for file, place in places.items() if place not in ended]
    shown = {place: Outcome(todo[place].item.file) for place in ended}
    unwritten: Failures = {}
    with ExitStack() as until_named:
        with _outcomes(orders, request, backend) as outcomes:
            for outcome in outcomes:
                place = places[outcome.file]
                ended[place] = _settled(
                    todo[place], outcome, request, until_named if linked else None
                )
                shown[place] = outcome
        if linked:
            done = {
                todo[place].item.file: outcome
                for place, outcome in shown.items()
                if not ended[place].failure
            }
            named, unwritten = linked.give(tasks, done)
            shown = {place: named.get(todo[place].item.file, shown[place]) for place in shown}
    to_stdout = any(task.format and task.target is None for task in todo)
    for place in sorted(shown):
        _present(todo[place], shown[place], ended[place])
    for file, error in unwritten.items():
        stderr.failed(error, file)
    rows = [ended[place] for place in sorted(ended)]
    summary(rows, skipped=len(tasks) - len(todo), aside=to_stdout)
    _tell_where(tasks, request)
    return int(bool(unwritten) or any(row.failure for row in rows))


def _tell_where(tasks: Sequence[PlannedFiles], request: Request) -> None:
    """Tell where the turns lie: without ``--output`` nobody has said it."""
    if not (there := [task.target for task in tasks if task.target and is_file(task.target)]):
        return
    stderr.say(
        text("The results lie in {folder}", folder=request.output)
        if request.output
        else text("The results lie beside the recordings, such as {path}", path=there[0])
    )


def _refused(todo: Sequence[PlannedFiles]) -> dict[int, Row]:
    """Return those, by their places, whose results could not be written: no hours are spent on them.

    Raises:
        NoRoom: none of them could be.

    """
    found = writable_places.check(todo)
    return {
        place: Row(task.item.inside, None, 0.0, found[task.item.file])
        for place, task in enumerate(todo)
        if task.item.file in found
    }


def _kept(task: PlannedFiles, linked: LinkedNames | None) -> bool:
    """Whether a recording need not be done again."""
    return task.item.file in linked.kept if linked else task.fresh


@contextmanager
def _outcomes(
    orders: Sequence[Order], request: Request, backend: Backend | None
) -> Iterator[Iterator[Outcome]]:
    """Carry out the orders, with one bar for all of them: a large file is a large share."""
    sizes = {order.file: _size(order) for order in orders}
    whole = sum(sizes.values()) or 1
    with bar.bar(_of(0, orders)) as move:
        ended: list[int] = []

        def at(share: float) -> None:
            move(_of(len(ended), orders), (sum(ended) + share) / whole)

        def here() -> Iterator[Outcome]:
            for each in orders:
                yield job.carry_out(each, _within(each, sizes[each.file], at), backend)

        def counted() -> Iterator[Outcome]:
            for outcome in outcomes:
                ended.append(sizes[outcome.file])
                at(0)
                yield outcome

        outcomes = (
            pool.run(orders, request.jobs, request.scheduler) if request.elsewhere else here()
        )
        yield counted()


def _of(number: int, orders: Sequence[Order]) -> Text:
    return text("{number} of {count}", number=number, count=len(orders))


def _within(order: Order, size: int, at: Callable[[float], None]) -> Tell:
    """Tell how many bytes' worth of one recording are done, as its stages go by."""
    share = OverallProgress(WEIGHTS.get(order.backend, {}))

    def tell(stage: str, completed: float, total: float) -> None:
        at(share.told(stage, completed, total) * size)

    return tell


def _size(order: Order) -> int:
    try:
        return order.file.stat().st_size
    except OSError:
        return 0


def _settled(
    task: PlannedFiles, outcome: Outcome, request: Request, until_named: ExitStack | None
) -> Row:
    """Write what is to be written at once, so that nothing is lost when a later one is stopped.

    With ``--link`` names come later; only then is it known whether former turns are other ones.
    """
    failure: DiarizerError | OSError | None = outcome.error
    try:
        if outcome.found is not None:
            remarks.check(outcome.found, request)
        with ExitStack() as at_once:
            (until_named or at_once).enter_context(
                former.kept(None if request.overwrite else task.target)
            )
            result_files.written(task, outcome, request)
    except (DiarizerError, OSError) as error:
        failure = failure or error
    return Row(task.item.inside, outcome.found, outcome.seconds, failure)


def _present(task: PlannedFiles, outcome: Outcome, row: Row) -> None:
    if row.failure:
        stderr.failed(row.failure, task.item.file)
    # What was found and could not be written down, as the disk is full, is shown instead.
    unwritten = isinstance(row.failure, OSError)
    if outcome.found is None or (row.failure and not unwritten):
        return
    remarks.show(outcome.found, task.item.file)
    if task.target is None or unwritten:
        if task.format:
            stdout_data.write(outcome.found, task.format)
        else:
            picture_and_list.show(outcome.found, task.item.file)
        picture_and_list.recognised(outcome.matches)
