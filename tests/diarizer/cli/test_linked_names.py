"""`--link`: the register of a folder, which several runs may write."""

from dataclasses import replace

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("typer")

from diarizer.batch.found_recordings import FoundRecording  # noqa: E402, what may be missing is asked for
from diarizer.cli.linked_names import LinkedNames, prepared  # noqa: E402, as above
from diarizer.cli.output.planned_files import PlannedFiles  # noqa: E402, as above
from diarizer.cli.request import Request  # noqa: E402, as above
from diarizer.people import register_file  # noqa: E402, as above
from diarizer.people.stored_voices import StoredVoices  # noqa: E402, as above


def linked(folder, name, direction):
    """A run that has begun: it has read the register, and one voice."""
    voices = {"SPEAKER_00": np.eye(8, dtype=np.float32)[direction]}
    stored = StoredVoices.of(voices, {"SPEAKER_00": 30.0}, backend="open")
    stored.save(folder / f"{name}.npz")
    file = folder / f"{name}.wav"
    task = PlannedFiles(FoundRecording(file, folder), voices=folder / f"{name}.npz")
    path = folder / register_file.NAME
    register = register_file.load(path, "open")
    return LinkedNames(path, register, {file: stored}, 0.5, Request()), task


def test_what_another_run_has_written_meanwhile_is_kept(tmp_path):
    slow, its_task = linked(tmp_path, "slow", 0)
    fast, other = linked(tmp_path, "fast", 1)
    fast.give([other], {})
    slow.give([its_task], {})
    register = register_file.load(tmp_path / register_file.NAME, "open")
    assert {key: one.people for key, one in register.recordings.items()} == {
        "fast": ("person_1",),
        "slow": ("person_2",),
    }
    for name, who in (("fast", "person_1"), ("slow", "person_2")):
        assert StoredVoices.load(tmp_path / f"{name}.npz").speakers == (who,)


def test_a_register_that_was_damaged_meanwhile_is_told_and_left_alone(tmp_path):
    run, task = linked(tmp_path, "talk", 0)
    (tmp_path / register_file.NAME).write_text("{", "utf-8")
    named, failures = run.give([task], {})
    assert named == {}
    assert failures[tmp_path / register_file.NAME].message == (
        "The register of people cannot be read."
    )
    assert (tmp_path / register_file.NAME).read_text("utf-8") == "{"


@pytest.mark.parametrize(
    ("written", "stays"), [("person_1", True), ("Anna", True), ("SPEAKER_00", False)]
)
def test_turns_that_a_run_without_names_wrote_get_theirs_back(tmp_path, written, stays):
    file, turns, npz = (tmp_path / f"talk.{ending}" for ending in ("wav", "rttm", "npz"))
    file.touch()
    turns.write_text(f"SPEAKER talk 1 0.0 9.0 <NA> <NA> {written} <NA> <NA>\n", "utf-8")
    voices = {"person_1": np.eye(8, dtype=np.float32)[0]}
    StoredVoices.of(voices, {"person_1": 9.0}, backend="open").save(npz)
    task = PlannedFiles(FoundRecording(file, tmp_path), "rttm", turns, npz)
    assert (file in prepared([task], Request(link=True), "open").kept) is stays


def turns_of(tmp_path, named):
    """A recording that need not be done again, whose only speaker gets another name."""
    run, task = linked(tmp_path, "talk", 0)
    turns = tmp_path / "talk.csv"
    turns.write_text(named, "utf-8")
    _, failures = run.give([replace(task, target=turns, format="csv")], {})
    assert failures == {}
    return turns


def test_a_name_is_exchanged_and_nothing_kept_where_nothing_is_lost(tmp_path):
    content = "start,end,speaker,text\n0.000,9.000,SPEAKER_00,\n"
    turns = turns_of(tmp_path, content)
    assert turns.read_text("utf-8") == content.replace("SPEAKER_00", "person_1")
    assert not list(tmp_path.glob("*.old"))


def test_a_column_that_a_person_put_beside_the_turns_is_not_lost_with_a_name(tmp_path):
    content = "start,end,speaker,text,note\n0.000,9.000,SPEAKER_00,,angry\n"
    turns = turns_of(tmp_path, content)
    assert "person_1" in turns.read_text("utf-8")
    assert (tmp_path / "talk.csv.old").read_text("utf-8") == content
