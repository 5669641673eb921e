"""What is exported where nobody has named a backend: what is here."""

from __future__ import annotations

import pytest

from setup_doctor.commands import export
from setup_doctor.testing.fake_machine import installed
from tests.setup_doctor.fakes import FakeMachine


@pytest.mark.parametrize(
    "transformers, torch, here",
    [("5.24.0", "2.8.0", True), ("5.20.0", "2.8.0", False), ("5.24.0", None, False)],
)
def test_nemotron_is_noticed_by_a_transformers_that_knows_it(transformers, torch, here):
    packages = installed(transformers=transformers, **({"torch": torch} if torch else {}))
    assert ("nemotron" in export.installed(FakeMachine(packages=packages))) is here


def test_where_nothing_is_installed_the_default_backends_are_exported():
    assert export.installed(FakeMachine()) == ("resemblyzer", "open")
