"""What can be typed after `setup-doctor`."""

from __future__ import annotations

import gc
import os
import sys


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
        from setup_doctor.cli.exit_code import ended_with

        ended_with(enter)
    enter()
