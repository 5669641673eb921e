"""What can be typed after `setup-doctor`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Enter from the console."""
    # While it is imported there is no rubbish; `invoke` has it collected again.
    gc.disable()
    try:
        from setup_doctor.cli.app import main as enter
    except (
        ImportError,
        SyntaxError,
        ValueError,
    ) as error:  # the last: zeros in a file that was cut
        from setup_doctor.cli.own_packages import lacking

        sys.exit(lacking(error))
    enter()
