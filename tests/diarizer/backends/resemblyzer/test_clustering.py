# ruff: noqa: E402, what may be missing is asked for before it is imported
"""Clustering, on voices that are a few numbers."""

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.resemblyzer.clustering import Options, calibrated, cluster, merge


def voices(*counts, noise=0.05, seed=0):
    """(sum(counts), 32) rows, each group around its own direction; noise off each axis."""
    rng = np.random.default_rng(seed)
    rows = np.repeat(np.eye(len(counts), 32), counts, axis=0)
    rows = rows + noise * np.abs(rng.standard_normal(rows.shape))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def groups(labels):
    return sorted(np.flatnonzero(labels == k).tolist() for k in range(labels.max() + 1))


def test_two_directions_are_two_speakers():
    assert cluster(voices(3, 2)).tolist() in ([0, 0, 0, 1, 1], [1, 1, 1, 0, 0])


def test_one_direction_is_one_speaker():
    assert set(cluster(voices(30)).tolist()) == {0}


@pytest.mark.parametrize("n", [0, 1])
def test_fewer_than_two_windows_need_no_clustering(n):
    assert cluster(voices(1)[:n]).tolist() == [0] * n


def test_what_is_too_small_to_be_a_speaker_goes_to_the_nearest():
    labels = cluster(voices(40, 40, 2))
    assert labels.max() == 1
    assert len({labels[0], labels[40]}) == 2


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7])
@pytest.mark.parametrize("rows", [voices(40, 40, 40), voices(60), voices(5, 4), voices(100, 3)])
def test_an_exact_number_is_reached_exactly(count, rows):
    labels = cluster(rows, at_least=count, at_most=count)
    assert sorted(set(labels.tolist())) == list(range(count))


def test_bounds_that_hold_anyway_change_nothing():
    rows = voices(20, 20, 20)
    assert cluster(rows, at_least=2, at_most=4).tolist() == cluster(rows).tolist()


def test_an_upper_bound_is_never_exceeded():
    assert cluster(voices(20, 20, 20), at_most=2).max() == 1


def test_more_speakers_than_windows_gives_each_window_its_own():
    assert sorted(cluster(voices(2, 1), at_least=9).tolist()) == [0, 1, 2]


def test_the_same_windows_over_and_over_are_one_speaker():
    assert cluster(np.tile(voices(1), (50, 1))).max() == 0


def test_a_long_recording_in_two_passes_finds_the_same():
    rows = voices(300, 200, 100)
    whole = cluster(rows)
    parts = cluster(rows, options=Options(block=128))
    assert groups(whole) == groups(parts)


def test_bounds_hold_in_two_passes_too():
    rows = voices(300, 200)
    assert cluster(rows, at_least=4, at_most=4, options=Options(block=128)).max() == 3


def test_windows_in_another_order_are_clustered_the_same():
    rows = voices(20, 20, 20)
    order = np.random.default_rng(1).permutation(len(rows))
    straight, mixed = cluster(rows), cluster(rows[order])
    together = straight[order][:, None] == straight[order][None]
    assert (together == (mixed[:, None] == mixed[None])).all()


@pytest.mark.parametrize(("heard", "speakers"), [(2, 1), (14, 2), (40, 2)])
def test_whoever_is_heard_for_a_moment_need_not_be_so_alike(heard, speakers):
    one, other = np.array([1.0, 0.0]), np.array([0.8, 0.6])
    rows = np.repeat([one, other], [60, heard], axis=0).astype(np.float32)
    labels = np.repeat([0, 1], [60, heard])
    assert merge(rows, labels, 1).max() + 1 == speakers
    assert merge(rows, labels, 2).max() + 1 == 2


def test_centres_may_be_farther_apart_where_windows_of_one_voice_are_alike():
    near = calibrated(voices(40, 40), Options()).alike
    far = calibrated(voices(40, 40, noise=0.15), Options()).alike
    assert near < far <= 1.0


def test_a_recording_of_a_few_windows_has_the_number_of_all():
    assert calibrated(voices(10, 9), Options()) == Options()
