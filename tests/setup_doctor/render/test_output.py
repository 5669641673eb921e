"""What a stream cannot show is written plainer, and what is lost by that is told once."""

from __future__ import annotations

import io
import sys

import pytest

from setup_doctor.render.output import Output

HINT = 'Letters that cp1252 lacks are shown as "?". To see them, set PYTHONIOENCODING=utf-8 first.'


@pytest.fixture
def said(monkeypatch):
    streams = {name: io.TextIOWrapper(io.BytesIO(), "cp1252") for name in ("stdout", "stderr")}
    for name, stream in streams.items():
        monkeypatch.setattr(sys, name, stream)

    def lines():
        streams["stderr"].flush()
        return streams["stderr"].buffer.getvalue().decode("cp1252").splitlines()

    return lines


def test_that_letters_are_lost_is_told_once_and_before_the_first_such_line(said):
    output = Output()
    output.say("Written: /home/eva")
    output.say("Written: /home/Евгений")
    output.say("Written: /home/Проект")
    assert said() == ["Written: /home/eva", HINT, "Written: /home/???????", "Written: /home/??????"]


def test_what_pip_and_uv_draw_is_drawn_in_signs_that_every_code_page_has(said):
    output = Output()
    output.say("   ━━━━╸━━ 16.6/16.6 MB")
    output.say("  ╰─▶ torch")
    assert said() == ["   ------- 16.6/16.6 MB", "  +-> torch"]
