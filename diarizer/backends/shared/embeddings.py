"""Embeddings of hours, a block at a time: half as precise at rest, and never copied as a whole.

Nothing here asks BLAS, whose sums depend on the number of its threads.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Embeddings = NDArray[Any]
    """(n, d) float16 or float32."""

_BLOCK = 4_096


def blocks(rows: Embeddings) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield the number of the first row, and up to 4096 rows."""
    for first in range(0, len(rows), _BLOCK):
        yield first, np.asarray(rows[first : first + _BLOCK], np.float32)


def cosines(rows: Embeddings, voices: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (n, k): how similar each of n rows is to each of k; all of unit length.

    >>> rows = np.eye(3, dtype=np.float32)
    >>> cosines(rows, rows[:2]).tolist()
    [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]
    """
    found = np.empty((len(rows), len(voices)), np.float32)
    for first, some in blocks(rows):
        np.einsum("nd,kd->nk", some, voices, out=found[first : first + len(some)])
    return found


def means(
    rows: Embeddings, labels: NDArray[np.int64], weights: NDArray[np.int64] | None = None
) -> NDArray[np.float32]:
    """Average the rows of each label.

    Args:
        rows: (n, d) of unit length.
        labels: (n,) numbers from 0 without a gap.
        weights: (n,) how much each row counts; 1 each when None.

    Returns:
        (k, d) of unit length.

    """
    sums = np.zeros((int(labels.max()) + 1, rows.shape[1]))
    for first, some in blocks(rows):
        own = labels[first : first + len(some)]
        counts = 1.0 if weights is None else weights[first : first + len(some), None]
        order = np.argsort(own, kind="stable")
        present, begins = np.unique(own[order], return_index=True)
        sums[present] += np.add.reduceat((some * np.float32(counts))[order], begins, axis=0)
    lengths = np.linalg.norm(sums, axis=1, keepdims=True)
    return np.asarray(sums / np.maximum(lengths, 1e-9), np.float32)


def direction(voice: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return (d,) of unit length that points the same way; of zeros where there is none.

    >>> direction(np.array([3.0, 4.0], np.float32)).tolist()
    [0.6000000238418579, 0.800000011920929]
    """
    return np.asarray(voice / max(float(np.linalg.norm(voice)), 1e-9), np.float32)
