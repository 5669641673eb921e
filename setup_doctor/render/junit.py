"""The report as JUnit XML, which every CI server draws: a test case for each check.

The schema is that of Jenkins' xunit plugin; a check that failed is a failure, one that crashed an
error, and one that was not or could not be looked at is skipped.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from setup_doctor.messages.language import ENGLISH
from setup_doctor.messages.text import text
from setup_doctor.model import Status
from setup_doctor.render.privacy import private

if TYPE_CHECKING:
    from setup_doctor.machine import Machine
    from setup_doctor.messages.language import Language
    from setup_doctor.model import Report, Result

_TAGS = {
    Status.FAILED: "failure",
    Status.CRASHED: "error",
    Status.UNKNOWN: "skipped",
    Status.SKIPPED: "skipped",
    Status.ABSENT: "skipped",
}
# XML 1.0 has no place for them, not even as references.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def dumps(
    report: Report, machine: Machine, say: Language = ENGLISH, *, strict: bool = False
) -> str:
    """One suite; with ``strict`` a warning is a failure, too."""
    tags = {**_TAGS, **({Status.WARNING: "failure"} if strict else {})}
    suite = ET.Element("testsuite", {"name": "setup-doctor"})
    properties = ET.SubElement(suite, "properties")
    for name, value in report.environment.items():
        clean = {"name": name, "value": _clean(value, machine)}
        ET.SubElement(properties, "property", clean)
    kinds = [_case(suite, result, tags, machine, say) for result in report.results]
    suite.attrib |= {
        "tests": str(len(kinds)),
        "failures": str(kinds.count("failure")),
        "errors": str(kinds.count("error")),
        "skipped": str(kinds.count("skipped")),
        "time": f"{sum(result.seconds for result in report.results):.3f}",
    }
    ET.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suite, "unicode")


def _case(
    suite: ET.Element, result: Result, tags: dict[Status, str], machine: Machine, say: Language
) -> str:
    head = {"classname": f"setup-doctor.{result.check.area}", "name": result.check.id}
    case = ET.SubElement(suite, "testcase", {**head, "time": f"{result.seconds:.3f}"})
    finding = result.finding
    kind = "skipped" if result.suppressed else tags.get(result.status, "")
    message = _clean(say(finding.message), machine)
    if kind:
        said = say(text("Suppressed: {reason}", reason=result.suppressed))
        why = f"{said}. {message}" if result.suppressed else message
        told = ET.SubElement(case, kind, {"message": _clean(why, machine), "type": finding.cause})
        trail = (f"{say(e.looked_at)}: {say(e.seen)}" for e in finding.evidence)
        told.text = _clean("\n".join(trail), machine)
    else:
        ET.SubElement(case, "system-out").text = message
    return kind


def _clean(words: str, machine: Machine) -> str:
    return _CONTROLS.sub("?", private(words, machine))
