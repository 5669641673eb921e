"""Ctrl-C, heard also where a library of C swallows it.

libsndfile reads through functions of Python. An exception cannot pass from such a function through
the library to its caller: cffi reports it as one that could not be raised, and the library goes on
as if the recording ended there. So it is taken up again at the next sign of progress.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def heard() -> Iterator[Callable[[], None]]:
    """Remember a Ctrl-C that was swallowed; what it yields raises it, and so does the end.

    Raises:
        KeyboardInterrupt: it was pressed inside the block, and did not come through.

    """
    before = sys.unraisablehook
    swallowed: list[object] = []

    def note(unraisable: sys.UnraisableHookArgs) -> None:
        if issubclass(unraisable.exc_type, KeyboardInterrupt):
            swallowed.append(unraisable.exc_type)
        else:
            before(unraisable)

    def check() -> None:
        if swallowed:
            raise KeyboardInterrupt

    sys.unraisablehook = note
    try:
        yield check
        check()
    finally:
        sys.unraisablehook = before
