"""What is exported where nobody has named a backend: what is here."""

from __future__ import annotations

import os

import pytest

from setup_doctor.commands import export
from setup_doctor.commands.unwritable import UnwritableError
from setup_doctor.managers.project_file import Needs
from setup_doctor.render.output import Output
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


def test_a_project_file_that_cannot_be_written_is_a_sentence_and_stays(tmp_path):
    project = tmp_path / "pyproject.toml"
    project.write_text("[project]\nname = 'talk'\nversion = '1'\n", "utf-8")
    before = project.read_bytes()
    # The draft beside it cannot be made: a folder has its name.
    (tmp_path / f".pyproject.toml.{os.getpid()}").mkdir()
    machine = FakeMachine(folder=tmp_path)
    with pytest.raises(UnwritableError) as caught:
        export.write(machine, "uv", Needs(("open",)), Output(), yes=True)
    assert str(caught.value.step) == "Put it in by hand: setup-doctor export --for uv"
    assert project.read_bytes() == before
