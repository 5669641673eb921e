"""How short a turn is and which pauses split it, where a caller says so."""

import math

import pytest

from diarizer.diarization.turn_shape import Shape, adapted, check_shape, shaped
from diarizer.errors import InvalidArgument
from diarizer.types import Annotation, Span, Turn


def told(*turns, **wanted):
    """The turns that come of (start, end, speaker)."""
    given = tuple(Turn(Span(start, end), speaker) for start, end, speaker in turns)
    found = shaped(Annotation(given), Shape(**wanted)).turns
    return [(turn.span.start, turn.span.end, turn.speaker) for turn in found]


TALK = ((0.0, 1.0, "anna"), (1.5, 2.0, "anna"), (2.2, 2.4, "boris"), (2.5, 4.0, "anna"))


def test_where_nothing_is_asked_for_nothing_changes():
    assert told(*TALK) == list(TALK)


def test_a_pause_of_one_speaker_is_bridged_up_to_its_length():
    assert told(*TALK[:2], bridge=0.5) == [(0.0, 2.0, "anna")]
    assert told(*TALK[:2], bridge=0.4) == list(TALK[:2])


def test_no_pause_is_bridged_in_which_somebody_else_speaks():
    assert told(*TALK, bridge=2.0) == [(0.0, 2.0, "anna"), *TALK[2:]]
    over = ((0.0, 1.0, "anna"), (0.5, 1.2, "boris"), (1.4, 2.0, "anna"))
    assert told(*over, bridge=1.0) == list(over)


def test_what_is_joined_counts_whole_before_the_short_are_left_out():
    short = ((0.0, 0.4, "anna"), (0.5, 0.9, "anna"), (2.0, 2.4, "boris"))
    assert told(*short, bridge=0.1, min_turn=0.8) == [(0.0, 0.9, "anna")]
    assert told(*short, min_turn=0.5) == []


def test_a_joined_turn_is_as_sure_as_both_on_average():
    turns = (Turn(Span(0.0, 3.0), "anna", 0.9), Turn(Span(3.1, 4.1), "anna", 0.5))
    (turn,) = shaped(Annotation(turns), Shape(bridge=0.2)).turns
    assert turn.confidence == 0.8


@pytest.mark.parametrize("name", ["min_turn", "bridge"])
@pytest.mark.parametrize("value", [-0.1, math.nan, math.inf, "1", True])
def test_seconds_that_are_none_are_refused(name, value):
    with pytest.raises(InvalidArgument) as refused:
        check_shape(**{"min_turn": None, "bridge": None, name: value}, vad_threshold=None)
    assert str(refused.value.told.message) == f"{name} is a number of seconds, 0 or more."
    assert refused.value.context == f"{name}={value!r}"


@pytest.mark.parametrize("value", [0, 1, -0.5, 1.5, math.nan, "0.5", True])
def test_a_threshold_that_is_no_chance_is_refused(value):
    with pytest.raises(InvalidArgument) as refused:
        check_shape(None, None, value)
    assert str(refused.value.told.message) == "vad_threshold is a number above 0 and below 1."


class Engine:
    """Without a threshold of its own."""


class WithThreshold(Engine):
    def adapted(self, vad_threshold, bridge):
        return vad_threshold, bridge


def test_an_engine_takes_its_own_threshold_and_pauses():
    assert adapted(WithThreshold(), Shape(vad_threshold=0.3, bridge=1.0)) == (0.3, 1.0)


def test_an_engine_without_a_threshold_refuses_one_and_bridges_all_the_same():
    engine = Engine()
    assert adapted(engine, Shape(bridge=1.0, min_turn=1.0)) is engine
    with pytest.raises(InvalidArgument) as refused:
        adapted(engine, Shape(vad_threshold=0.3))
    assert "setup-doctor install resemblyzer" in str(refused.value.told.hint)
