"""What the doctor says of the parts of nemotron, on machines made of facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from setup_doctor.checks import disk, packages
from setup_doctor.commands import install
from setup_doctor.install import route
from setup_doctor.machine import Distribution
from setup_doctor.model import Status
from setup_doctor.testing import FakeMachine


def machine(python=(3, 12, 4), **versions):
    found = FakeMachine(
        packages={name: Distribution(name, version) for name, version in versions.items()}
    )
    return replace(found, interpreter=replace(found.interpreter, version=python))


@pytest.mark.parametrize(
    ("facts", "cause", "said"),
    [
        (
            {"torch": "2.13.0"},
            "packages.nemotron-missing",
            "transformers is not installed (optional: for nemotron, without an account)",
        ),
        (
            {"torch": "2.13.0", "transformers": "5.17.0"},
            "packages.nemotron-old",
            "transformers 5.17.0 is too old for nemotron, which wants 5.24 (optional)",
        ),
        (
            {"torch": "2.5.1", "transformers": "5.24.0"},
            "packages.nemotron-old",
            "torch 2.5.1 is too old for nemotron, which wants 2.6 (optional)",
        ),
        (
            {"python": (3, 10, 11), "torch": "2.13.0"},
            "packages.nemotron-python",
            "nemotron needs Python 3.11 or newer, and this is 3.10.11 (optional)",
        ),
    ],
)
def test_what_nemotron_lacks_is_named_and_holds_nothing_else_up(facts, cause, said):
    finding = packages.nemotron(machine(**facts))
    assert (finding.status, finding.cause) == (Status.ABSENT, cause)
    assert str(finding.message) == said
    assert finding.remedies


def test_what_it_needs_is_there():
    finding = packages.nemotron(machine(torch="2.13.0+cpu", transformers="5.24.0"))
    assert finding.status is Status.OK


def test_a_transformers_without_what_it_requires_is_named_with_what_lacks():
    asked = ("regex>=2025.10", "tokenizers<=0.23", "numpy>=1.17", "torch>=2.4; extra == 'torch'")
    here = machine(torch="2.13.0", numpy="2.5.0")
    here.packages["transformers"] = Distribution("transformers", "5.24.0", (), asked)
    finding = packages.nemotron(here)
    assert (finding.status, finding.cause) == (Status.ABSENT, "packages.nemotron-incomplete")
    assert str(finding.message) == (
        "transformers 5.24.0 is installed without what it requires (optional): regex, tokenizers"
    )
    assert finding.remedies[0].commands == (("setup-doctor", "install", "nemotron"),)


def test_its_route_takes_wheels_alone_and_keeps_the_torch_that_is_there():
    *_, command = route.commands(machine(torch="2.8.0"), "nemotron")
    assert "--only-binary=:all:" in command
    assert {"torch==2.8.0", "transformers>=5.24"} <= set(command)


def test_an_older_python_is_refused_before_pip_is_asked():
    assert str(install.refusal(machine(python=(3, 10, 11)), "nemotron")).startswith(
        "nemotron needs Python 3.11 or newer, and this is 3.10.11. Next: "
    )
    said = str(install.refusal(machine(torch="2.5.1+cpu"), "nemotron"))
    assert "torch 2.5.1+cpu (CPU) is here, and nemotron wants 2.6 or newer." in said


def test_it_needs_room_of_its_own_until_it_is_there():
    facts = {"free": {Path("/home/eva/.cache"): 1_000_000_000}, "wanted": ("nemotron",)}
    torch = {"torch": Distribution("torch", "2.13.0")}
    assert disk.space(FakeMachine(**facts, packages=torch)).status is Status.FAILED
    both = {**torch, "transformers": Distribution("transformers", "5.24.0")}
    assert disk.space(FakeMachine(**facts, packages=both)).status is Status.OK
