"""Long lines on a narrow terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.text import Text

from setup_doctor.messages.text import text
from setup_doctor.render.output import Output

VERDICT = "Not set up: pyannote        pyannote.audio is not installed (optional: needs an account)"
PATH = "/home/somebody/.cache/huggingface/hub/models--pyannote--a/snapshots/3533c8cf8e369892e6b/it"


def shown(line, width, *, style=""):
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=True, color_system=None)
    Output().lines([Text(line, style=style)], console=console)
    return stream.getvalue().splitlines()


def test_words_behind_a_name_in_a_column_stand_under_one_another():
    first, second = shown(VERDICT, 80)
    assert (
        first == "Not set up: pyannote        pyannote.audio is not installed (optional: needs an"
    )
    assert second == " " * 28 + "account)"


@pytest.mark.parametrize("mark", ["  ✓ ", "  [OK] ", "      -> ", "  1. ", "      "])
def test_words_behind_a_mark_stand_under_one_another(mark):
    _, *rest = shown(mark + "word " * 30, 60)
    assert rest
    assert all(len(line) - len(line.lstrip()) == len(mark) for line in rest)


def test_a_path_is_never_cut_by_a_line_break_of_ours():
    lines = shown(f"      {PATH}: whole, 5911673 bytes", 60)
    assert lines == [f"      {PATH}:", "      whole, 5911673 bytes"]


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_is_wider_than_the_terminal(width):
    assert all(len(line) <= width for line in shown(VERDICT * 3, width))


def test_talk_is_folded_and_a_command_is_left_whole(capsys, monkeypatch):
    output = Output()
    output.err = Console(file=io.StringIO(), width=60, force_terminal=True, color_system=None)
    output.say(text("{words}", words="talk " * 20))
    output.say("python -m pip install " + "--option " * 20)
    *talk, command = output.err.file.getvalue().splitlines()
    assert len(talk) > 1
    assert command.startswith("python -m pip install --option")
