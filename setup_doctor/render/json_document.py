"""The report as one JSON document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from setup_doctor.machine.shell import spelled
from setup_doctor.messages.redaction import redact
from setup_doctor.model import SCHEMA_VERSION
from setup_doctor.model.verdicts import exit_code

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.model import Remedy, Report, Result, Verdict


def dumps(report: Report, machine: Machine, *, strict: bool = False) -> str:
    """`report` as JSON, ASCII only: a pipe's encoding on Windows is anybody's guess."""
    document = {
        "schema_version": SCHEMA_VERSION,
        "exit_code": exit_code(report, strict=strict),
        "environment": dict(report.environment),
        "verdicts": [_verdict(verdict) for verdict in report.verdicts],
        "results": [_result(result, machine) for result in report.results],
    }
    return redact(json.dumps(document, indent=2))


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "backend": verdict.backend,
        "state": verdict.state.value,
        "blockers": [result.check.id for result in verdict.blockers],
        "proof": dict(verdict.proof),
    }


def _result(result: Result, machine: Machine) -> dict[str, Any]:
    finding = result.finding
    return {
        "id": result.check.id,
        "title": result.check.title,
        "status": result.status.value,
        "cause": finding.cause,
        "message": str(finding.message),
        "evidence": [{"looked_at": e.looked_at, "seen": str(e.seen)} for e in finding.evidence],
        "remedies": [remedy(each, machine) for each in finding.remedies],
        "seconds": round(result.seconds, 3),
        "suppressed": result.suppressed,
    }


def remedy(each: Remedy, machine: Machine) -> dict[str, Any]:
    """One remedy as a JSON object, its commands spelled for the user's shell."""
    return {
        "title": str(each.title),
        "commands": [spelled(command, machine) for command in each.commands],
        "page": each.page,
        "megabytes": each.megabytes,
        "needs": sorted(need.value for need in each.needs),
    }
