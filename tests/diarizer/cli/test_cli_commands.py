"""`diarize COMMAND ...` beside `diarize FILE...`."""

import pytest

pytest.importorskip("typer")

from typer.testing import CliRunner

from diarizer.cli import commands
from diarizer.cli.app import app

GREETING = '''
"""Say hello."""

from typing import Annotated

import typer


EXAMPLES = "  diarize greet Anna"


def command(name: Annotated[str, typer.Argument()], loud: Annotated[bool, typer.Option()] = False):
    """Say hello to somebody."""
    print(f"HELLO {name}" if loud else f"hello {name}")
'''


@pytest.fixture
def greet(tmp_path, monkeypatch):
    (tmp_path / "greet.py").write_text(GREETING, encoding="utf-8")
    monkeypatch.setattr(commands, "__path__", [*commands.__path__, str(tmp_path)])


def diarize(*words):
    return CliRunner().invoke(app, list(words))


@pytest.mark.usefixtures("greet")
def test_a_first_word_that_names_a_command_is_that_command():
    assert diarize("greet", "Anna", "--loud").stdout == "HELLO Anna\n"


@pytest.mark.usefixtures("greet")
def test_a_command_has_its_own_help():
    shown = diarize("greet", "--help").stdout
    assert "Say hello to somebody." in shown
    assert "diarize greet Anna" in shown
    assert "--num-speakers" not in shown


@pytest.mark.usefixtures("greet")
def test_a_file_named_like_a_command_is_reached_through_its_folder():
    found = diarize("./greet", "--backend", "resemblyzer")
    assert found.exit_code == 1
    assert "hello" not in found.output


@pytest.mark.usefixtures("greet")
def test_a_command_is_not_looked_for_behind_the_first_word():
    assert "hello" not in diarize("--backend", "resemblyzer", "greet").output


def test_every_command_of_the_folder_answers_for_itself():
    for name in commands.names():
        assert diarize(name, "--help").exit_code == 0
