"""Which windows hold a voice, on embeddings that are only zeros and ones."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.resemblyzer.voiced_windows import Options, voiced


def rows(*shares):
    """One row of 100 for each share of zeros."""
    return np.array([[0.0] * round(100 * s) + [1.0] * round(100 - 100 * s) for s in shares])


def moving(rows, unlike=1.0):
    """Return a movement for each row; of that much above 9 Hz beside that of syllables."""
    return np.tile(np.array([0.1, 0.01 * unlike], np.float32), (len(rows), 1))


def found(some, options, unlike=1.0):
    return voiced(some, moving(some, unlike), options)


ALONE = Options(sparse=0.5, context=1, recording=0.5)


def test_a_sparse_row_is_a_voice_and_a_dense_one_is_not():
    assert found(rows(0.6, 0.4), ALONE).tolist() == [True, False]


def test_the_neighbours_decide_together():
    spread = Options(sparse=0.5, context=3, recording=0.5)
    assert found(rows(0.6, 0.45, 0.6, 0.6), spread).all()


def test_a_recording_that_is_dense_all_over_holds_nobody():
    assert not found(rows(0.52, 0.52, 0.1), Options(0.5, 1, 0.55)).any()


def test_no_rows_are_no_voices():
    assert found(np.empty((0, 256)), Options()).tolist() == []


def test_few_rows_have_few_neighbours():
    assert found(rows(0.6, 0.6), Options()).tolist() == [True, True]


def test_what_does_not_move_like_syllables_must_be_the_sparser():
    some = rows(0.55, 0.55)
    assert found(some, Options(), unlike=5.0).all()
    assert not found(some, Options(), unlike=20.0).any()


@pytest.mark.parametrize("still", [(0.0, 0.0), (0.0, 1.0), (1.0, 0.0)])
def test_what_does_not_move_at_all_is_no_error(still):
    some = rows(0.6, 0.6)
    assert voiced(some, np.tile(np.array(still, np.float32), (2, 1))).dtype == bool
