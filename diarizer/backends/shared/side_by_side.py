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


def mapped(
    function: Callable[[Given], Found], items: Iterable[Given], threads: int
) -> Iterator[Found]:
    """Yield what a function makes of each item, in order; no more than needed is done ahead."""
    if threads == 1:
        yield from map(function, items)
        return
    with ThreadPoolExecutor(threads) as pool:
        ahead: deque[Future[Found]] = deque()
        try:
            for item in items:
                ahead.append(pool.submit(function, item))
                if len(ahead) > threads:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()
        finally:
            for one in ahead:
                one.cancel()
