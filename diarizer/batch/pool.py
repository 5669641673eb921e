"""Several recordings at once, in processes of this machine or of a Dask cluster, through joblib.

A process that dies takes down the pool, and nobody says whose order it had. Only as many
orders as there are processes are handed out at a time, so few come into question: each of them is
tried once more in a pool of its own, and whoever dies there is the culprit. The rest goes on.
"""

from __future__ import annotations

import signal
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from diarizer.batch.job import Order, Outcome, carry_out
from diarizer.errors import BackendError, SchedulerUnavailable
from diarizer.messages.text import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

# The networks are small: a process does with one core, and leaves the others to its neighbours.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_PATIENCE = 10.0  # seconds for a scheduler to answer


def run(orders: Sequence[Order], jobs: int, scheduler: str = "") -> Iterator[Outcome]:
    """Carry out orders side by side; the outcomes come as they are ready.

    Args:
        orders: one for each recording.
        jobs: processes of this machine, each with one thread.
        scheduler: address of a Dask scheduler, whose workers do it instead.

    Yields:
        one outcome for each order, whatever became of it.

    Raises:
        SchedulerUnavailable: nobody answers at the address, or Dask is not installed.

    """
    with _cluster(scheduler) if scheduler else nullcontext():
        waiting = list(orders)
        while waiting:
            handed: set[int] = set()
            done: set[int] = set()
            try:
                for number, outcome in _carried_out(waiting, handed, jobs, scheduler):
                    done.add(number)
                    yield outcome
            except _lost():
                for suspect in sorted(handed - done):
                    yield _alone(waiting[suspect], scheduler)
            waiting = waiting[len(handed) :]


def _carried_out(
    orders: Sequence[Order], handed: set[int], jobs: int, scheduler: str
) -> Iterator[tuple[int, Outcome]]:
    """Yield numbers of orders with the outcomes; ``handed`` grows by each that a process gets."""
    if scheduler:
        yield from _on_cluster(orders, handed)
    else:
        yield from _on_this_machine(orders, handed, jobs)


def _on_this_machine(
    orders: Sequence[Order], handed: set[int], jobs: int
) -> Iterator[tuple[int, Outcome]]:
    # Not joblib.Parallel: it keeps a folder for temporary files, and tells another process of it
    # in ASCII, which the folder of a user with a Russian name is not.
    from joblib.externals import loky  # noqa: PLC0415, it imports numpy

    executor = loky.get_reusable_executor(
        jobs, env=dict.fromkeys(_THREADS, "1"), reuse=False, initializer=_ignore_interrupts
    )
    waiting = iter(enumerate(orders))
    running: dict[Future[Outcome], int] = {}
    try:
        while True:
            for number, order in islice(waiting, jobs - len(running)):
                handed.add(number)
                with _born_ignoring_interrupts():
                    running[executor.submit(carry_out, order)] = number
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running[future], future.result()
                del running[future]
    finally:
        executor.shutdown(wait=True, kill_workers=True)


def _ignore_interrupts() -> None:
    """Leave Ctrl-C, which a terminal sends to everybody, to the process that waits for us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _born_ignoring_interrupts() -> Iterator[None]:
    """Keep Ctrl-C from processes that are started inside, also before they can ignore it.

    They inherit what is blocked. A Ctrl-C of this moment reaches us at the end of the block.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    from multiprocessing import resource_tracker  # noqa: PLC0415, it is only here on POSIX

    # It starts with the first process, and before Python 3.13 takes the block away when it has.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _on_cluster(orders: Sequence[Order], handed: set[int]) -> Iterator[tuple[int, Outcome]]:
    import joblib  # noqa: PLC0415, it imports numpy

    def handing() -> Iterator[Any]:
        for number, order in enumerate(orders):
            handed.add(number)
            yield joblib.delayed(_numbered)(number, order)

    how = {"n_jobs": -1, "batch_size": 1, "pre_dispatch": "n_jobs"}
    with joblib.parallel_config(backend="dask"):
        yield from joblib.Parallel(return_as="generator_unordered", **how)(handing())


def _numbered(number: int, order: Order) -> tuple[int, Outcome]:
    return number, carry_out(order)


def _alone(order: Order, scheduler: str) -> Outcome:
    """Try once more, with nobody beside whom it could take along."""
    try:
        ((_, outcome),) = _carried_out([order], set(), 1, scheduler)
    except _lost() as error:
        failure = BackendError(
            text("The process that worked on it died, twice."),
            context=text("File: {path}\n{kind}", path=order.file, kind=type(error).__name__),
            hint=text("Close other programs, and try this one alone: memory may not suffice."),
            reference="backend.died",
        )
        return Outcome(order.file, error=failure)
    return outcome


def _lost() -> tuple[type[Exception], ...]:
    """Return what joblib raises when a process has died."""
    try:
        from distributed.scheduler import KilledWorker  # noqa: PLC0415, an extra
    except ImportError:
        return (BrokenProcessPool,)
    return (BrokenProcessPool, KilledWorker)


@contextmanager
def _cluster(address: str) -> Iterator[None]:
    try:
        from distributed import Client  # noqa: PLC0415, an extra
    except ImportError as error:
        raise SchedulerUnavailable(
            text("Dask is not installed here."),
            context=f"{type(error).__name__}: {error}",
            hint='pip install "dask[distributed]"',
        ) from error
    try:
        # Dask has no types.
        client: Any = cast("Any", Client)(address, timeout=_PATIENCE, set_as_default=True)
    except (OSError, ValueError) as error:
        raise SchedulerUnavailable(
            text("No Dask scheduler answers."),
            context=text(
                "Address: {address}\n{kind}: {said}",
                address=address,
                kind=type(error).__name__,
                said=str(error),
            ),
            hint=text("Start one with: dask scheduler"),
        ) from error
    with client:
        yield
