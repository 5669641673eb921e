"""What is decoded ahead comes in order, ends with its error, and holds nobody up."""

import threading
from itertools import count

import pytest

pytest.importorskip("numpy")

import numpy as np

from diarizer.audio.ahead import ahead, ahead_where_it_helps
from diarizer.audio.report import Block


def threads():
    return [each for each in threading.enumerate() if each.name == "decoding"]


def test_everything_comes_in_its_order():
    assert list(ahead(iter(range(50)))) == list(range(50))
    assert threads() == []


def test_an_error_is_raised_after_what_came_before_it():
    def broken():
        yield 1
        raise ValueError("two")

    taken = ahead(broken())
    assert next(taken) == 1
    with pytest.raises(ValueError, match="two"):
        next(taken)
    assert threads() == []


def test_who_stops_taking_leaves_no_thread_behind():
    taken = ahead(count())
    assert next(taken) == 0
    taken.close()
    assert threads() == []


@pytest.mark.parametrize(
    ("rate", "channels", "beside"), [(16_000, 1, 0), (16_000, 2, 1), (44_100, 1, 1)]
)
def test_what_is_only_to_be_written_needs_no_thread(rate, channels, beside):
    blocks = [Block(np.zeros((10, channels), np.float32), rate) for _ in range(5)]
    taken = ahead_where_it_helps(iter(blocks))
    assert next(taken) is blocks[0]
    assert len(threads()) == beside
    assert list(taken) == blocks[1:]
    assert threads() == []
