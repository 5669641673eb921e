"""Results that cannot be written: known before the work where that can be, and never lost after it."""

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest

pytest.importorskip("numpy")
pytest.importorskip("typer")

from diarizer import formats
from diarizer.batch import found_recordings
from diarizer.batch.job import Order
from diarizer.cli import many_recordings, run
from diarizer.cli.output import former, result_files
from diarizer.cli.request import Request
from diarizer.errors import NoRoom
from diarizer.sample import sample
from diarizer.types import Annotation, Span, Turn
from tests import plug_ins, processes


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


def ran(folder, backend=None, **asked):
    request = Request(backend="counted", format="rttm", **asked)
    tasks = result_files.planned(found_recordings.collected([folder]), request)
    backend = backend or Counted()
    order = Order(tasks[0].item.file, "counted")
    return many_recordings.run(tasks, order, request, backend), backend.heard


def test_no_hour_is_spent_on_what_could_not_be_written(recordings, tmp_path):
    (tmp_path / "taken").write_text("a file is no folder", "utf-8")
    for asked in ({"output": tmp_path / "taken" / "results"}, {"html": tmp_path / "taken"}):
        with pytest.raises(NoRoom, match="so the work is not begun") as caught:
            ran(recordings, **asked)
        assert str(tmp_path / "taken") in str(caught.value.context)
        assert str(caught.value.hint).endswith('results"')


def test_no_hour_is_spent_on_names_that_no_file_can_have(recordings, tmp_path):
    (tmp_path / "a.rttm").mkdir()
    too_long = tmp_path / ("x" * 300)
    for asked in ({"output": too_long}, {"html": too_long}):
        with pytest.raises(NoRoom, match="so the work is not begun"):
            ran(recordings, **asked)
    code, heard = ran(recordings, output=tmp_path)
    assert (code, heard) == (1, ["b"])


def test_turns_that_a_person_has_corrected_are_kept_where_they_are_done_anew(recordings, capsys):
    a, b = recordings / "a.rttm", recordings / "sub" / "b.rttm"
    assert ran(recordings) == (0, ["a", "b"])
    corrected = a.read_text("utf-8").replace("SPEAKER_00", "Анна")
    for again in range(2):  # what was kept before stays, too
        a.write_text(corrected, "utf-8")
        for turns in (a, b):
            os.utime(turns, (again, again))  # older than the recordings, which were saved anew
        assert ran(recordings) == (0, ["a", "b"])
    assert formats.load(a).speakers == ("SPEAKER_00",)
    assert (recordings / "a.rttm.old").read_text("utf-8") == corrected
    assert (recordings / "a.rttm.old2").read_text("utf-8") == corrected
    assert f"{a} was there already; it is kept as a.rttm.old\n" in capsys.readouterr().err
    assert [path.name for path in b.parent.iterdir() if "old" in path.name] == []
    a.write_text("SPEAKER", "utf-8")
    assert ran(recordings, overwrite=True) == (0, ["a", "b"])
    assert not (recordings / "a.rttm.old3").exists()


def test_corrected_turns_are_kept_where_nobody_named_the_file_that_is_written(
    recordings, tmp_path, install, capsys
):
    engine = """
from diarizer.types import Annotation, Span, Turn


class Engine:
    def diarize(self, recording, **_):
        return Annotation((Turn(Span(0.0, 2.5), "0"),), recording.uri, recording.duration)


def load(**options):
    return Engine()
"""
    engine = plug_ins.BACKEND.format(name="counted") + engine
    install("counted", "[diarizer.backends]\ncounted = counted_engine\n", counted_engine=engine)
    results = tmp_path / "results"
    results.mkdir()
    turns = results / "a.rttm"

    def written(output, **asked):
        turns.write_text("corrected", "utf-8")
        asked = {"backend": "counted", "format": "rttm", "output": output, **asked}
        assert run.run([recordings / "a.flac"], Request(**asked)) == 0
        return capsys.readouterr().err, sorted(path.name for path in results.iterdir())

    kept = f"{turns} was there already; it is kept as a.rttm.old\n"
    assert written(turns) == (f"Written: {turns}\n", ["a.rttm"])
    assert written(results, overwrite=True) == (f"Written: {turns}\n", ["a.rttm"])
    assert written(results) == (f"{kept}Written: {turns}\n", ["a.rttm", "a.rttm.old"])
    assert (results / "a.rttm.old").read_text("utf-8") == "corrected"
    assert formats.load(turns).speakers == ("SPEAKER_00",)


def test_turns_that_only_got_other_names_for_a_while_are_not_kept(tmp_path):
    turns = tmp_path / "a.rttm"
    turns.write_text("named", "utf-8")
    with ExitStack() as until_named:
        until_named.enter_context(former.kept(turns))
        turns.write_text("labels", "utf-8")
        turns.write_text("named", "utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["a.rttm"]


def test_turns_are_kept_whose_name_is_as_long_as_a_name_may_be(tmp_path):
    turns = tmp_path / f"{'a' * 250}.rttm"
    turns.write_text("corrected", "utf-8")
    with former.kept(turns):
        turns.write_text("anew", "utf-8")
    (aside,) = tmp_path.glob("*.old")
    assert aside.read_text("utf-8") == "corrected"


@pytest.mark.skipif(os.name == "nt", reason="a link needs a right there")
def test_no_hour_is_spent_on_links_that_lead_nowhere(recordings, tmp_path):
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "gone").symlink_to(tmp_path / "unplugged" / "results")
    for name in ("circle", "gone"):
        with pytest.raises(NoRoom, match="so the work is not begun"):
            ran(recordings, output=tmp_path / name)
    (tmp_path / "a.rttm").symlink_to(tmp_path / "unplugged" / "a.rttm")
    assert ran(recordings, output=tmp_path) == (1, ["b"])


def test_at_the_end_stands_where_the_results_lie(recordings, tmp_path, capsys):
    ran(recordings)
    assert f"beside the recordings, such as {recordings / 'a.rttm'}\n" in capsys.readouterr().err
    ran(recordings, output=tmp_path / "out")
    assert f"The results lie in {tmp_path / 'out'}\n" in capsys.readouterr().err


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
    out.mkdir()

    class Meanwhile(Counted):
        def diarize(self, recording, **more):
            (out / "a.rttm" / "not empty").mkdir(parents=True, exist_ok=True)
            return super().diarize(recording, **more)

    assert ran(recordings, Meanwhile(), output=out) == (1, ["a", "b"])
    told = capsys.readouterr()
    assert "a.flac: A result could not be written." in told.err
    assert "SPEAKER a 1 0.000 2.500 <NA> <NA> SPEAKER_00 <NA> <NA>\n" in told.out
    assert formats.load(out / "sub" / "b.rttm").speakers == ("SPEAKER_00",)
