"""How sure it is who speaks."""

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.resemblyzer.confidence import Options, chances  # noqa: E402, after numpy is known to be there


def voices(*angles):
    """Rows of unit length at angles in degrees."""
    radians = np.radians(angles)
    return np.stack([np.cos(radians), np.sin(radians)], axis=1).astype(np.float32)


def test_what_lies_between_two_voices_is_less_sure_than_what_is_near_its_own():
    rows = voices(0, 0, 0, 40, 80, 80, 80)
    found = chances(rows, np.array([0, 0, 0, 0, 1, 1, 1]))
    assert found[3] < found[0]
    assert found[3] < found[5]
    assert ((found > 0.0) & (found < 1.0)).all()


def test_a_window_halfway_has_the_even_chance():
    rows = voices(0, 40, 20)
    options = Options(stranger=0.0, even=0.0)
    # Its own mean lies at 10 degrees when it counts for the first, the other at 40.
    found = chances(rows, np.array([0, 1, 0]), options)
    margin = np.cos(np.radians(10)) - np.cos(np.radians(20))
    assert found[2] == pytest.approx(1 / (1 + np.exp(-options.slope * margin)), abs=1e-4)


def test_one_voice_alone_is_compared_with_a_stranger():
    near, far = voices(0, 1, -1), voices(0, 60, -60)
    labels = np.zeros(3, int)
    assert chances(near, labels).min() > 0.99
    assert chances(far, labels)[1] < 0.6


def test_missing_numbers_of_speakers_do_not_matter():
    rows = voices(0, 10, 80, 70)
    assert chances(rows, np.array([3, 3, 7, 7])) == pytest.approx(
        chances(rows, np.array([0, 0, 1, 1]))
    )
