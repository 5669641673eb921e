"""How many people there are, on voices that are a few numbers."""
# ruff: noqa: E402, what may be missing is asked for before it is imported

import pytest
from hypothesis import given
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from diarizer.backends.open.clustering import centres, cluster
from diarizer.backends.open.clustering_options import Options


def voices(*counts, noise=0.05, seed=0):
    """(sum(counts), 32) rows, each group around its own direction."""
    rows = np.repeat(np.eye(len(counts), 32), counts, axis=0)
    rows = rows + noise * np.random.default_rng(seed).standard_normal(rows.shape)
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def clustered(rows, at_least=1, at_most=None, seconds=2.0, **options):
    weights = np.broadcast_to(np.float32(seconds), len(rows)).astype(np.float32)
    return cluster(rows, weights, (at_least, at_most), Options(**options)).tolist()


def test_two_directions_are_two_people():
    assert clustered(voices(3, 4)) in ([0] * 3 + [1] * 4, [1] * 3 + [0] * 4)


@pytest.mark.parametrize("n", [1, 30])
def test_one_direction_is_one_person(n):
    assert set(clustered(voices(n))) == {0}


def test_nobody_is_nobody():
    assert clustered(voices(1)[:0]) == []


def test_who_says_too_little_is_taken_for_the_nearest_other():
    assert len(set(clustered(voices(40, 40, 1)))) == 2


def test_who_says_little_and_is_like_nobody_else_is_somebody():
    def people(cosine):
        rows = turned(cosine, 20, 1)
        return len(set(clustered(rows, seconds=[1.5] * 20 + [1.2])))

    assert people(0.1) == 2
    assert people(0.3) == 1


def test_a_small_group_that_resembles_a_large_one_is_its_echo():
    # On average 0.42 alike, which is two people; their means 0.65.
    rng = np.random.default_rng(0)
    large, small = np.zeros((2, 300, 600), np.float32)
    large[:, 0], small[:, :2] = 0.8, (0.52, 0.61)
    large[np.arange(300), 2 + np.arange(300)] = 0.6
    small[np.arange(300), 302 + np.arange(300) % 298] = 0.6
    order = rng.permutation(320)
    rows = np.concatenate([large, small[:20]])[order]
    assert len(set(clustered(rows))) == 1
    assert len(set(clustered(rows, at_least=2))) == 2  # whoever knows better is believed
    assert len(set(clustered(np.concatenate([large, small])))) == 2


def turned(cosine, *counts):
    """Two groups whose directions have this cosine."""
    rows = np.zeros((sum(counts), 4), np.float32)
    rows[: counts[0], 0] = 1.0
    rows[counts[0] :, :2] = cosine, np.sqrt(1.0 - cosine**2)
    return rows


def test_the_same_distance_is_two_people_when_well_known_and_one_when_hardly():
    assert len(set(clustered(turned(0.4, 30, 30)))) == 2
    assert len(set(clustered(turned(0.4, 30, 2)))) == 1


@pytest.mark.parametrize("count", range(1, 8))
def test_an_exact_number_is_honoured_exactly(count):
    assert len(set(clustered(voices(9, 7, 5, 3), count, count))) == count


def test_bounds_are_honoured():
    assert len(set(clustered(voices(9, 9, 9), at_most=2))) == 2
    assert len(set(clustered(voices(9, 9), at_least=4))) == 4
    assert len(set(clustered(voices(9, 9), at_least=2, at_most=5))) == 2


def test_more_people_than_stretches_are_as_many_as_stretches():
    assert len(set(clustered(voices(2, 1), 5, 5))) == 3


@pytest.mark.parametrize("more", [0, 1, 2, 9])
def test_asking_for_more_people_than_stretches_merges_none_of_them(more):
    rows = voices(2, 2)
    for at_most in (None, 4 + more):
        assert len(set(clustered(rows, at_least=4 + more, at_most=at_most))) == 4


def test_an_outlier_does_not_use_up_a_number_that_was_asked_for():
    rows = voices(20, 20, 1)
    labels = clustered(rows, 2, 2)
    assert labels[0] != labels[20]


def test_blocks_give_what_the_whole_gives():
    rows = voices(40, 40, 40)[np.random.default_rng(1).permutation(120)]
    whole, blocks = clustered(rows), clustered(rows, block=25)
    assert len(set(zip(whole, blocks, strict=True))) == len(set(whole)) == 3


def test_centres_are_weighted_and_of_unit_length():
    rows = np.array([[1, 0], [0, 1], [0, 1]], np.float32)
    found = centres(rows, np.array([0, 0, 1]), np.array([3, 4, 1], np.float32))
    assert found.tolist() == [pytest.approx([0.6, 0.8]), pytest.approx([0.0, 1.0])]


def test_the_groups_of_many_blocks_are_grouped_again_until_they_fit():
    rows = voices(*[20] * 6)[np.random.default_rng(1).permutation(120)]
    whole, blocks = clustered(rows), clustered(rows, block=10)
    assert len(set(zip(whole, blocks, strict=True))) == len(set(whole)) == 6


def test_a_merger_looks_at_no_more_than_what_is_left():
    # 36,000 stretches are ten hours: all pairs of them would take 10 GB.
    rows = np.tile(voices(20, 20, 20, noise=0.1), (600, 1))
    assert len(set(clustered(rows))) == 3


def at_heights(*heights, each=20):
    """Groups of one voice, each group as far from all before it as the next height says."""
    count = len(heights) + 1
    cosines = np.eye(count)
    for place, height in enumerate(heights, 1):
        cosines[place, :place] = cosines[:place, place] = 1.0 - height
    values, vectors = np.linalg.eigh(cosines)
    return np.repeat(vectors * np.sqrt(np.maximum(values, 0.0)), each, axis=0).astype(np.float32)


def test_the_number_of_people_is_the_one_that_lasts_over_the_widest_range_about_the_distance():
    rows = at_heights(0.43, 0.47, 0.53, 0.9, each=60)
    assert len(set(clustered(rows, distance=0.5))) == 2
    assert len(set(clustered(rows, distance=0.5, vague=0.001))) == 3


@pytest.mark.parametrize("tenth", [0.9, 1.0, 1.1])
def test_a_tenth_of_the_distance_is_no_other_number_where_two_people_are_well_apart(tenth):
    rows = at_heights(0.4, 0.41, 0.62)
    assert len(set(clustered(rows, distance=tenth * Options().distance))) == 2


@given(st.lists(st.floats(0.42, 0.66), min_size=1, max_size=6), st.floats(0.3, 0.7))
def test_who_may_be_farther_apart_makes_no_more_people(heights, distance):
    rows = at_heights(*sorted(heights))
    near, far = (len(set(clustered(rows, distance=one))) for one in (distance, distance + 0.05))
    assert far <= near


def test_of_people_that_are_surely_apart_the_least_is_lost_when_fewer_are_asked_for():
    labels = clustered(voices(30, 30, 3), at_most=2)
    assert labels[0] != labels[30]
    assert len(set(labels)) == 2
