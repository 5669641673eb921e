"""Files that another program holds for a moment: on Windows a virus scanner reads what is new.

A file that somebody else has open can be neither renamed nor removed there. The scanner is done
after a second or two, so the step is tried again before anything is said.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TRIES = 10
PAUSE = 0.1  # seconds after the first try, twice as long after the second: 4.5 in all
_HELD = frozenset({32, 33})  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
# ERROR_ACCESS_DENIED is what a file gives whose removal waits for the other program, and also what
# a folder gives that is not the user's: worth another try, and not to be called held.
_DENIED = 5
T = TypeVar("T")


class FileHeld(PermissionError):  # noqa: N818, it is said of a file
    """Another program held the file through all the tries.

    Attributes:
        path: the file.
        tries: how often it was tried.
        number: what Windows said at the last.

    """

    def __init__(self, path: Path, tries: int, cause: OSError) -> None:
        """Take over the numbers of the last refusal."""
        said = f"another program holds it, after {tries} tries: {cause.strerror}"
        super().__init__(cause.errno, said, str(path))
        self.path = path
        self.tries = tries
        self.number = number(cause)


def number(error: BaseException) -> int | None:
    """Return the number that Windows gave the error; None elsewhere and where it gave none."""
    found = getattr(error, "winerror", None)
    return found if isinstance(found, int) else None


def is_held(error: BaseException) -> bool:
    """Return whether another program has the file open, by the number that Windows gave."""
    return isinstance(error, FileHeld) or number(error) in _HELD


def may_pass(error: OSError) -> bool:
    """Return whether the same step may well succeed in a moment.

    What Python opens by itself carries no number: there a refusal of any kind may, on Windows.
    """
    known = number(error)
    if known is not None:
        return known in {*_HELD, _DENIED}
    return sys.platform == "win32" and isinstance(error, PermissionError)


def persistently(
    step: Callable[[], T], path: Path, *, tries: int = TRIES, pause: float = PAUSE
) -> T:
    """Do `step` to the file at `path`, again and again while another program holds it.

    Raises:
        FileHeld: it still does after the last try.
        OSError: anything else that `step` raises, at once.

    """
    for count in range(1, tries + 1):
        try:
            return step()
        except OSError as error:
            if count == tries and is_held(error):
                raise FileHeld(path, tries, error) from error
            if count == tries or not may_pass(error):
                raise
        time.sleep(count * pause)
    raise ValueError(f"tries must be at least 1, not {tries}.")
