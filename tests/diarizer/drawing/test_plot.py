"""The picture as a file."""

import subprocess
import sys
import warnings
from xml.etree import ElementTree as ET

import pytest

from diarizer import audio, formats
from diarizer.drawing import plot
from diarizer.errors import InvalidArgument
from diarizer.messages.language import load
from diarizer.sample import sample
from diarizer.types import Annotation, Span, Turn

RECORDING, TRUTH = sample()
WHO = formats.load(TRUTH)
SVG = "{http://www.w3.org/2000/svg}"


def drawn(tmp_path, annotation, reference=None, name="who.svg", say=str):
    pytest.importorskip("matplotlib")
    with audio.opened(RECORDING) as recording:
        return plot.save(annotation, recording, tmp_path / name, reference, say)


def comments(path):
    """matplotlib leaves the text of each label beside its outlines."""
    return path.read_text(encoding="utf-8")


def test_the_picture_names_the_speakers_and_the_recording(tmp_path):
    text = comments(drawn(tmp_path, WHO))
    for name in (*WHO.speakers, "seconds"):
        assert f"<!-- {name} -->" in text
    assert ET.fromstring(text).tag == f"{SVG}svg"


def test_with_a_reference_the_errors_are_marked_and_counted(tmp_path):
    late = Annotation(
        tuple(
            Turn(Span(t.span.start + 0.5, t.span.end), t.speaker)
            for t in WHO.turns
            if t.span.duration > 1
        ),
        "late",
        WHO.duration,
    )
    text = comments(drawn(tmp_path, late, WHO))
    assert "<!-- reference -->" in text
    assert "<!-- DER " in text
    assert "<!-- missed 0.0 s -->" not in text
    assert "<!-- confusion 0.0 s -->" in text


def test_the_captions_are_in_the_language_of_the_reader(tmp_path):
    russian = load("ru")
    assert russian.code == "ru", "install the package again: python -m pip install -e ."
    text = comments(drawn(tmp_path, WHO, WHO, say=russian))
    said = ("найдено", "эталон", "секунды", "пропущено 0.0 с", "ложная речь 0.0 с")
    for caption in (*said, "перепутано 0.0 с"):
        assert f"<!-- {caption} -->" in text


def test_a_png_is_a_png(tmp_path):
    assert drawn(tmp_path, WHO, name="кто.png").read_bytes().startswith(b"\x89PNG")


def test_nobody_is_drawn_too(tmp_path):
    assert drawn(tmp_path, Annotation((), "x", 3.0), Annotation((), "x", 3.0)).exists()


def test_another_ending_is_refused(tmp_path):
    with pytest.raises(InvalidArgument, match="PNG"):
        plot.save(WHO, None, tmp_path / "who.docx")


def test_without_matplotlib_the_error_says_how_to_get_it(tmp_path):
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from pathlib import Path; from diarizer import audio, types; from diarizer.drawing import plot\n"
        f"plot.save(types.Annotation(), None, Path({str(tmp_path / 'a.png')!r}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", timeout=60
    )
    assert "Hint: pip install matplotlib" in done.stderr


def test_a_name_with_two_dollars_is_no_formula(tmp_path):
    pytest.importorskip("matplotlib")
    named = tmp_path / "a$_$b.flac"
    named.write_bytes(RECORDING.read_bytes())
    who = Annotation((Turn(Span(0.0, 5.0), r"Jo$\frac{$e"),), "talk", 26.0)
    with audio.opened(named) as recording:
        text = comments(plot.save(who, recording, tmp_path / "who.svg"))
    assert r"<!-- Jo$\frac{$e -->" in text
    assert "<!-- a$_$b -->" in text


def test_letters_that_the_font_lacks_are_told_once_and_without_a_warning_of_python(tmp_path):
    pytest.importorskip("matplotlib")
    who = Annotation((Turn(Span(0.0, 5.0), "\U000f0000\U000f0001"),), "talk", 26.0)
    told = []
    with audio.opened(RECORDING) as recording, warnings.catch_warnings():
        warnings.simplefilter("error")
        plot.save(who, recording, tmp_path / "who.png", tell=told.append)
    assert [str(each).partition(": ")[2] for each in told] == [
        "its font lacks some letters of a name; boxes stand for them."
    ]


def test_a_long_name_leaves_the_lanes_their_room(tmp_path):
    text = comments(drawn(tmp_path, Annotation((Turn(Span(0.0, 5.0), "a" * 90),), "t", 26.0)))
    assert "a" * 41 not in text
