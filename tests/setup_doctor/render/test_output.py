"""What a stream cannot show is written plainer, and what is lost by that is told once."""

from __future__ import annotations

import io
import sys

from setup_doctor.render.output import Output

HINT = 'Letters that cp1252 lacks are shown as "?". To see them, set PYTHONIOENCODING=utf-8 first.'


def said(monkeypatch, *sentences):
    stream = io.TextIOWrapper(io.BytesIO(), "cp1252")
    monkeypatch.setattr(sys, "stderr", stream)
    output = Output()
    for each in sentences:
        output.say(each)
    stream.flush()
    return stream.buffer.getvalue().decode("cp1252").splitlines()


def test_that_letters_are_lost_is_told_once_and_before_the_first_such_line(monkeypatch):
    lines = said(monkeypatch, "At: /home/eva", "At: /home/Евгений", "At: /home/Проект")
    assert lines == ["At: /home/eva", HINT, "At: /home/???????", "At: /home/??????"]


def test_what_pip_and_uv_draw_is_drawn_in_signs_that_every_code_page_has(monkeypatch):
    drawn = said(monkeypatch, "━━━━╸━━ 16.6/16.6 MB", "╰─▶ torch")
    assert drawn == ["------- 16.6/16.6 MB", "+-> torch"]
