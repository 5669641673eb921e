"""The same results in the same order, whoever works."""

import threading
import time
from contextlib import closing

import pytest

from diarizer.backends.shared import side_by_side
from diarizer.backends.shared.side_by_side import Workers


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_results_come_in_the_order_of_what_was_given(threads):
    with closing(Workers(threads)) as workers:
        assert list(workers.mapped(str, range(50))) == [str(n) for n in range(50)]


def test_two_threads_work_at_the_same_time():
    both = threading.Barrier(2, timeout=60)
    with closing(Workers(2)) as workers:
        assert len(list(workers.mapped(lambda _: both.wait(), range(6)))) == 6


def test_what_asks_for_the_results_of_another_has_no_threads_of_its_own():
    at_work, most, lock = 0, 0, threading.Lock()

    def counted(number):
        nonlocal at_work, most
        with lock:
            at_work += 1
            most = max(most, at_work)
        time.sleep(0.002)
        with lock:
            at_work -= 1
        return number

    with closing(Workers(2)) as workers:
        first = workers.mapped(counted, range(40))
        assert list(workers.mapped(counted, first)) == list(range(40))
    assert most == 2


def test_what_is_raised_is_raised_where_the_result_is_wanted():
    with closing(Workers(2)) as workers:
        found = workers.mapped(lambda n: 1 // (2 - n), range(5))
        assert next(found) == 0
        assert next(found) == 1
        with pytest.raises(ZeroDivisionError):
            next(found)


def test_no_more_than_needed_is_done_ahead():
    given = iter(range(100))
    with closing(Workers(2)) as workers:
        found = workers.mapped(str, given)
        assert next(found) == "0"
        assert next(given) == 3
        found.close()


def test_what_waits_when_all_ends_is_not_done():
    free, done = threading.Event(), []

    def slow(number):
        free.wait(20)
        done.append(number)

    workers = Workers(2)
    found = workers.mapped(slow, range(9))
    asking = threading.Thread(target=lambda: next(found, None))
    asking.start()
    threading.Timer(0.2, free.set).start()
    asking.join()
    workers.close()
    assert len(done) <= 3


@pytest.mark.parametrize("threads", [1, 2])
def test_what_is_begun_is_made_once(threads):
    made = []
    begun = side_by_side.begun(lambda: made.append(1) or "it", threads)
    assert (begun(), begun(), made) == ("it", "it", [1])


def test_what_goes_wrong_with_what_is_begun_is_raised_where_it_is_wanted():
    begun = side_by_side.begun(lambda: 1 // 0, 2)
    with pytest.raises(ZeroDivisionError):
        begun()


def test_the_caller_goes_on_while_what_is_begun_is_made():
    free = threading.Event()
    begun = side_by_side.begun(lambda: free.wait(20), 2)
    free.set()
    assert begun()


@pytest.mark.parametrize(
    ("asked", "threads"), [(None, 1), ("1", 1), ("2", 2), ("64", 4), ("0", 1), ("two", 1)]
)
def test_the_number_of_threads_is_what_numerical_libraries_are_told(monkeypatch, asked, threads):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    if asked is not None:
        monkeypatch.setenv("OMP_NUM_THREADS", asked)
    assert side_by_side.threads() == threads
