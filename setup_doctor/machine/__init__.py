"""What is outside: the one door to it, and what stands behind the door."""

from __future__ import annotations

from setup_doctor.machine.machine import Distribution, InstalledFile, Machine
from setup_doctor.machine.report_heading import environment

__all__ = ["Distribution", "InstalledFile", "Machine", "environment"]
