"""Runs in turn, A B C A B C, so that a machine whose speed drifts favours nobody."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from measuring.systems import System, SystemFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from measuring.systems import Bench, Run

Contestant = tuple[System, int]
"""A system and its number of threads."""

Rounds = dict[tuple[str, int], list["Run"]]
"""The runs of each, by name and threads, in order of rounds."""


def paired(
    bench: Bench, contestants: Sequence[Contestant], sound: Path, rounds: int
) -> tuple[Rounds, dict[str, str]]:
    """Run everybody once a round.

    Returns:
        their runs; and who failed, and why.

    """
    runs: Rounds = {}
    failed: dict[str, str] = {}
    for number in range(rounds):
        for system, threads in contestants:
            if system.name in failed:
                continue
            print(f"round {number + 1}: {system.name}, {threads} threads", file=sys.stderr)
            try:
                run = once(bench, system, sound, threads)
            except SystemFailedError as error:
                print(error, file=sys.stderr)
                failed[system.name] = error.reason
                continue
            runs.setdefault((system.name, threads), []).append(run)
    return runs, failed


def once(bench: Bench, system: System, sound: Path, threads: int = 1) -> Run:
    """Run a system over one file, and forget what it found.

    Raises:
        SystemFailedError: it ended with an error.

    """
    with tempfile.TemporaryDirectory() as folder:
        return bench.run(system, [sound], Path(folder), threads)


def median(runs: Sequence[Run], what: str) -> float:
    """Return the median of one attribute."""
    return statistics.median(getattr(run, what) for run in runs)


def ratio(
    runs: Mapping[tuple[str, int], Sequence[Run]],
    one: tuple[str, int],
    other: tuple[str, int],
    what: str = "cpu",
) -> float | None:
    """Return the median over the rounds of one over the other; None where one is missing."""
    if not runs.get(one) or not runs.get(other):
        return None
    pairs = zip(runs[one], runs[other], strict=False)
    return statistics.median(getattr(own, what) / getattr(its, what) for own, its in pairs)
