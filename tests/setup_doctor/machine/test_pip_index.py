"""Where no pip is, uv is asked for a wheel: as uv 0.13 answers."""

from pathlib import Path

import pytest

from setup_doctor.checks import packages
from setup_doctor.machine.process import Completed
from tests.setup_doctor.fakes import FakeMachine, installed

FOUND = "Resolved 1 package in 226ms\nWould install 1 package\n + webrtcvad-wheels==2.0.14.post1\n"
NONE = (
    "error: No solution found when resolving dependencies\n"
    "  cause: Because webrtcvad-wheels>=2.0.14 has no usable wheels\n"
)
BROKEN = "error: Request failed after 1 retry in 1.1s\n  cause: Connection refused (os error 111)\n"


@pytest.mark.parametrize(
    "answer, cause, message, said",
    [
        (
            Completed(0, stderr=FOUND),
            "",
            "There is a wheel of webrtcvad for this Python: 2.0.14.post1",
            "would install webrtcvad-wheels==2.0.14.post1",
        ),
        (
            Completed(1, stderr=NONE),
            "packages.no-wheel",
            "No wheel of webrtcvad was made for this Python ({tag}).",
            "error: No solution found when resolving dependencies",
        ),
        (
            Completed(2, stderr=BROKEN),
            "packages.index",
            "The package index could not be asked.",
            "error: Request failed after 1 retry in 1.1s",
        ),
    ],
)
def test_in_an_environment_without_pip_uv_is_asked_for_the_wheel(answer, cause, message, said):
    machine = FakeMachine(paths={"uv": Path("/usr/bin/uv")}, programs={"uv": answer})
    tag = machine.interpreter.tags()[0]
    finding = packages.webrtcvad_wheel(machine)
    assert (finding.cause, str(finding.message)) == (cause, message.format(tag=tag))
    assert (finding.evidence[1].looked_at, str(finding.evidence[1].seen)) == ("uv", said)


@pytest.mark.parametrize(
    "index, cause", [("", "packages.no-wheel"), ("No matching distribution", "packages.index")]
)
def test_an_index_that_has_the_package_for_no_python_is_none(index, cause):
    def answers(words):
        none = "ERROR: No matching distribution found for webrtcvad-wheels>=2.0.14"
        return Completed(1, stderr=index if "index versions" in words else none)

    environ = {"PIP_INDEX_URL": "https://eva:secret@example.org/wrong"}
    machine = FakeMachine(answers=answers, packages=installed(pip="25.0"), environ=environ)
    finding = packages.webrtcvad_wheel(machine)
    assert finding.cause == cause
    assert "secret" not in str(finding.remedies[0].title)
    assert ("PIP_INDEX_URL" in str(finding.remedies[0].title)) is (cause == "packages.index")


def test_a_connection_that_breaks_is_told_as_that_and_not_as_a_missing_wheel():
    # The folder of an index may be a token.
    said = "WARNING: Retrying after connection broken by 'NewConnectionError': /AbC/simple/\nERROR: No matching distribution"
    machine = FakeMachine(
        answers=lambda _: Completed(1, stderr=said), packages=installed(pip="25.0")
    )
    finding = packages.webrtcvad_wheel(machine)
    assert (finding.cause, finding.evidence[1].seen) == (
        "packages.index",
        "WARNING: Retrying after connection broken by 'NewConnectionError'",
    )


def test_an_installer_that_does_not_answer_in_time_is_told_as_that():
    late = Completed(None, problem="timeout")
    machine = FakeMachine(paths={"uv": Path("/usr/bin/uv")}, programs={"uv": late})
    finding = packages.webrtcvad_wheel(machine)
    assert finding.cause == "packages.index"
    assert finding.evidence[1].seen == "no answer within the time limit"
