"""The same results in the same order, whoever works."""

import threading

import pytest

from diarizer.backends.shared import side_by_side


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_results_come_in_the_order_of_what_was_given(threads):
    assert list(side_by_side.mapped(str, range(50), threads)) == [str(n) for n in range(50)]


def test_two_threads_work_at_the_same_time():
    both = threading.Barrier(2, timeout=20)
    assert len(list(side_by_side.mapped(lambda _: both.wait(), range(6), 2))) == 6


def test_what_is_raised_is_raised_where_the_result_is_wanted():
    found = side_by_side.mapped(lambda n: 1 // (2 - n), range(5), 2)
    assert next(found) == 0
    assert next(found) == 1
    with pytest.raises(ZeroDivisionError):
        next(found)


def test_no_more_than_needed_is_done_ahead():
    given = iter(range(100))
    found = side_by_side.mapped(str, given, 2)
    assert next(found) == "0"
    assert next(given) == 3
    found.close()


@pytest.mark.parametrize(
    ("asked", "threads"), [(None, 1), ("1", 1), ("2", 2), ("64", 4), ("0", 1), ("two", 1)]
)
def test_the_number_of_threads_is_what_numerical_libraries_are_told(monkeypatch, asked, threads):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if asked is not None:
        monkeypatch.setenv("OMP_NUM_THREADS", asked)
    assert side_by_side.threads() == threads
