"""The machine made of facts, which the doctor offers to the tests of other distributions, too."""

from setup_doctor.testing.fake_machine import LINUX_PYTHON, WINDOWS_PYTHON, FakeMachine, installed

__all__ = ["LINUX_PYTHON", "WINDOWS_PYTHON", "FakeMachine", "installed"]
