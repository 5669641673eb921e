"""A recording that comes by standard input is read as a file is."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import io
import json

import pytest

np = pytest.importorskip("numpy")
soundfile = pytest.importorskip("soundfile")
pytest.importorskip("av")
pytest.importorskip("resemblyzer")

from typer.testing import CliRunner

from diarizer import audio
from diarizer.cli import standard_input
from diarizer.cli.app import app
from diarizer.errors import InvalidArgument
from diarizer.sample import sample
from tests.diarizer.audio.test_recording import encode

RATE = 16_000


def diarize(content, *arguments):
    words = ["-", *arguments, "--backend", "resemblyzer"]
    return CliRunner().invoke(app, words, input=content, env={"SETUP_DOCTOR_LANG": "en"})


@pytest.mark.parametrize("kind", ["wav", "mp3", "mp4"])
def test_a_recording_comes_through_a_pipe_also_with_its_index_at_the_end(tmp_path, kind):
    talk = audio.load(sample()[0]).samples[: 6 * RATE]
    if kind == "mp4":
        content = encode(tmp_path / "a.mp4", "aac", talk, RATE).read_bytes()
        assert content.index(b"mdat") < content.index(b"moov")
    else:
        file = io.BytesIO()
        soundfile.write(file, talk, RATE, format=kind.upper())
        content = file.getvalue()
    done = diarize(content, "--format", "json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["uri"] == "stdin"
    assert found["coverage"]["decoded"] == pytest.approx(6.0, abs=0.15)
    assert found["segments"]


def test_nothing_and_a_page_without_its_sound_are_refused():
    empty = diarize(b"")
    assert empty.exit_code == 1
    assert empty.stderr == (
        "Error: Nothing came by standard input.\n  Hint: ffmpeg -i talk.mp4 -f wav - | diarize -\n"
    )
    page = diarize(b"RIFF", "--html", "a.html")
    assert page.exit_code == 2
    assert "A page of what comes by standard input has no file to play." in page.stderr


@pytest.mark.parametrize("command", ["diarize -", "diarize --live -"])
def test_a_standard_input_that_is_closed_is_told_as_what_it_is(monkeypatch, command):
    monkeypatch.setattr("sys.stdin", None)  # as where a shell is told <&-, or a service begins
    with pytest.raises(InvalidArgument) as caught:
        standard_input.check(command)
    assert caught.value.message == ("A recording is awaited on standard input, and that is closed.")
    assert caught.value.hint == f"ffmpeg -i talk.mp4 -f wav - | {command}"


def test_it_is_called_stdin_and_not_by_a_temporary_file_of_ours():
    broken = diarize(b"no recording at all")
    assert broken.exit_code == 1
    assert broken.stderr.startswith(
        "Error: stdin: The file is not a recording that can be decoded.\n  File: stdin\n"
    )
    file = io.BytesIO()
    soundfile.write(file, np.zeros(2 * RATE, np.float32), RATE, format="WAV")
    assert diarize(file.getvalue()).stdout.startswith("stdin  0:02  speakers: 0\n")
