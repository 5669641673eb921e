"""The JSON document says what the screen says."""

from __future__ import annotations

import json

from setup_doctor.render.console import Console
from setup_doctor.render.json_document import dumps
from tests.setup_doctor.fakes import FakeMachine
from tests.setup_doctor.render import examples


def document(report):
    return json.loads(dumps(report, FakeMachine()))


def test_it_holds_every_result_and_every_verdict():
    found = document(examples.broken())
    assert found["schema_version"] == 1
    assert found["exit_code"] == 1
    assert [r["id"] for r in found["results"]] == [r.check.id for r in examples.broken().results]
    assert found["verdicts"][0] == {
        "backend": "resemblyzer",
        "state": "not ready",
        "blockers": ["packages.torch"],
        "proof": {},
    }


def test_no_sentence_of_the_screen_is_missing_in_it():
    screen = "\n".join(line.plain for line in Console(FakeMachine()).report(examples.broken()))
    for each in document(examples.broken())["results"]:
        assert each["message"] in screen


def test_the_proof_stands_in_it_with_all_its_figures():
    assert document(examples.ready())["verdicts"][0]["proof"] == examples.PROOF


def test_it_is_ascii_so_that_no_pipe_can_break_it():
    assert dumps(examples.broken(), FakeMachine()).isascii()
