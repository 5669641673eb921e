"""Ctrl-C, heard also where a library of C swallows it.

libsndfile and FFmpeg read through functions of Python. An exception cannot pass from such a function
through the library to its caller: cffi and Cython report it as one that could not be raised, Cython
after it has printed it, and the library goes on as if the recording ended there. So it is taken up
again at the next sign of progress.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType


@contextmanager
def heard() -> Iterator[Callable[[], None]]:
    """Remember a Ctrl-C that was swallowed; what it yields raises it, and so does the end.

    Raises:
        KeyboardInterrupt: it was pressed inside the block, and did not come through.

    """
    before, printed_before = sys.unraisablehook, sys.excepthook
    swallowed: list[object] = []

    def note(unraisable: sys.UnraisableHookArgs) -> None:
        if issubclass(unraisable.exc_type, KeyboardInterrupt):
            swallowed.append(unraisable.exc_type)
        else:
            before(unraisable)

    def printed(
        kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        if not issubclass(kind, KeyboardInterrupt):  # of which its report comes as well
            printed_before(kind, error, where)

    def check() -> None:
        if swallowed:
            raise KeyboardInterrupt

    sys.unraisablehook, sys.excepthook = note, printed
    try:
        yield check
        check()
    finally:
        sys.unraisablehook, sys.excepthook = before, printed_before
