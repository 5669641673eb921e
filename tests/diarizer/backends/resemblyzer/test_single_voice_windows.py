"""Which windows are clustered."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.resemblyzer.single_voice_windows import Options, steady

EVERY = Options(reach=2, share=0.5, thinning=1, few=2)


def test_windows_around_a_change_are_left_out():
    rows = np.eye(2, dtype=np.float32)[[0] * 10 + [1] * 10]
    chosen = steady(rows, EVERY).tolist()
    assert not {8, 9, 10, 11} & set(chosen)
    assert {0, 5, 15, 19} <= set(chosen)


def test_one_voice_is_thinned_and_not_emptied():
    rows = np.ones((100, 1), np.float32)
    assert len(steady(rows)) == 50


@pytest.mark.parametrize("n", [0, 1, 12])
def test_few_windows_are_all_kept(n):
    assert steady(np.ones((n, 1), np.float32)).tolist() == list(range(n))
