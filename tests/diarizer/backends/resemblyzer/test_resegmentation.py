# ruff: noqa: E402, what may be missing is asked for before it is imported
"""Viterbi, on scores that can be added up by hand."""

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.resemblyzer.resegmentation import Options, resegment, viterbi


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


VOICES = np.eye(2, dtype=np.float32)


def test_a_stray_window_stays_with_its_neighbours():
    rows = VOICES[[0, 0, 0, 0, 1, 1, 1, 1]].copy()
    rows[2] = [0.6, 0.8]
    assert resegment(rows, VOICES, options=Options(change=0.5)).tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


def test_a_voice_that_nobody_prefers_is_left_out():
    rows = VOICES[[0, 0, 1, 0, 0]]
    assert set(resegment(rows, VOICES, options=Options(change=9.0)).tolist()) == {0}


def test_a_voice_that_must_be_there_gets_its_nearest_window():
    rows = VOICES[[0, 0, 1, 0, 0]]
    found = resegment(rows, VOICES, at_least=2, options=Options(change=9.0))
    assert found.tolist() == [0, 0, 1, 0, 0]


def test_more_voices_than_windows_is_no_error():
    assert sorted(resegment(VOICES, np.eye(2, dtype=np.float32), at_least=5).tolist()) == [0, 1]


def test_nobody_is_robbed_of_the_only_window_for_somebody_who_went_without():
    voices = np.eye(3, dtype=np.float32)
    rows = np.array([(1, 0, 0), (0.98, 0, 0.2), (1, 0, 0), (0, 0.8, 0.6)], np.float32)
    found = resegment(rows, voices, at_least=3)
    assert found.tolist() == [0, 2, 0, 1]  # and not the last, which is more like the third voice
