"""What can be typed after `setup-doctor`."""

from __future__ import annotations


def main() -> None:
    """Enter from the console."""
    from setup_doctor.cli.app import main as enter

    enter()
