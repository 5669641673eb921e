"""What tests of checks need: a machine made of facts, and the promises that every check keeps.

Ours are held to the same promises. Nothing here needs pytest.
"""

from __future__ import annotations

from setup_doctor.testing.fake_machine import LINUX_PYTHON, WINDOWS_PYTHON, FakeMachine, installed
from setup_doctor.testing.promises import check_check, check_checks, compute_finding

__all__ = [
    "LINUX_PYTHON",
    "WINDOWS_PYTHON",
    "FakeMachine",
    "check_check",
    "check_checks",
    "compute_finding",
    "installed",
]
