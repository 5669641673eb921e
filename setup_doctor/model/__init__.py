"""What a check is, what it finds, and what follows from that. No input, no output."""

from __future__ import annotations

from setup_doctor.model.check import Check, Cost, check
from setup_doctor.model.finding import Evidence, Finding, Needs, Remedy, Status
from setup_doctor.model.report import SCHEMA_VERSION, Report, Result, State, Verdict

__all__ = [
    "SCHEMA_VERSION",
    "Check",
    "Cost",
    "Evidence",
    "Finding",
    "Needs",
    "Remedy",
    "Report",
    "Result",
    "State",
    "Status",
    "Verdict",
    "check",
]
