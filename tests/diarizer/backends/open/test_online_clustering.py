"""People are learnt while the recording goes on."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.open.networks import SIZE
from diarizer.backends.open.online_clustering import NOBODY, LocalVoice, Options, People


def voice(*parts):
    row = np.zeros(SIZE, np.float32)
    row[: len(parts)] = parts
    return row / np.float32(np.linalg.norm(row) or 1.0)


def local(*parts, clean=2.0, before=NOBODY):
    return LocalVoice(voice(*parts), clean, clean, before)


def test_a_stranger_is_a_new_person_and_is_known_again():
    people = People(Options())
    assert people.identify([local(1), None, local(0, 1)]) == [0, NOBODY, 1]
    assert people.identify([local(0.1, 1), local(1, 0.1), None]) == [1, 0, NOBODY]


def test_two_speakers_of_one_window_are_never_one_person():
    people = People(Options())
    assert people.identify([local(1), local(1, 0.1), None]) == [0, 1, NOBODY]
    assert people.merged() == []


def test_too_little_speech_makes_nobody_and_is_given_to_whom_the_window_before_had():
    people = People(Options())
    assert people.identify([local(1, clean=0.6)]) == [NOBODY]
    assert people.identify([local(1)]) == [0]
    assert people.identify([LocalVoice(voice(), 0.2, 0.2, before=0)]) == [0]


def test_two_people_who_come_to_sound_alike_are_one_and_the_later_is_no_more():
    people = People(Options(delta=0.3, alike=0.75))
    assert people.identify([local(1, 0)]) == [0]
    assert people.identify([local(0.5, 1)]) == [1]
    for _ in range(8):
        people.identify([local(1, 0.7, before=1)])
    assert people.merged() == [(1, 0)]
    assert people.identify([local(1, 0.5)]) == [0]


def test_no_more_people_are_held_than_allowed():
    people = People(Options(most=2))
    assert people.identify([local(1), local(0, 1)]) == [0, 1]
    assert people.identify([local(0.1, 0.2, 1)]) == [1]


def test_who_turned_out_to_be_somebody_else_takes_no_place_from_the_next_person():
    people = People(Options(delta=0.3, alike=0.75, most=2))
    people.identify([local(1, 0)])
    people.identify([local(0.5, 1)])
    for _ in range(8):
        people.identify([local(1, 0.7, before=1)])
    assert people.merged() == [(1, 0)]
    # The number of who is no more stays theirs, as turns were written down under it.
    assert people.identify([local(0, 0, 1)]) == [2]
    assert people.identify([local(0, 0, 0, 1)]) in ([0], [2])  # two are there, which is the most
    assert people.identify([local(0, 0, 1), None, local(1, 0.5)]) == [2, NOBODY, 0]
    assert len(people) == 3
