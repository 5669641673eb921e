"""What can be typed after `setup-doctor`."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


def main() -> None:
    """Enter from the console."""
    # While it is imported there is no rubbish; `invoke` has it collected again.
    gc.disable()
    # What we start shall end at its end, whoever wants to look into a Python of theirs.
    os.environ.pop("PYTHONINSPECT", None)
    try:
        from setup_doctor.cli.app import main as enter
    except (
        ImportError,
        SyntaxError,
        ValueError,
    ) as error:  # the last: zeros in a file that was cut
        from setup_doctor.cli.own_packages import lacking

        sys.exit(lacking(error))
    if sys.flags.inspect:
        _end_with(enter)
    enter()


def _end_with(enter: Callable[[], None]) -> NoReturn:
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
