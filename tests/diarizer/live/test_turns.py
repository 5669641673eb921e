"""Frames that are settled one after another become turns, and names are corrected."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

from types import SimpleNamespace

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.base import Heard
from diarizer.live.turns import Corrected, Now, Settled, Turns
from diarizer.types import Span

LISTENER = SimpleNamespace(frame=0.1, origin=0.0)


def heard(*lines, now=(), merged=()):
    """A line of marks for each person."""
    marks = [[mark == "x" for mark in line] for line in lines]
    return Heard(np.array(marks, bool).reshape(len(lines), -1).T, now, merged)


def settled(events):
    return [(one.turn.speaker, one.turn.span) for one in events if isinstance(one, Settled)]


def test_a_turn_is_settled_once_the_pause_after_it_is_longer_than_a_bridge():
    turns = Turns(LISTENER)
    assert settled(turns.take(heard("xxxxx..."), 0.8)) == []
    assert settled(turns.take(heard("x......."), 1.6)) == [("SPEAKER_00", Span(0.0, 0.9))]


def test_the_end_settles_what_is_still_open():
    turns = Turns(LISTENER)
    assert settled(turns.take(heard("xxxxx", ".xxxx"), 0.5, end=True)) == [
        ("SPEAKER_00", Span(0.0, 0.5)),
        ("SPEAKER_01", Span(0.1, 0.5)),
    ]


def test_who_speaks_now_is_named_and_who_is_not_known_yet_is_not():
    events = list(Turns(LISTENER).take(heard("..", now=(4, -1)), 0.5))
    assert events == [Now(0.5, ("SPEAKER_00", ""))]


def test_a_person_who_turns_out_to_be_another_one_is_corrected_and_their_turns_are_marked():
    turns = Turns(LISTENER)
    list(turns.take(heard("xxxx......", "......xxxx"), 1.0, end=True))
    corrected, now = turns.take(heard("...", "...", merged=((1, 0),)), 1.3)
    assert corrected == Corrected("SPEAKER_01", "SPEAKER_00", corrected.turns)
    assert [(one.number, one.turn.speaker) for one in corrected.turns] == [(2, "SPEAKER_00")]
    assert now == Now(1.3, ())


def test_a_turn_that_goes_on_while_its_speaker_is_corrected_stays_one():
    turns = Turns(LISTENER)
    list(turns.take(heard("xx........", "......xxxx"), 1.0))
    events = turns.take(heard("xxxx", "....", merged=((1, 0),)), 1.4, end=True)
    assert settled(events) == [("SPEAKER_00", Span(0.6, 1.4))]


def test_no_turn_goes_beyond_what_there_is_of_the_recording():
    assert settled(Turns(LISTENER).take(heard("xxxx"), 0.33, end=True)) == [
        ("SPEAKER_00", Span(0.0, 0.33))
    ]
