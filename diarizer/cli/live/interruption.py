"""The first Ctrl-C ends the listening, and nothing else; the next one is what it always is."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def awaited() -> Iterator[Callable[[], bool]]:
    """Yield what says whether Ctrl-C was pressed inside the block, which it does not end."""
    pressed: list[int] = []

    def press(number: int, _frame: object) -> None:
        if pressed:  # somebody means it
            raise KeyboardInterrupt
        pressed.append(number)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
