"""The exit code of a command where Python would forget it."""

from __future__ import annotations

import atexit
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


def ended_with(enter: Callable[[], None]) -> NoReturn:
    """Run `enter`, and end with its exit code.

    With PYTHONINSPECT (-i) Python shows a SystemExit as an error, waits for lines and forgets the code.
    """
    code: object = 0
    try:
        enter()
    except SystemExit as ended:
        code = ended.code
    for stream in filter(None, (sys.stdout, sys.stderr)):
        with suppress(OSError):  # its reader has left
            stream.flush()
    atexit._run_exitfuncs()  # noqa: SLF001 - as an end of another kind would
    os._exit(code if isinstance(code, int) else int(code is not None))
