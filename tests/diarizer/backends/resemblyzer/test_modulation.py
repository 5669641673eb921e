"""How loudness moves, on bands that are made to move so."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.resemblyzer.modulation import movement

FRAMES = 220


def moving(hertz, depth=0.9):
    """One run whose bands swell so often."""
    time = np.arange(FRAMES) / 100
    swell = 1.0 + depth * np.sin(2 * np.pi * hertz * time)
    return np.tile(swell[None, :, None], (1, 1, 40)).astype(np.float32)


@pytest.mark.parametrize("hertz", [3, 5, 8])
def test_what_moves_as_often_as_syllables_is_slow(hertz):
    slow, fast = movement(moving(hertz))[0]
    assert slow > 10 * fast


@pytest.mark.parametrize("hertz", [12, 25, 45])
def test_what_flutters_is_fast(hertz):
    slow, fast = movement(moving(hertz))[0]
    assert fast > 10 * slow


def test_what_swells_less_moves_less():
    assert movement(moving(4, 0.9))[0, 0] > 5 * movement(moving(4, 0.2))[0, 0]


def test_the_level_does_not_matter():
    mels = moving(4)
    assert movement(1e-4 * mels) == pytest.approx(movement(mels), rel=1e-3)


def test_a_run_does_not_depend_on_the_others():
    mels = np.concatenate([moving(3), moving(30), moving(6)])
    assert movement(mels)[1] == pytest.approx(movement(mels[1:2])[0], rel=1e-5)


def test_silence_does_not_move():
    assert movement(np.zeros((2, FRAMES, 40), np.float32)).tolist() == [[0.0, 0.0]] * 2
