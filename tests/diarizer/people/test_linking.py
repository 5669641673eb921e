"""The same stranger in several recordings."""

import json
from dataclasses import replace

import pytest

pytest.importorskip("numpy")

import numpy as np

import diarizer
from diarizer import errors
from diarizer.people import link_recordings, linking, register_file
from diarizer.people.linking import Centroids, Spoken
from diarizer.people.register import Register
from diarizer.people.stored_voices import StoredVoices
from diarizer.sample import sample
from diarizer.types import Annotation, Span, Turn

PEOPLE = np.eye(6, dtype=np.float32)


def voices(*people, noise=0.1, seed=0, backend="open", known=()):
    """One recording of some of the people, each a little different from last time."""
    rows = PEOPLE[list(people)] + np.float32(noise / 6) * np.random.default_rng(seed).random(
        (len(people), 6), np.float32
    )
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    names = [f"SPEAKER_{number:02d}" for number in range(len(people))]
    said = dict.fromkeys(names, 10.0 + seed)
    return StoredVoices.of(dict(zip(names, rows, strict=True)), said, backend=backend, known=known)


def named(register, batch):
    return {key: tuple(register.names(key, one).values()) for key, one in batch.items()}


def entered(register, batch):
    register.enter(batch, 0.7)
    return named(register, batch)


FOLDER = {"a": voices(0, 1, seed=1), "b": voices(1, 2, seed=2), "c": voices(2, 0, 3, seed=3)}
NAMES = {
    "a": ("person_1", "person_2"),
    "b": ("person_2", "person_3"),
    "c": ("person_3", "person_1", "person_4"),
}


def test_a_stranger_has_one_name_in_all_recordings():
    assert entered(Register("open"), FOLDER) == NAMES


def test_the_order_in_which_recordings_come_does_not_matter():
    assert entered(Register("open"), dict(reversed(FOLDER.items()))) == NAMES


def test_two_voices_of_one_recording_are_never_one_person():
    twin = {"a": voices(0, 0, noise=0.0)}
    assert entered(Register("open"), twin) == {"a": ("person_1", "person_2")}


def test_names_stay_when_a_recording_is_added():
    register = Register("open")
    entered(register, FOLDER)
    more = {"0": voices(5, 3, seed=4), **FOLDER}
    assert entered(register, more) == {"0": ("person_5", "person_4"), **NAMES}


def test_names_stay_when_recordings_are_renamed_removed_or_done_anew():
    register = Register("open")
    entered(register, FOLDER)
    assert entered(register, {"z": FOLDER["b"]}) == {"z": NAMES["b"]}
    assert sorted(register.recordings) == ["a", "c", "z"]
    assert entered(register, {"c": voices(3, 2, seed=9)}) == {"c": ("person_4", "person_3")}
    assert entered(register, {"new": voices(0, seed=8)}) == {"new": ("person_1",)}


def test_a_copy_of_a_recording_takes_nothing_from_it():
    register = Register("open")
    register.enter({"a": voices(0, 1)}, 0.7)
    both = {"a": voices(0, 1), "b": voices(0, 1)}
    assert entered(register, both) == dict.fromkeys(both, ("person_1", "person_2"))


def test_a_stranger_is_not_called_like_somebody_who_is_known_in_the_recording():
    register = Register("open")
    register.enter({"a": voices(0)}, 0.7)
    register.people["person_1"].name = "anna"
    stored = voices(0, 1, known=["anna"]).called({"SPEAKER_01": "anna"})
    stored = replace(stored, known=np.array([False, True]))
    register.enter({"b": stored}, 0.7)
    assert register.names("b", stored) == {"SPEAKER_00": "person_1"}


def test_who_was_a_stranger_and_is_recognised_now_is_entered_anew():
    stranger, known = voices(0), voices(0, known=["SPEAKER_00"])
    register = Register("open")
    register.enter({"a": stranger}, 0.7)
    register.enter({"a": known}, 0.7)
    assert register.recordings["a"].people == ()


def test_a_number_is_not_given_twice():
    register = Register("open")
    entered(register, FOLDER)
    entered(register, {"c": voices(2, seed=9)})
    assert entered(register, {"new": voices(4, seed=8)}) == {"new": ("person_5",)}


def test_who_is_known_keeps_the_name_and_is_no_stranger():
    batch = {"a": voices(0, 1, known=["SPEAKER_00"])}
    register = Register("open")
    register.enter(batch, 0.7)
    assert register.names("a", batch["a"]) == {"SPEAKER_01": "person_1"}


def test_a_recording_of_nobody_is_entered():
    batch = {"a": voices()}
    assert entered(Register("open"), batch) == {"a": ()}


