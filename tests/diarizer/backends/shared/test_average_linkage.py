"""Average linkage and one-to-one matching, held to scipy's."""

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.shared import average_linkage  # noqa: E402, numpy was asked for first
from diarizer.metrics import optimal_assignment  # noqa: E402, numpy was asked for first


def voices(count, people, seed=0):
    """Rows of unit length around a few directions."""
    random = np.random.default_rng(seed)
    own = random.integers(0, people, count)
    rows = 3 * random.random((people, 32))[own] + random.random((count, 32))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def same(one, other):
    """Whether two labellings part the rows alike, whatever their numbers."""
    return np.array_equal(one[:, None] == one, other[:, None] == other)


@pytest.mark.parametrize("count", [2, 3, 17, 300])
def test_the_tree_is_scipys(count):
    scipys = pytest.importorskip("scipy.cluster.hierarchy")
    rows = voices(count, 4)
    theirs = scipys.linkage(rows.astype(float), "average", "cosine")
    tree = average_linkage.average(rows)
    assert tree.heights == pytest.approx(theirs[:, 2], abs=1e-5)
    for distance in (0.01, 0.05, 0.2):
        assert same(tree.below(distance), scipys.fcluster(theirs, distance, "distance"))
    for parts in range(1, min(count, 9)):
        assert same(tree.into(parts), scipys.fcluster(theirs, parts, "maxclust"))


@pytest.mark.parametrize("seed", range(4))
def test_where_open_stops_and_in_as_many_rows_as_it_takes_at_once_the_groups_are_scipys(seed):
    scipys = pytest.importorskip("scipy.cluster.hierarchy")
    random = np.random.default_rng(seed)
    rows = random.normal(size=(8, 192))[random.integers(0, 8, 1_500)]
    rows = rows + random.normal(size=rows.shape)
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    theirs = scipys.linkage(rows.astype(float), "average", "cosine")
    tree = average_linkage.average(rows)
    for distance in (0.2, 0.4, 0.6):
        assert same(tree.below(distance), scipys.fcluster(theirs, distance, "distance"))


@pytest.mark.parametrize("block", [1, 4, 7, 20])
def test_no_group_reaches_over_a_block(block):
    rows = voices(17, 4)
    labels = average_linkage.blockwise(rows, block, lambda some: np.zeros(len(some), np.int64))
    assert labels.tolist() == [row // block for row in range(17)]


def test_equal_rows_are_one_cluster_at_any_distance():
    rows = np.repeat(np.eye(3, dtype=np.float32), [4, 1, 2], axis=0)
    assert average_linkage.average(rows).below(1e-6).tolist() == [0, 0, 0, 0, 1, 2, 2]


def test_a_tree_cut_into_as_many_parts_as_rows_leaves_each_alone():
    assert average_linkage.average(voices(5, 2)).into(5).tolist() == [0, 1, 2, 3, 4]


def test_the_best_match_is_scipys():
    optimize = pytest.importorskip("scipy.optimize")
    random = np.random.default_rng(0)
    for case in range(300):
        shape = random.integers(0, 8, 2)
        # Every other one full of ties, as seconds of silence are.
        shared = random.random(shape) if case % 2 else random.integers(0, 5, shape).astype(float)
        rows, columns = optimal_assignment.best(shared)
        theirs = shared[optimize.linear_sum_assignment(shared, maximize=True)].sum()
        assert shared[rows, columns].sum() == pytest.approx(theirs)
        assert len(rows) == min(shape)
        assert len(set(columns.tolist())) == len(columns)
        assert (np.diff(rows) > 0).all()
