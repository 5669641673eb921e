# ruff: noqa: E402, what may be missing is asked for before it is imported
"""Viterbi, on scores that can be added up by hand."""

import pytest

np = pytest.importorskip("numpy")

from diarizer.resegmentation import Options, resegment, viterbi


def path(scores, change):
    return viterbi(np.array(scores, np.float32), change).tolist()


def test_without_a_price_every_window_takes_its_best():
    assert path([[1, 0], [0, 1], [1, 0]], change=0.0) == [0, 1, 0]


def test_a_change_that_costs_more_than_it_brings_is_not_made():
    assert path([[1, 0], [0, 1], [1, 0]], change=0.6) == [0, 0, 0]


def test_a_change_that_brings_more_than_it_costs_is_made_where_it_brings_most():
    assert path([[1, 0], [1, 0], [0, 1], [0, 1]], change=0.6) == [0, 0, 1, 1]


def test_one_window_and_one_speaker_are_enough():
    assert path([[0.5]], change=1.0) == [0]


def test_a_stray_label_is_smoothed_away():
    rows = np.eye(2, dtype=np.float32)[[0, 0, 0, 0, 1, 1, 1, 1]]
    labels = np.array([0, 0, 1, 0, 1, 1, 1, 1])
    assert resegment(rows, labels, Options(change=0.1)).tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_a_speaker_is_never_lost():
    rows = np.eye(2, dtype=np.float32)[[0, 0, 1, 0, 0]]
    labels = np.array([0, 0, 1, 0, 0])
    assert resegment(rows, labels, Options(change=9.0)).tolist() == labels.tolist()
