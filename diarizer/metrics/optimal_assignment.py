"""One to one: which names belong together, so that they share the most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]


def best(shared: NDArray[np.float64]) -> tuple[Numbers, Numbers]:
    """Match rows with columns one to one, for the greatest sum.

    The Hungarian method by shortest augmenting paths (Jonker and Volgenant, "A shortest augmenting
    path algorithm for dense and sparse linear assignment problems", 1987): what
    `scipy.optimize.linear_sum_assignment` does, without the second that its import takes.

    Args:
        shared: (n, m) what each row and column share; finite.

    Returns:
        min(n, m) rows, rising, and the column of each.

    >>> rows, columns = best(np.array([[5.0, 4.0], [4.0, 0.0]]))
    >>> rows.tolist(), columns.tolist()
    ([0, 1], [1, 0])
    """
    if shared.shape[0] > shared.shape[1]:
        columns, rows = best(shared.T)
        order = np.argsort(rows)
        return rows[order], columns[order]
    cost = -np.asarray(shared, np.float64)
    row_of = np.full(cost.shape[1], -1, np.int64)
    prices = (np.zeros(cost.shape[0]), np.zeros(cost.shape[1]))
    for row in range(cost.shape[0]):
        _augment(cost, row, row_of, prices)
    columns = np.flatnonzero(row_of >= 0)
    order = np.argsort(row_of[columns])
    return row_of[columns][order], columns[order]


def _augment(
    cost: NDArray[np.float64],
    row: int,
    row_of: Numbers,
    prices: tuple[NDArray[np.float64], NDArray[np.float64]],
) -> None:
    """Give one more row a column, along the cheapest path of those that change theirs."""
    of_rows, of_columns = prices
    count = cost.shape[1]
    least, came_from = np.full(count, np.inf), np.full(count, -1, np.int64)
    done = np.zeros(count, bool)
    visited, total, now, column = [row], 0.0, row, -1
    while column < 0 or row_of[column] >= 0:
        now = row if column < 0 else int(row_of[column])
        if column >= 0:
            visited.append(now)
        reach = total + cost[now] - of_rows[now] - of_columns
        better = ~done & (reach < least)
        least[better], came_from[better] = reach[better], now
        column = int(np.where(done, np.inf, least).argmin())
        total = float(least[column])
        done[column] = True
    of_rows[row] += total
    for other in visited[1:]:
        of_rows[other] += total - least[np.flatnonzero(row_of == other)[0]]
    of_columns[done] -= total - least[done]
    while True:
        before = int(came_from[column])
        held = np.flatnonzero(row_of == before)
        row_of[column] = before
        if before == row:
            return
        column = int(held[0])
