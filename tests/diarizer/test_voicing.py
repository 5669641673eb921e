"""Which windows hold a voice, on embeddings that are only zeros and ones."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.voicing import Options, voiced


def rows(*shares):
    """One row of 100 for each share of zeros."""
    return np.array([[0.0] * round(100 * s) + [1.0] * round(100 - 100 * s) for s in shares])


ALONE = Options(sparse=0.5, context=1, recording=0.5)


def test_a_sparse_row_is_a_voice_and_a_dense_one_is_not():
    assert voiced(rows(0.6, 0.4), ALONE).tolist() == [True, False]


def test_the_neighbours_decide_together():
    spread = Options(sparse=0.5, context=3, recording=0.5)
    assert voiced(rows(0.6, 0.45, 0.6, 0.6), spread).all()


def test_a_recording_that_is_dense_all_over_holds_nobody():
    assert not voiced(rows(0.52, 0.52, 0.1), Options(0.5, 1, 0.55)).any()


def test_no_rows_are_no_voices():
    assert voiced(np.empty((0, 256)), Options()).tolist() == []


def test_few_rows_have_few_neighbours():
    assert voiced(rows(0.6, 0.6)).tolist() == [True, True]
