"""A step that was done and has changed nothing is not shown again without a word."""

from __future__ import annotations

from dataclasses import replace

from setup_doctor.commands import last_repair
from setup_doctor.messages.language import load
from setup_doctor.messages.text import text
from setup_doctor.model import Report
from setup_doctor.model.findings import failed, ok
from setup_doctor.model.verdicts import verdicts
from setup_doctor.repair import common_remedies
from setup_doctor.testing.fake_machine import LINUX_PYTHON
from tests.setup_doctor.fakes import FakeMachine
from tests.setup_doctor.render.examples import result


def report(finding):
    results = (result("smoke.resemblyzer", finding, backend="resemblyzer"),)
    return Report(results, verdicts(results))


BROKEN = failed("smoke.failed", text("No."), (), common_remedies.install("resemblyzer"))


def test_it_is_said_as_long_as_the_same_is_wrong(tmp_path):
    machine = FakeMachine(interpreter=replace(LINUX_PYTHON, prefix=tmp_path))
    assert last_repair.again(report(BROKEN), machine) is None
    last_repair.keep(report(BROKEN), machine)
    said = last_repair.again(report(BROKEN), machine)
    assert load("en")(said) == (
        "This was done before, and the same is still wrong. Why, stands in what it prints in red: do it "
        "once more, and give that to `setup-doctor explain`."
    )
    assert last_repair.again(report(replace(BROKEN, cause="smoke.other")), machine) is None
    last_repair.keep(report(ok(text("Fine"))), machine)
    assert last_repair.again(report(BROKEN), machine) is None