def test_the_register_is_the_same_after_writing_and_reading(tmp_path):
    register = Register("open")
    entered(register, FOLDER)
    path = tmp_path / register_file.NAME
    register_file.save(register, path)
    again = register_file.load(path, "open")
    assert entered(again, {**FOLDER, "d": voices(3, seed=7)}) == {**NAMES, "d": ("person_4",)}
    register_file.save(register_file.load(path, "open"), tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()


def test_a_name_that_is_changed_in_the_file_is_the_name_from_now_on(tmp_path):
    register = Register("open")
    entered(register, FOLDER)
    path = tmp_path / register_file.NAME
    register_file.save(register, path)
    changed = path.read_text(encoding="utf-8").replace('"name": "person_1"', '"name": "Анна"')
    path.write_text(changed, encoding="utf-8")
    assert named(register_file.load(path, "open"), FOLDER)["a"] == ("Анна", "person_2")


def test_the_voices_of_another_backend_are_refused(tmp_path):
    register = Register("open")
    with pytest.raises(errors.InvalidArgument, match="two backends cannot be compared"):
        register.enter({"a": voices(0, backend="resemblyzer")}, 0.7)
    path = tmp_path / register_file.NAME
    register_file.save(register, path)
    with pytest.raises(errors.InvalidArgument) as caught:
        register_file.load(path, "resemblyzer")
    assert "--backend open" in caught.value.hint


@pytest.mark.parametrize(
    "change",
    [
        lambda held: held.update(schema_version=2),
        lambda held: held["people"]["person_1"].update(name=""),
        lambda held: held["people"]["person_1"].update(name="person_2"),
        lambda held: held["people"]["person_1"].update(voice="AA"),
        lambda held: held["people"]["person_1"].update(voice="AAA="),
        lambda held: held["people"]["person_1"].update(seconds=-1),
        lambda held: held["recordings"]["a"].update(seconds=[1]),
        lambda held: held.pop("people"),
    ],
)
def test_a_register_that_is_damaged_is_refused_with_its_path(tmp_path, change):
    register = Register("open")
    entered(register, FOLDER)
    path = tmp_path / register_file.NAME
    register_file.save(register, path)
    held = json.loads(path.read_text(encoding="utf-8"))
    change(held)
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(errors.FormatError, match="register of people cannot be read") as caught:
        register_file.load(path, "open")
    assert str(path) in caught.value.context


def test_who_is_deleted_from_the_register_is_found_anew(tmp_path):
    register = Register("open")
    entered(register, FOLDER)
    path = tmp_path / register_file.NAME
    register_file.save(register, path)
    held = json.loads(path.read_text(encoding="utf-8"))
    del held["people"]["person_4"]
    path.write_text(json.dumps(held), encoding="utf-8")
    assert entered(register_file.load(path, "open"), FOLDER) == NAMES


def test_voices_are_the_same_after_writing_and_reading(tmp_path):
    path = tmp_path / "голоса.npz"
    FOLDER["a"].called({"SPEAKER_00": "Анна"}).save(path)
    again = StoredVoices.load(path)
    assert again.speakers == ("Анна", "SPEAKER_01")
    assert again.fingerprint == FOLDER["a"].fingerprint


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"words"])
def test_voices_that_cannot_be_read_are_refused(tmp_path, content):
    path = tmp_path / "a.npz"
    path.write_bytes(content)
    with pytest.raises(errors.FormatError, match="voices of a recording cannot be read"):
        StoredVoices.load(path)


def test_a_known_person_is_not_called_like_a_stranger():
    with pytest.raises(errors.InvalidArgument, match="'person_3' is what strangers are called"):
        link_recordings.check(["anna", "person_3"])


def test_recordings_are_linked_from_python_and_the_register_keeps_the_names(tmp_path):
    pytest.importorskip("resemblyzer", exc_type=ImportError)
    path = tmp_path / register_file.NAME
    (first,) = diarizer.link([sample()[0]], register=path, backend="resemblyzer")
    again = diarizer.link([sample()[0]], register=path, backend="resemblyzer")
    assert first.speakers == ("person_1", "person_2")
    assert again == [first]


class Loaded:
    """Stands for an engine that is loaded; what it hears is made by the test."""


@pytest.fixture
def heard(monkeypatch):
    """What is heard of each recording, in place of the work that takes hours."""
    meanwhile = []

    def hear(_engine, _name, recording, *_):
        for each in meanwhile:
            each()
        stored = voices(*recording["people"], seed=len(recording["people"]))
        said = enumerate(stored.speakers)
        return Annotation(tuple(Turn(Span(at, at + 1.0), one) for at, one in said)), stored

    monkeypatch.setattr(link_recordings, "_heard", hear)
    monkeypatch.setattr(link_recordings.backends, "resolve", lambda *_, **__: "open")
    monkeypatch.setattr(link_recordings.backends, "choose", lambda *_, **__: Loaded())
    return meanwhile


def test_what_another_run_writes_into_the_register_meanwhile_is_kept(tmp_path, heard):
    path = tmp_path / "new" / register_file.NAME

    def another_run():
        other = register_file.load(path, "open")
        entered(other, {"elsewhere": voices(3, seed=9)})
        register_file.save(other, path)

    heard.append(another_run)
    (found,) = diarizer.link([{"people": (0, 3)}], register=path)
    assert found.speakers == ("person_2", "person_1")  # the second was heard elsewhere
    kept = register_file.load(path, "open")
    assert len(kept.recordings) == 2
    assert kept.recordings["elsewhere"].people == ("person_1",)


def test_a_register_that_cannot_be_written_is_told_before_the_work(tmp_path, heard):
    heard.append(lambda: pytest.fail("the work was begun"))
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OSError):
        diarizer.link([{"people": (0,)}], register=tmp_path / "file" / "people.json")


def test_three_hundred_recordings_are_linked_without_a_mistake():
    chosen = np.random.default_rng(0)
    people = chosen.standard_normal((80, 192)).astype(np.float32)
    who = [chosen.choice(80, 4, replace=False) for _ in range(300)]
    rows = [people[own] + 0.6 * chosen.standard_normal((4, 192)) for own in who]
    rows = [each / np.linalg.norm(each, axis=1, keepdims=True) for each in rows]
    many = [Spoken(each.astype(np.float32), np.full(4, 9.0)) for each in rows]
    found = linking.linked(Centroids(np.empty((0, 192), np.float32)), many, 0.5)
    pairs = set(zip(np.concatenate(found).tolist(), np.concatenate(who).tolist(), strict=True))
    assert len(pairs) == 80
