"""What can be typed after `setup-doctor`."""

from __future__ import annotations

import gc


def main() -> None:
    """Enter from the console."""
    # While it is imported there is no rubbish; `invoke` has it collected again.
    gc.disable()
    from setup_doctor.cli.app import main as enter

    enter()
