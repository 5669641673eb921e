"""What the proof says where it fails."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from diarizer.messages.text import packed
from setup_doctor.checks import smoke
from setup_doctor.machine import Machine
from setup_doctor.machine.process import Completed
from setup_doctor.machine.proof import Proof, prove
from setup_doctor.machine.shell import DOCTOR
from setup_doctor.machine.visit import Visit
from setup_doctor.messages.text import Text
from setup_doctor.model import Status
from tests.setup_doctor.fakes import FakeMachine

REFUSED = {"error": {"message": "There are no weights.", "hint": "setup-doctor install open"}}
STEP = "setup-doctor install resemblyzer"


class Refusing(Machine):
    """Its proof fails."""

    def python(self, *_: str) -> Completed:
        """Answer as the proof does."""
        return Completed(0, json.dumps(REFUSED), "")


@pytest.fixture
def own() -> Refusing:
    """The doctor's own environment."""
    return Refusing()


def test_a_hint_of_the_library_is_for_the_doctors_own_environment_as_it_stands(own):
    assert str(prove(own, "open").hint) == "setup-doctor install open"


def test_a_hint_of_the_library_names_the_environment_that_is_looked_after(own):
    visited = replace(own, visit=Visit("--python"))
    python = str(own.interpreter.executable)
    python = f"'{python}'" if " " in python else python
    assert prove(visited, "open").hint == f"setup-doctor --python {python} install open"


PROVED = {
    "speakers": 2,
    "duration": 26.1,
    "real_time_factor": 7.0,
    "warnings": [{"reference": "speech.webrtcvad", "message": "webrtcvad stands in."}],
    "told": [packed(Text("Stands in: {reason}. {command}", {"reason": "cut", "command": STEP}))],
}


class Proving(Refusing):
    """Its proof succeeds, with less than is installed."""

    def python(self, *_: str) -> Completed:
        """Answer as the proof does."""
        return Completed(0, json.dumps(PROVED), "")


def test_a_warning_of_the_library_is_kept_and_names_the_environment_that_is_looked_after(own):
    answer = prove(Proving(visit=Visit("--python")), "resemblyzer")
    said = str(answer.warnings["speech.webrtcvad"])
    assert said.startswith("Stands in: cut. setup-doctor --python ")
    assert "told" not in answer.data


def test_a_proof_that_lacks_what_is_installed_is_a_warning_with_the_reason_and_a_way_out():
    for backend in ("open", "of another distribution"):
        told = smoke.diarizes(Proving(), backend)
        assert told.status is Status.WARNING
        assert "2 speakers in 26.1 s" in str(told.message)
        assert str(told.message).endswith("cut")
        assert bool(told.remedies) is (backend == "open")


def test_where_a_package_is_broken_in_another_environment_the_check_does_not_send_back_to_itself():
    hint = {"message": "It broke.", "hint": "setup-doctor check"}
    broken = Refusing(visit=Visit("--python"))
    object.__setattr__(broken, "python", lambda *_: Completed(0, json.dumps({"error": hint}), ""))
    told = smoke.diarizes(broken, "open")
    assert told.remedies[0].commands == ((DOCTOR, "install", "open"),)


def test_what_a_pth_file_prints_before_the_proof_does_not_make_it_fail():
    loud = FakeMachine(answers=lambda _: Completed(0, f"hello from site\n{json.dumps(PROVED)}\n"))
    assert isinstance(prove(loud, "open"), Proof)
