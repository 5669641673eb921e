"""Several recordings at once, in processes of this machine or of a Dask cluster, through joblib.

A process that dies takes down the pool, and joblib does not say whose order it had. Only as many
orders as there are processes are handed out at a time, so few come into question: each of them is
tried once more in a pool of its own, and whoever dies there is the culprit. The rest goes on.
"""

from __future__ import annotations

from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, cast

from diarizer.batch.work import Order, Outcome, carry_out
from diarizer.errors import BackendError, SchedulerUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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
                for number, outcome in _parallel(waiting, handed, jobs, scheduler):
                    done.add(number)
                    yield outcome
            except _lost():
                for suspect in sorted(handed - done):
                    yield _alone(waiting[suspect], scheduler)
            waiting = waiting[len(handed) :]


def _parallel(
    orders: Sequence[Order], handed: set[int], jobs: int, scheduler: str
) -> Iterator[tuple[int, Outcome]]:
    """Yield numbers of orders with the outcomes; ``handed`` grows by each that a process gets."""
    import joblib  # noqa: PLC0415, it imports numpy

    def handing() -> Iterator[Any]:
        for number, order in enumerate(orders):
            handed.add(number)
            yield joblib.delayed(_numbered)(number, order)

    backend = {"backend": "dask"} if scheduler else {"backend": "loky", "inner_max_num_threads": 1}
    with joblib.parallel_config(**backend):
        yield from joblib.Parallel(
            n_jobs=-1 if scheduler else jobs,
            return_as="generator_unordered",
            batch_size=1,
            pre_dispatch="n_jobs",
        )(handing())


def _numbered(number: int, order: Order) -> tuple[int, Outcome]:
    return number, carry_out(order)


def _alone(order: Order, scheduler: str) -> Outcome:
    """Try once more, with nobody beside whom it could take along."""
    try:
        # Two processes and one order: with one, joblib would stay in this process.
        return next(_parallel([order], set(), 2, scheduler))[1]
    except _lost() as error:
        failure = BackendError(
            "The process that worked on it died, twice.",
            context=f"File: {order.file}\n{type(error).__name__}",
            hint="Close other programs, and try this one alone: memory may not suffice.",
            reference="backend.died",
        )
        return Outcome(order.file, error=failure)


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
            "Dask is not installed here.",
            context=f"{type(error).__name__}: {error}",
            hint='pip install "dask[distributed]"',
        ) from error
    try:
        # Dask has no types.
        client: Any = cast("Any", Client)(address, timeout=_PATIENCE, set_as_default=True)
    except (OSError, ValueError) as error:
        raise SchedulerUnavailable(
            "No Dask scheduler answers.",
            context=f"Address: {address}\n{type(error).__name__}: {error}",
            hint="Start one with: dask scheduler",
        ) from error
    with client:
        yield
