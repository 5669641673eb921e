"""One piece of work after the other, or several at once, with the same results in the same order.

A network that is asked on one thread rounds the same whoever else is at work; so threads that each
ask about a piece of their own change the time that it takes, and nothing else.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    Given = TypeVar("Given")
    Found = TypeVar("Found")

_MOST = 4  # each holds what it is at work on


def threads() -> int:
    """Return how many threads are asked for, by the variable that numerical libraries obey.

    One where nobody asks: many recordings are better done by as many processes.
    """
    asked = os.environ.get("OMP_NUM_THREADS", "1")
    return min(max(int(asked), 1), _MOST) if asked.isdecimal() else 1


def begun(make: Callable[[], Found], threads: int) -> Callable[[], Found]:
    """Begin to make something beside what is done next; return what waits for it, and raises its errors.

    On one thread it is made at once.
    """
    if threads == 1:
        made = make()
        return lambda: made
    pool = ThreadPoolExecutor(1)
    future = pool.submit(make)
    pool.shutdown(wait=False)
    return future.result


class Workers:
    """Threads for all that is done with one recording: no more work at a time than there are of them.

    Two networks with threads of their own would take the processors from one another in the middle
    of their work, and each finds nothing of its own near the processor when it goes on.
    """

    def __init__(self, threads: int = 1) -> None:
        """Take how many; with one, all is done where it is asked for."""
        self._threads = threads
        self._pool = ThreadPoolExecutor(threads) if threads > 1 else None

    def close(self) -> None:
        """End, once what is at work is done; what waits is left."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def mapped(self, function: Callable[[Given], Found], items: Iterable[Given]) -> Iterator[Found]:
        """Yield what a function makes of each item, in order; no more than needed is done ahead."""
        if self._pool is None:
            yield from map(function, items)
            return
        ahead: deque[Future[Found]] = deque()
        try:
            for item in items:
                ahead.append(self._pool.submit(function, item))
                if len(ahead) > self._threads:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for one in ahead:
                one.cancel()
