"""Embeddings by the block give what they give whole."""

import pytest

np = pytest.importorskip("numpy")

from diarizer.backends.shared import embeddings  # noqa: E402, after numpy is known to be there

RNG = np.random.default_rng(0)
MANY = RNG.random((9_000, 8)).astype(np.float32)
MANY /= np.linalg.norm(MANY, axis=1, keepdims=True)


def test_the_blocks_are_the_rows_in_order():
    pieces = list(embeddings.blocks(MANY.astype(np.float16)))
    assert [first for first, _ in pieces] == [0, 4096, 8192]
    assert np.concatenate([some for _, some in pieces]) == pytest.approx(MANY, abs=1e-3)


def test_a_cosine_is_that_of_the_whole_matrices():
    assert embeddings.cosines(MANY, MANY[:3]) == pytest.approx(MANY @ MANY[:3].T, abs=1e-6)


def test_a_mean_is_that_of_the_rows_of_its_label():
    labels = RNG.integers(0, 3, len(MANY))
    for label, found in enumerate(embeddings.means(MANY, labels)):
        mean = MANY[labels == label].mean(axis=0)
        assert found == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)


def test_a_row_that_counts_twice_is_there_twice():
    labels, weights = np.array([0, 1, 1]), np.array([1, 2, 1])
    twice = embeddings.means(MANY[[0, 1, 1, 2]], np.array([0, 1, 1, 1]))
    assert embeddings.means(MANY[:3], labels, weights) == pytest.approx(twice, abs=1e-6)


def test_a_label_that_begins_in_a_later_block_has_its_mean():
    labels = np.zeros(len(MANY), int)
    labels[-1] = 1
    assert embeddings.means(MANY, labels)[1] == pytest.approx(MANY[-1], abs=1e-6)
