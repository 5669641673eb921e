"""Results that cannot be written: known before the work where that can be, and never lost after it."""

import shutil
from pathlib import Path

import pytest

pytest.importorskip("numpy")
pytest.importorskip("typer")

from diarizer import formats
from diarizer.batch import found_recordings
from diarizer.batch.job import Order
from diarizer.cli import many_recordings
from diarizer.cli.output import result_files
from diarizer.cli.request import Request
from diarizer.errors import NoRoom
from diarizer.sample import sample
from diarizer.types import Annotation, Span, Turn
from tests import processes


class Counted:
    """One person says everything; how often that was found out."""

    def __init__(self):
        self.heard = []

    def diarize(self, recording, **_):
        self.heard.append(recording.uri)
        return Annotation((Turn(Span(0.0, 2.5), "0"),), recording.uri, recording.duration)


@pytest.fixture
def recordings(tmp_path):
    folder = tmp_path / "recordings"
    (folder / "sub").mkdir(parents=True)
    for name in ("a.flac", "sub/b.flac"):
        shutil.copy(sample()[0], folder / name)
    return folder


def ran(folder, **asked):
    request = Request(backend="counted", format="rttm", **asked)
    tasks = result_files.planned(found_recordings.collected([folder]), request)
    backend = Counted()
    order = Order(tasks[0].item.file, "counted")
    return many_recordings.run(tasks, order, request, backend), backend.heard


def test_no_hour_is_spent_on_what_could_not_be_written(recordings, tmp_path):
    (tmp_path / "taken").write_text("a file is no folder", "utf-8")
    for asked in ({"output": tmp_path / "taken" / "results"}, {"html": tmp_path / "taken"}):
        with pytest.raises(NoRoom, match="so the work is not begun") as caught:
            ran(recordings, **asked)
        assert str(tmp_path / "taken") in str(caught.value.context)
        assert str(caught.value.hint).endswith('results"')


def test_no_hour_is_spent_where_it_could_not_be_written_down_who_is_who(recordings, tmp_path):
    (tmp_path / "taken").write_text("a file is no folder", "utf-8")
    words = ("--backend", "resemblyzer", "-o", "taken/results", "--link")
    done = processes.run("diarizer", recordings, *words, cwd=tmp_path)
    assert done.returncode == 1
    first, second, _, hint = done.stderr.splitlines()
    assert first == "Error: The results cannot be written there, so the work is not begun."
    assert second == f"  File: {Path('taken', 'results', 'people.json')}"
    assert hint == f'  Hint: Name another place: --output "{Path.home() / "results"}"'


def test_of_many_only_those_are_heard_whose_results_have_a_place(recordings, tmp_path, capsys):
    out = tmp_path / "out"
    out.mkdir()
    (out / "sub").write_text("a file is no folder", "utf-8")
    assert ran(recordings, output=out) == (1, ["a"])
    assert formats.load(out / "a.rttm").speakers == ("SPEAKER_00",)
    told = capsys.readouterr()
    assert "1 done, 1 failed, 0 skipped" in told.out
    assert "b.flac: The results cannot be written there" in told.err
    assert not [path for path in out.iterdir() if path.name.startswith(".")]


def test_what_was_found_and_cannot_be_written_down_is_shown(recordings, tmp_path, capsys):
    out = tmp_path / "out"
    (out / "a.rttm" / "not empty").mkdir(parents=True)
    assert ran(recordings, output=out) == (1, ["a", "b"])
    told = capsys.readouterr()
    assert "a.flac: A result could not be written." in told.err
    assert "SPEAKER a 1 0.000 2.500 <NA> <NA> SPEAKER_00 <NA> <NA>\n" in told.out
    assert formats.load(out / "sub" / "b.rttm").speakers == ("SPEAKER_00",)
