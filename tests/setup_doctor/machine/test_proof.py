"""What the proof says where it fails."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from setup_doctor.machine import Machine
from setup_doctor.machine.process import Completed
from setup_doctor.machine.proof import prove
from setup_doctor.machine.visit import Visit

REFUSED = {"error": {"message": "There are no weights.", "hint": "setup-doctor install open"}}


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
