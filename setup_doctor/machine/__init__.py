"""What is outside: the one door to it, and what stands behind the door."""

from __future__ import annotations

from setup_doctor.machine.machine import Distribution, Machine
from setup_doctor.machine.recorded_files import InstalledFile
from setup_doctor.machine.report_heading import environment

__all__ = ["Distribution", "InstalledFile", "Machine", "environment"]
