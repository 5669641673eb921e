"""What a turn is, made of probabilities that are written down by hand."""

from __future__ import annotations

import numpy as np
import pytest

from diarizer.backends.nemotron.turns import Listener, Options
from diarizer.types import Span, Turn


def turns(rows, options=None, *, block=1_000, duration=100.0):
    """The turns of rows that are 0.1 s each; a row holds one number for each speaker."""
    chances = np.repeat(np.asarray(rows, np.float32), 10, axis=0)
    listener = Listener(chances.shape[1], options or Options())
    for first in range(0, len(chances), block):
        listener.hear(chances[first : first + block])
    return sorted(listener.turns(duration))


def test_a_turn_is_where_it_is_likelier_than_not_that_somebody_speaks():
    assert turns([[0.5], [0.6], [0.8], [0.5], [0.9]]) == [
        Turn(Span(0.1, 0.3), "0", 0.7),
        Turn(Span(0.4, 0.5), "0", 0.9),
    ]


def test_two_who_speak_at_once_have_a_turn_each():
    assert turns([[0.9, 0.0], [0.9, 0.8], [0.0, 0.8]]) == [
        Turn(Span(0.0, 0.2), "0", 0.9),
        Turn(Span(0.1, 0.3), "1", 0.8),
    ]


def test_between_onset_and_offset_it_stays_as_it_was():
    options = Options(onset=0.7, offset=0.3)
    rows = [[0.5], [0.8], [0.5], [0.3], [0.5]]
    assert turns(rows, options) == [Turn(Span(0.1, 0.3), "0", 0.65)]


@pytest.mark.parametrize("block", [1, 7, 10, 25, 1_000])
def test_where_a_block_ends_makes_no_difference(block):
    rows = np.random.default_rng(0).random((50, 8))
    options = Options(onset=0.6, offset=0.4, shortest=0.15, bridge=0.1)
    assert turns(rows, options, block=block) == turns(rows, options)


def test_a_short_pause_splits_no_turn_and_does_not_make_it_less_sure():
    rows = [[0.9], [0.0], [0.9], [0.0], [0.0], [0.7]]
    assert turns(rows, Options(bridge=0.1)) == [
        Turn(Span(0.0, 0.3), "0", 0.9),
        Turn(Span(0.5, 0.6), "0", 0.7),
    ]


def test_a_turn_that_is_too_short_is_dropped_after_pauses_were_bridged():
    rows = [[0.9], [0.0], [0.9], [0.0], [0.0], [0.7]]
    options = Options(bridge=0.1, shortest=0.2)
    assert turns(rows, options) == [Turn(Span(0.0, 0.3), "0", 0.9)]


def test_no_turn_ends_after_the_recording():
    assert turns([[0.9], [0.9]], duration=0.195) == [Turn(Span(0.0, 0.195), "0", 0.9)]


def test_nobody_is_no_turn():
    assert turns([[0.1, 0.2]]) == []
