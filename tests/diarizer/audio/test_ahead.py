"""What is decoded ahead comes in order, ends with its error, and holds nobody up."""

import threading
from itertools import count

import pytest

pytest.importorskip("numpy")

from diarizer.audio.ahead import ahead


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
